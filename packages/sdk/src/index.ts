export { Bulkhead } from './bulkhead.ts'
export type { BulkheadPromise, WithResponse } from './client/bulkhead-promise.ts'
export type { ExecuteOptions, RequestOptions, WriteOptions } from './client/call-options.ts'
export type { Download } from './client/download.ts'
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
} from './client/errors.ts'
export type { LogEntry } from './client/log-entry.ts'
export type { Fetch } from './client/settings.ts'
export type {
  AccessReviewItem,
  AgentClient,
  AgentGrant,
  ApplicationItem,
  AuditRecord,
  BrandingItem,
  CheckResult,
  ConnectorChanges,
  ConnectorDetail,
  ConnectorItem,
  ConnectSession,
  DetailedTemplate,
  Domain,
  ErrorCode,
  Grant,
  InvitationItem,
  NewConnector,
  NewConnectSession,
  OrganizationItem,
  PersonItem,
  Provider,
  SummarizedTemplate,
  ToolCallItem,
  WebhookDelivery,
  WebhookEndpoint,
  WorkspaceItem,
  WorkspaceMember,
} from './generated/api.ts'
export type { Connectors } from './generated/connectors.ts'
export type { List, Page } from './list.ts'
export type { ClientOptions } from './options.ts'
export type { AgentClients } from './organization/agent-clients.ts'
export type { AgentGrants } from './organization/agent-grants.ts'
export type { Applications } from './organization/applications.ts'
export type { Audit } from './organization/audit.ts'
export type { Branding } from './organization/branding.ts'
export type { Connect, ConnectSessions, EndUsers } from './organization/connect.ts'
export type { DefinitionItem, Definitions, OwnDefinition } from './organization/definitions.ts'
export type { Directories } from './organization/directories.ts'
export type { Domains } from './organization/domains.ts'
export type { Invitations } from './organization/invitations.ts'
export type { OAuthCredentials, OAuthCredentialsItem } from './organization/oauth-credentials.ts'
export type { OrganizationConnector, OrganizationResource } from './organization/organization-resource.ts'
export type { People, Role } from './organization/people.ts'
export type { ProviderSuggestion, Providers } from './organization/providers.ts'
export type { SignInPolicy } from './organization/sign-in-policy.ts'
export type { Skill, SkillDocs, Skills } from './organization/skills.ts'
export type { Webhooks } from './organization/webhooks.ts'
export type { Workspaces } from './organization/workspaces.ts'
export type { StandardToolSchema } from './tools/tool-schema.ts'
export type { Tool, Tools, ToolsOptions } from './tools/tools.ts'
export { unwrapWebhook, WebhookError, type WebhookEvent, type WebhookHeaders } from './unwrap-webhook.ts'
export type { Connector, ConnectorBase } from './workspace/connector.ts'
export type { RecordOf, Slug } from './workspace/connector-types.ts'
export type {
  Description,
  Effect,
  EntityDescription,
  JsonSchema,
  OperationDescription,
  ParametersSchema,
  Relationship,
} from './workspace/description.ts'
export type { Execution } from './workspace/execute.ts'
export { type ConnectorChoice, type MintFields, Workspace } from './workspace/workspace.ts'
export type { ConnectorAccess, WorkspaceConnectors } from './workspace/workspace-connectors.ts'
export type { Level, WorkspaceMembers } from './workspace/workspace-members.ts'
export type { WorkspaceReference } from './workspace/workspace-reference.ts'
export type { WorkspaceTemplates } from './workspace/workspace-templates.ts'
export type { WorkspaceToolCalls } from './workspace/workspace-tool-calls.ts'
