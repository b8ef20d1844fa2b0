import type { Input, OperationShape, Output } from '@bulkhead/contract/operation'
import type { OperationId, OperationsById } from '@bulkhead/contract/operations'
import { createApplication } from '#applications/create-application'
import { createApplicationSecret } from '#applications/create-application-secret'
import { deleteApplication } from '#applications/delete-application'
import { listApplications } from '#applications/list-applications'
import { retireApplicationSecret } from '#applications/retire-application-secret'
import { revokeApplicationTokens } from '#applications/revoke-application-tokens'
import { listAuditRecords } from '#audit/list-audit-records'
import { createConnector } from '#connectors/create-connector'
import { deleteConnector } from '#connectors/delete-connector'
import { getConnector } from '#connectors/get-connector'
import { inspectConnector } from '#connectors/inspect-connector'
import { listConnectors } from '#connectors/list-connectors'
import { updateConnector } from '#connectors/update-connector'
import { readConnectionTemplates, readDestinationDefinitions } from '#definitions/no-destinations'
import {
  readDefinition,
  readDefinitions,
  readGlobalTemplates,
  readTemplate,
  readTemplates,
} from '#definitions/read-definitions'
import { checkConnector } from '#executions/check-connector'
import { checkNewConnector } from '#executions/check-new-connector'
import { executeOperation } from '#executions/execute-operation'
import { completeOAuth } from '#oauth/complete-oauth'
import { deleteOAuthCredentials } from '#oauth/delete-oauth-credentials'
import { initiateOAuth } from '#oauth/initiate-oauth'
import { listOAuthCredentials } from '#oauth/list-oauth-credentials'
import { setOAuthCredentials } from '#oauth/set-oauth-credentials'
import { getOrganization } from '#organizations/get-organization'
import { listOrganizationCredentials } from '#organizations/list-organization-credentials'
import { updateOrganization } from '#organizations/update-organization'
import { endSession, signOut } from '#people/end-session'
import { getSession } from '#people/get-session'
import { getSignUp } from '#people/get-sign-up'
import { listPeople } from '#people/list-people'
import { listSessions } from '#people/list-sessions'
import { signIn } from '#people/sign-in'
import { signUp } from '#people/sign-up'
import type { Act } from '#principal'
import type { RawReply } from '#raw-reply'
import { revokeToken } from '#revocations/revoke-token'
import type { Services } from '#services'
import { getToolCall } from '#tool-calls/get-tool-call'
import { getToolCallStatistics } from '#tool-calls/get-tool-call-statistics'
import { listToolCalls } from '#tool-calls/list-tool-calls'
import type { WithHeaders } from '#with-headers'
import { deleteWorkspace } from '#workspaces/delete-workspace'
import { deleteWorkspaceAlias } from '#workspaces/delete-workspace-alias'
import { getWorkspace } from '#workspaces/get-workspace'
import { getWorkspaceStats } from '#workspaces/get-workspace-stats'
import { listWorkspaces } from '#workspaces/list-workspaces'
import { mintScopedToken } from '#workspaces/mint-scoped-token'
import { mintWidgetToken } from '#workspaces/mint-widget-token'
import { readTokenInfo } from '#workspaces/read-token-info'
import { revokeWorkspaceTokens } from '#workspaces/revoke-workspace-tokens'
import { updateWorkspace } from '#workspaces/update-workspace'
import { createApplicationToken } from './create-application-token.ts'
import { readKeys, readLiveness, readMcpResource, readOpenApi, readReadiness } from './service-handlers.ts'

/** What is known of a caller who needs no token. */
export interface Anyone {
  /** IP address the request came from. */
  readonly address: string
  readonly user_agent: string | undefined
  readonly request_id: string
}

type Handler<O extends OperationShape> = (
  services: Services,
  caller: O['callers'] extends 'anyone' ? Anyone : Act,
  input: Input<O>,
) => Promise<Output<O> | RawReply | WithHeaders<Output<O>>>

/** The function behind each operation of the contract; one that lacks its function does not compile. */
export const HANDLERS: { readonly [Id in OperationId]: Handler<OperationsById[Id]> } = {
  createApplicationToken,
  createScopedToken: mintScopedToken,
  createWidgetToken: mintWidgetToken,
  getScopedTokenInfo: readTokenInfo,
  revokeToken,
  listApplications,
  createApplication,
  createApplicationSecret,
  retireApplicationSecret,
  revokeApplicationTokens,
  deleteApplication,
  getOrganization,
  updateOrganization,
  listOrganizationCredentials,
  getSignUp,
  signUp,
  signIn,
  getSession,
  signOut,
  listSessions,
  endSession,
  listPeople,
  listWorkspaces,
  getWorkspaceStats,
  getWorkspace,
  updateWorkspace,
  deleteWorkspace,
  deleteWorkspaceAlias,
  revokeWorkspaceTokens,
  createConnector,
  listConnectors,
  getConnector,
  updateConnector,
  deleteConnector,
  inspectConnector,
  checkNewConnector,
  checkConnector,
  executeOperation,
  listOAuthCredentials,
  setOAuthCredentials,
  deleteOAuthCredentials,
  initiateOAuth,
  completeOAuth,
  listToolCalls,
  getToolCall,
  getToolCallStatistics,
  listAuditRecords,
  listDefinitions: readDefinitions,
  getDefinition: readDefinition,
  listTemplates: readTemplates,
  listGlobalTemplates: readGlobalTemplates,
  getTemplate: readTemplate,
  listDestinationDefinitions: readDestinationDefinitions,
  listConnectionTemplates: readConnectionTemplates,
  getLiveness: readLiveness,
  getReadiness: readReadiness,
  getKeys: readKeys,
  getMcpResource: readMcpResource,
  getOpenApi: readOpenApi,
}
