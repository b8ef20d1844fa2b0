export type { Applications } from './applications.ts'
export type { WorkspaceReference } from './authority.ts'
export type { ExecuteOptions, RequestOptions, WriteOptions } from './call-options.ts'
export { type ConnectOptions, connect } from './connect.ts'
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
export { type ClientOptions, configure, type Fetch } from './options.ts'
export { Organization } from './organization.ts'
export type { Reply, WithResponse } from './reply.ts'
export type { StandardToolSchema } from './tool-schema.ts'
export type { Tool, Tools, ToolsOptions } from './tools.ts'
export { type ConnectorChoice, type MintFields, Workspace, type WorkspaceOptions } from './workspace.ts'
export type { Workspaces } from './workspaces.ts'
