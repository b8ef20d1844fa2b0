import { BulkheadError } from '@bulkhead/contract/errors'
import { type AgentClient, MOST_AGENT_CLIENTS } from '@bulkhead/contract/people/agent-clients'
import { sql } from 'kysely'
import type { Revocation } from '#access/tokens/revocation/revocation'
import type { RevocationFeed } from '#access/tokens/revocation/revocation-feed'
import { insertRevocation } from '#access/tokens/revocation/revoking'
import { lockAsking } from '#people/lock-people'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { agentClientNotFound, type Metadata } from './registered-clients.ts'

/** Admin who makes the request, and the organization of the client. */
interface Asking {
  readonly organization: string
  readonly person?: string | undefined
}

/** Writes the audit record of a change as the organization, in the same transaction. */
type RecordChange = (tx: TenantTransaction) => Promise<void>

const COLUMNS = ['client_id', 'metadata', 'verified', 'created_at', 'updated_at'] as const

/** Reads the clients that an organization registered, the oldest first. */
export async function readRegisteredClients(
  database: Database,
  organization: string,
): Promise<AgentClient[]> {
  const rows = await asIdentity(database, 'read only', (tx) =>
    tx
      .selectFrom('identity.agent_clients')
      .select(COLUMNS)
      .where('registered_by', '=', organization)
      .orderBy('client_id')
      .execute(),
  )
  return rows.map(toAgentClient)
}

/** @throws BulkheadError `agent_clients_full` */
export async function insertRegisteredClient(
  database: Database,
  { organization, person }: Asking,
  { client_id, metadata, verified }: { client_id: string; metadata: Metadata; verified: boolean },
  record: RecordChange,
): Promise<AgentClient> {
  return asIdentity(database, 'read write', async (tx, become) => {
    const rows = await become({ role: 'bulkhead_organization', organization })
    await lockAsking(rows, person)
    await record(rows)
    await become({ role: 'bulkhead_identity' })
    const others = await tx
      .selectFrom('identity.agent_clients')
      .select('client_id')
      .where('registered_by', '=', organization)
      .execute()
    if (others.length >= MOST_AGENT_CLIENTS) {
      const message = `The organization registered ${MOST_AGENT_CLIENTS} clients already. Delete one first.`
      throw new BulkheadError('agent_clients_full', message)
    }
    const row = await tx
      .insertInto('identity.agent_clients')
      .values({
        ...{ client_id, registered_by: organization, verified },
        metadata: JSON.stringify(metadata),
        expires_at: null,
      })
      .returning(COLUMNS)
      .executeTakeFirstOrThrow()
    return toAgentClient(row)
  })
}

/**
 * @param metadata Members to change.
 * @throws BulkheadError `agent_client_not_found`
 */
export async function updateRegisteredClient(
  database: Database,
  { organization, person }: Asking,
  client_id: string,
  { metadata, verified }: { metadata: Metadata; verified: boolean | undefined },
  record: RecordChange,
): Promise<AgentClient> {
  return asIdentity(database, 'read write', async (tx, become) => {
    const rows = await become({ role: 'bulkhead_organization', organization })
    await lockAsking(rows, person)
    await become({ role: 'bulkhead_identity' })
    const row = await tx
      .updateTable('identity.agent_clients')
      .set({
        metadata: sql`metadata || ${JSON.stringify(metadata)}::jsonb`,
        ...(verified !== undefined && { verified }),
        updated_at: sql<Date>`now()`,
      })
      .where('registered_by', '=', organization)
      .where('client_id', '=', client_id)
      .returning(COLUMNS)
      .executeTakeFirst()
    if (row === undefined) throw agentClientNotFound()
    await record(await become({ role: 'bulkhead_organization', organization }))
    return toAgentClient(row)
  })
}

/**
 * Deletes a client and ends the grants that people gave it.
 *
 * @returns Number of grants that ended.
 * @throws BulkheadError `agent_client_not_found`
 */
export async function deleteRegisteredClient(
  { database, revocations }: { readonly database: Database; readonly revocations: RevocationFeed },
  { organization, person }: Asking,
  client_id: string,
  record: RecordChange,
): Promise<number> {
  const ended = await asIdentity(database, 'read write', async (tx, become) => {
    await lockAsking(await become({ role: 'bulkhead_organization', organization }), person)
    await become({ role: 'bulkhead_identity' })
    const { numDeletedRows } = await tx
      .deleteFrom('identity.agent_clients')
      .where('registered_by', '=', organization)
      .where('client_id', '=', client_id)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw agentClientNotFound()
    const rows = await become({ role: 'bulkhead_organization', organization })
    const grants = await rows
      .deleteFrom('identity.agent_grants')
      .where('client_id', '=', client_id)
      .returning('grant_id')
      .execute()
    const revoked = grants.map(
      ({ grant_id }): Revocation => ({
        ...{ organization_id: organization, kind: 'token', subject_id: grant_id, epoch: null },
      }),
    )
    for (const revocation of revoked) await insertRevocation(rows, revocation)
    await record(rows)
    return revoked
  })
  revocations.apply(ended)
  return ended.length
}

interface ClientRow {
  readonly client_id: string
  readonly metadata: Metadata
  readonly verified: boolean
  readonly created_at: Date
  readonly updated_at: Date
}

function toAgentClient({ client_id, metadata, verified, created_at, updated_at }: ClientRow): AgentClient {
  return {
    id: client_id,
    name: String(metadata.client_name),
    redirect_uris: metadata.redirect_uris as string[],
    verified,
    confidential: metadata.client_secret !== undefined,
    created_at: created_at.toISOString(),
    updated_at: updated_at.toISOString(),
  }
}
