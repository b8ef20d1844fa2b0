export type { Applications } from './applications.ts'
export type { Audit } from './audit.ts'
export { Bulkhead } from './bulkhead.ts'
export type { ExecuteOptions, RequestOptions, WriteOptions } from './call-options.ts'
export type { Connector, ConnectorBase } from './connector.ts'
export type { KnownSlug, RecordOf, Slug } from './connector-types.ts'
export type { DefinitionItem, Definitions } from './definitions.ts'
export type {
  Description,
  Effect,
  EntityDescription,
  JsonSchema,
  OperationDescription,
  ParametersSchema,
  Relationship,
} from './description.ts'
export type { Download } from './download.ts'
export {
  ApiError,
  AuthenticationError,
  BulkheadError,
  ConfigurationError,
  ConflictError,
  ConnectionError,
  type ErrorDetail,
  type LocalCode,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ServerError,
  TimeoutError,
  UpstreamError,
  ValidationError,
} from './errors.ts'
export type { Execution } from './execute.ts'
export type {
  ApplicationItem,
  AuditRecord,
  CheckResult,
  ConnectorChanges,
  ConnectorDetail,
  ConnectorItem,
  DetailedTemplate,
  ErrorCode,
  Grant,
  NewConnector,
  OrganizationItem,
  SummarizedTemplate,
  ToolCallItem,
  WorkspaceItem,
} from './generated/api.ts'
export type { Connectors } from './generated/connectors.ts'
export type { List, Page } from './list.ts'
export type { LogEntry } from './log-entry.ts'
export type { OAuthCredentials, OAuthCredentialsItem } from './oauth-credentials.ts'
export type { ClientOptions, Fetch } from './options.ts'
export type { OrganizationResource } from './organization-resource.ts'
export type { People, PersonItem } from './people.ts'
export type { Reply, WithResponse } from './reply.ts'
export type { StandardToolSchema } from './tool-schema.ts'
export type { Tool, Tools, ToolsOptions } from './tools.ts'
export { type ConnectorChoice, type MintFields, Workspace } from './workspace.ts'
export type { WorkspaceConnectors } from './workspace-connectors.ts'
export type { WorkspaceReference } from './workspace-reference.ts'
export type { WorkspaceTemplates } from './workspace-templates.ts'
export type { WorkspaceToolCalls } from './workspace-tool-calls.ts'
export type { Workspaces } from './workspaces.ts'
