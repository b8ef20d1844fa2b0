import type { OperationShape } from '@bulkhead/contract/operation'

/**
 * Columns of each list in a table, by operation. A column that is not called like its field is `column=field`. What
 * fields there are derives from the contract.
 */
const LISTS: Readonly<Record<string, string>> = {
  createInvitations: 'email status mail=mail.state expires_at',
  getOrganization: 'name id created_at',
  listAgentClients: 'name id verified confidential',
  listAgentGrants:
    'program=client_name person=person_name workspace=workspace_name last_used_at expires_at id',
  listApplications: 'name id client_id last_used_at',
  listAuditRecords: 'recorded_at who=client_name|person_id|key_id|application_id event outcome code',
  listConnectSessions: 'session=session_id workspace=workspace_name status account=account.name created_at',
  listConnectors: 'name type=summarized_source_template.connector_name id status',
  listDomains: 'domain proven_at proven_by record_name',
  listInvitations: 'email role mail=mail.state expires_at id',
  listOAuthCredentials: 'service=connector_name callback_url client_id=credentials.client_id',
  listOwnDefinitions: 'slug id name version operations',
  listPeople: 'email name role created_at id',
  listProviderSuggestions: 'claim value workspace=workspace_name level workspace_id',
  listProviders: 'name issuer enabled id',
  listSkills: 'id title tags state=freshness.state',
  listToolCalls: 'at entity action status code ms=duration_ms intent',
  listWebhookDeliveries: 'recorded_at type state id',
  listWebhookEndpoints: 'url id status failure',
  listWorkspaceKeys: 'name id hint expires_at last_used_at',
  listWorkspaceMembers: 'email name level person_id',
  listWorkspaces: 'name id status created_at',
  reviewAccess: 'email role last_signed_in_at providers person_id',
  searchSkills: 'id title tags state=freshness.state',
}

/** Returns the columns of an operation's list: their headings, with the fields they show. */
export function getColumns({ operationId }: OperationShape): Readonly<Record<string, string>> {
  const words = LISTS[operationId]?.split(' ') ?? []
  return Object.fromEntries(
    words.map((word) => {
      const [heading = '', field = heading] = word.split('=')
      return [heading, field]
    }),
  )
}
