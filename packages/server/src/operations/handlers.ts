import type { Output } from '@bulkhead/contract/operation'
import type { OperationId, OperationsById } from '@bulkhead/contract/operations'
import type { RawReply } from '#access/request/raw-reply'
import type { WithHeaders } from '#access/request/with-headers'
import { beginEmailChange } from './account/begin-email-change.ts'
import { beginPasskey } from './account/begin-passkey.ts'
import { beginPasskeySignIn } from './account/begin-passkey-sign-in.ts'
import { beginSecondFactor } from './account/begin-second-factor.ts'
import { changeName } from './account/change-name.ts'
import { confirmEmailChange } from './account/confirm-email-change.ts'
import { confirmSecondFactor } from './account/confirm-second-factor.ts'
import { createPasskey } from './account/create-passkey.ts'
import { deletePasskey } from './account/delete-passkey.ts'
import { forgotPassword } from './account/forgot-password.ts'
import { getSecondFactor } from './account/get-second-factor.ts'
import { listPasskeys } from './account/list-passkeys.ts'
import { removeSecondFactor } from './account/remove-second-factor.ts'
import { renamePasskey } from './account/rename-passkey.ts'
import { renewRecoveryCodes } from './account/renew-recovery-codes.ts'
import { resetPassword } from './account/reset-password.ts'
import { signInByPasskey } from './account/sign-in-by-passkey.ts'
import { createAgentClient } from './agents/create-agent-client.ts'
import { decideAgentSignIn } from './agents/decide-agent-sign-in.ts'
import { decideDeviceSignIn } from './agents/decide-device-sign-in.ts'
import { deleteAgentClient } from './agents/delete-agent-client.ts'
import { endAgentGrant } from './agents/end-agent-grant.ts'
import { getAgentSignIn } from './agents/get-agent-sign-in.ts'
import { getDeviceSignIn } from './agents/get-device-sign-in.ts'
import { listAgentClients } from './agents/list-agent-clients.ts'
import { listAgentGrants } from './agents/list-agent-grants.ts'
import { updateAgentClient } from './agents/update-agent-client.ts'
import { createApplication } from './applications/create-application.ts'
import { createApplicationSecret } from './applications/create-application-secret.ts'
import { deleteApplication } from './applications/delete-application.ts'
import { listApplications } from './applications/list-applications.ts'
import { retireApplicationSecret } from './applications/retire-application-secret.ts'
import { revokeApplicationTokens } from './applications/revoke-application-tokens.ts'
import { listAuditRecords } from './audit/list-audit-records.ts'
import { reviewAccess } from './audit/review-access.ts'
import { beginConnectAuthorization } from './connect/begin-connect-authorization.ts'
import { confirmConnectSession } from './connect/confirm-connect-session.ts'
import { connectByCredentials } from './connect/connect-by-credentials.ts'
import { createConnectSession } from './connect/create-connect-session.ts'
import { createFlowSession } from './connect/create-flow-session.ts'
import { createWidgetSession } from './connect/create-widget-session.ts'
import { declineConnect } from './connect/decline-connect.ts'
import { discardConnectSession } from './connect/discard-connect-session.ts'
import { disconnectConnector } from './connect/disconnect-connector.ts'
import { eraseEndUser } from './connect/erase-end-user.ts'
import { getConnectPage } from './connect/get-connect-page.ts'
import { getConnectService } from './connect/get-connect-service.ts'
import { getConnectSession } from './connect/get-connect-session.ts'
import { getFlowSession } from './connect/get-flow-session.ts'
import { listConnectSessions } from './connect/list-connect-sessions.ts'
import { redeemConnectNonce } from './connect/redeem-connect-nonce.ts'
import { revokeConnectSession } from './connect/revoke-connect-session.ts'
import { updateFlowSession } from './connect/update-flow-session.ts'
import { createConnector } from './connectors/create-connector.ts'
import { deleteConnector } from './connectors/delete-connector.ts'
import { getConnector } from './connectors/get-connector.ts'
import { inspectConnector } from './connectors/inspect-connector.ts'
import { listConnectors } from './connectors/list-connectors.ts'
import { startRecording } from './connectors/start-recording.ts'
import { stopRecording } from './connectors/stop-recording.ts'
import { updateConnector } from './connectors/update-connector.ts'
import { addDefinition } from './definitions/add-definition.ts'
import { deleteDefinition } from './definitions/delete-definition.ts'
import { getOwnDefinition } from './definitions/get-own-definition.ts'
import { listOwnDefinitions } from './definitions/list-own-definitions.ts'
import { readConnectionTemplates, readDestinationDefinitions } from './definitions/no-destinations.ts'
import {
  cloneTemplate,
  readDefinition,
  readDefinitions,
  readGlobalTemplates,
  readTemplate,
  readTemplates,
} from './definitions/read-definitions.ts'
import { updateDefinition } from './definitions/update-definition.ts'
import { createDirectoryToken } from './directory/create-directory-token.ts'
import { deleteDirectoryTokens } from './directory/delete-directory-tokens.ts'
import { getDirectory } from './directory/get-directory.ts'
import { checkConnector } from './executions/check-connector.ts'
import { checkNewConnector } from './executions/check-new-connector.ts'
import { executeOperation } from './executions/execute-operation.ts'
import type { Handler } from './handler.ts'
import { createInvitations } from './invitations/create-invitations.ts'
import { listInvitations } from './invitations/list-invitations.ts'
import { renewInvitation } from './invitations/renew-invitation.ts'
import { revokeInvitation } from './invitations/revoke-invitation.ts'
import { createWorkspaceKey } from './keys/create-workspace-key.ts'
import { listWorkspaceKeys } from './keys/list-workspace-keys.ts'
import { revokeWorkspaceKey } from './keys/revoke-workspace-key.ts'
import { completeOAuth } from './oauth/complete-oauth.ts'
import { confirmOAuth } from './oauth/confirm-oauth.ts'
import { deleteOAuthCredentials } from './oauth/delete-oauth-credentials.ts'
import { initiateOAuth } from './oauth/initiate-oauth.ts'
import { listOAuthCredentials } from './oauth/list-oauth-credentials.ts'
import { setOAuthCredentials } from './oauth/set-oauth-credentials.ts'
import { deleteBrandingLogo } from './organizations/delete-branding-logo.ts'
import { getBranding } from './organizations/get-branding.ts'
import { getOrganization } from './organizations/get-organization.ts'
import { getOrganizationSetup } from './organizations/get-organization-setup.ts'
import { getOrganizationUsage } from './organizations/get-organization-usage.ts'
import { listAccountOrganizations } from './organizations/list-account-organizations.ts'
import { listOrganizationCredentials } from './organizations/list-organization-credentials.ts'
import { setBrandingLogo } from './organizations/set-branding-logo.ts'
import { updateBranding } from './organizations/update-branding.ts'
import { updateOrganization } from './organizations/update-organization.ts'
import { changePassword } from './people/change-password.ts'
import { endPersonSessions } from './people/end-person-sessions.ts'
import { endSession, signOut } from './people/end-session.ts'
import { getConnectorAccess } from './people/get-connector-access.ts'
import { getSession } from './people/get-session.ts'
import { getSignUp } from './people/get-sign-up.ts'
import { listPeople } from './people/list-people.ts'
import { listSessions } from './people/list-sessions.ts'
import { listWorkspaceMembers } from './people/list-workspace-members.ts'
import { readSignUpLink } from './people/read-sign-up-link.ts'
import { removePerson } from './people/remove-person.ts'
import { removePersonSecondFactor } from './people/remove-person-second-factor.ts'
import { removeWorkspaceMember } from './people/remove-workspace-member.ts'
import { setConnectorAccess } from './people/set-connector-access.ts'
import { setPersonRole } from './people/set-person-role.ts'
import { setWorkspaceEveryone } from './people/set-workspace-everyone.ts'
import { setWorkspaceMember } from './people/set-workspace-member.ts'
import { signIn } from './people/sign-in.ts'
import { signUp } from './people/sign-up.ts'
import { executeSampleOperation } from './sample-data/execute-sample-operation.ts'
import { listSampleServices } from './sample-data/list-sample-services.ts'
import {
  readKeys,
  readLiveness,
  readMcpResource,
  readOpenApi,
  readReadiness,
} from './service/service-handlers.ts'
import { acceptProviderSuggestion } from './sign-in/accept-provider-suggestion.ts'
import { beginProviderSignIn } from './sign-in/begin-provider-sign-in.ts'
import { checkDomain } from './sign-in/check-domain.ts'
import { completeProviderSignIn } from './sign-in/complete-provider-sign-in.ts'
import { createDomain } from './sign-in/create-domain.ts'
import { createProvider } from './sign-in/create-provider.ts'
import { deleteDomain } from './sign-in/delete-domain.ts'
import { deleteProvider } from './sign-in/delete-provider.ts'
import { findSignInProviders } from './sign-in/find-sign-in-providers.ts'
import { getProviderTest } from './sign-in/get-provider-test.ts'
import { getSignInPolicy } from './sign-in/get-sign-in-policy.ts'
import { linkProvider } from './sign-in/link-provider.ts'
import { listDomains } from './sign-in/list-domains.ts'
import { listLinkedProviders } from './sign-in/list-linked-providers.ts'
import { listProviderSuggestions } from './sign-in/list-provider-suggestions.ts'
import { listProviders } from './sign-in/list-providers.ts'
import { testProvider } from './sign-in/test-provider.ts'
import { unlinkProvider } from './sign-in/unlink-provider.ts'
import { updateProvider } from './sign-in/update-provider.ts'
import { updateSignInPolicy } from './sign-in/update-sign-in-policy.ts'
import { getSkillDocs } from './skills/get-skill-docs.ts'
import { listSkills } from './skills/list-skills.ts'
import { searchSkills } from './skills/search-skills.ts'
import { createApplicationToken } from './tokens/create-application-token.ts'
import { mintScopedToken } from './tokens/mint-scoped-token.ts'
import { mintWidgetToken } from './tokens/mint-widget-token.ts'
import { readTokenInfo } from './tokens/read-token-info.ts'
import { revokeToken } from './tokens/revoke-token.ts'
import { revokeWorkspaceTokens } from './tokens/revoke-workspace-tokens.ts'
import { getToolCall } from './tool-calls/get-tool-call.ts'
import { getToolCallBodies } from './tool-calls/get-tool-call-bodies.ts'
import { getToolCallGroups } from './tool-calls/get-tool-call-groups.ts'
import { getToolCallStatistics } from './tool-calls/get-tool-call-statistics.ts'
import { listToolCalls } from './tool-calls/list-tool-calls.ts'
import { createWebhookEndpoint } from './webhooks/create-webhook-endpoint.ts'
import { deleteWebhookEndpoint } from './webhooks/delete-webhook-endpoint.ts'
import { getWebhookEndpoint } from './webhooks/get-webhook-endpoint.ts'
import { listWebhookDeliveries } from './webhooks/list-webhook-deliveries.ts'
import { listWebhookEndpoints } from './webhooks/list-webhook-endpoints.ts'
import { pingWebhookEndpoint } from './webhooks/ping-webhook-endpoint.ts'
import { replayWebhookDelivery } from './webhooks/replay-webhook-delivery.ts'
import { rotateWebhookSecret } from './webhooks/rotate-webhook-secret.ts'
import { updateWebhookEndpoint } from './webhooks/update-webhook-endpoint.ts'
import { deleteWorkspace } from './workspaces/delete-workspace.ts'
import { deleteWorkspaceAlias } from './workspaces/delete-workspace-alias.ts'
import { getWorkspace } from './workspaces/get-workspace.ts'
import { getWorkspaceByName } from './workspaces/get-workspace-by-name.ts'
import { getWorkspaceStats } from './workspaces/get-workspace-stats.ts'
import { listWorkspaces } from './workspaces/list-workspaces.ts'
import { updateWorkspace } from './workspaces/update-workspace.ts'

/** Handlers of all operations of the contract. An operation without a handler does not compile. */
export const HANDLERS: {
  readonly [Id in OperationId]: Handler<
    OperationsById[Id],
    Output<OperationsById[Id]> | RawReply | WithHeaders<Output<OperationsById[Id]>>
  >
} = {
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
  listAccountOrganizations,
  getOrganizationSetup,
  getOrganizationUsage,
  updateOrganization,
  listOrganizationCredentials,
  getBranding,
  updateBranding,
  setBrandingLogo,
  deleteBrandingLogo,
  getSignUp,
  readSignUpLink,
  signUp,
  signIn,
  getSession,
  signOut,
  listSessions,
  endSession,
  changePassword,
  beginSecondFactor,
  confirmSecondFactor,
  getSecondFactor,
  removeSecondFactor,
  removePersonSecondFactor,
  forgotPassword,
  resetPassword,
  changeName,
  beginEmailChange,
  confirmEmailChange,
  renewRecoveryCodes,
  acceptProviderSuggestion,
  beginProviderSignIn,
  checkDomain,
  completeProviderSignIn,
  createDomain,
  createProvider,
  deleteDomain,
  deleteProvider,
  findSignInProviders,
  getProviderTest,
  getSignInPolicy,
  linkProvider,
  beginPasskey,
  beginPasskeySignIn,
  createPasskey,
  deletePasskey,
  listPasskeys,
  renamePasskey,
  signInByPasskey,
  listDomains,
  listProviderSuggestions,
  listProviders,
  createDirectoryToken,
  deleteDirectoryTokens,
  getDirectory,
  listLinkedProviders,
  unlinkProvider,
  testProvider,
  updateProvider,
  updateSignInPolicy,
  listPeople,
  reviewAccess,
  removePerson,
  endPersonSessions,
  setPersonRole,
  getConnectorAccess,
  setConnectorAccess,
  createInvitations,
  listInvitations,
  renewInvitation,
  revokeInvitation,
  getAgentSignIn,
  decideAgentSignIn,
  listAgentGrants,
  listAgentClients,
  createAgentClient,
  updateAgentClient,
  deleteAgentClient,
  getDeviceSignIn,
  decideDeviceSignIn,
  endAgentGrant,
  listWorkspaceMembers,
  setWorkspaceMember,
  removeWorkspaceMember,
  setWorkspaceEveryone,
  listWorkspaces,
  getWorkspaceStats,
  getWorkspace,
  getWorkspaceByName,
  updateWorkspace,
  deleteWorkspace,
  deleteWorkspaceAlias,
  createWorkspaceKey,
  listWorkspaceKeys,
  revokeWorkspaceKey,
  revokeWorkspaceTokens,
  createConnector,
  listConnectors,
  getConnector,
  updateConnector,
  deleteConnector,
  startRecording,
  stopRecording,
  inspectConnector,
  checkNewConnector,
  checkConnector,
  executeOperation,
  listOAuthCredentials,
  setOAuthCredentials,
  deleteOAuthCredentials,
  listWebhookEndpoints,
  createWebhookEndpoint,
  getWebhookEndpoint,
  updateWebhookEndpoint,
  deleteWebhookEndpoint,
  rotateWebhookSecret,
  pingWebhookEndpoint,
  listWebhookDeliveries,
  replayWebhookDelivery,
  initiateOAuth,
  confirmOAuth,
  completeOAuth,
  createConnectSession,
  listConnectSessions,
  getConnectSession,
  revokeConnectSession,
  confirmConnectSession,
  discardConnectSession,
  eraseEndUser,
  getConnectPage,
  getConnectService,
  connectByCredentials,
  beginConnectAuthorization,
  redeemConnectNonce,
  declineConnect,
  disconnectConnector,
  createWidgetSession,
  createFlowSession,
  getFlowSession,
  updateFlowSession,
  listToolCalls,
  getToolCall,
  getToolCallBodies,
  getToolCallStatistics,
  getToolCallGroups,
  listAuditRecords,
  listDefinitions: readDefinitions,
  getDefinition: readDefinition,
  listOwnDefinitions,
  addDefinition,
  getOwnDefinition,
  updateDefinition,
  deleteDefinition,
  listTemplates: readTemplates,
  listGlobalTemplates: readGlobalTemplates,
  cloneTemplate,
  getTemplate: readTemplate,
  listDestinationDefinitions: readDestinationDefinitions,
  listConnectionTemplates: readConnectionTemplates,
  listSkills,
  searchSkills,
  getSkillDocs,
  getLiveness: readLiveness,
  getReadiness: readReadiness,
  getKeys: readKeys,
  getMcpResource: readMcpResource,
  getOpenApi: readOpenApi,
  executeSampleOperation,
  listSampleServices,
}
