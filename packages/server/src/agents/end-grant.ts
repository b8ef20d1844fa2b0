import type { Revocation } from '#access/tokens/revocation/revocation'
import type { RevocationFeed } from '#access/tokens/revocation/revocation-feed'
import { insertRevocation } from '#access/tokens/revocation/revoking'
import { insertAuditRecord } from '#journal/audit/insert-audit-record'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

interface Dependencies {
  readonly database: Database
  readonly revocations: RevocationFeed
}

/** Ended grant. */
export interface EndedGrant {
  readonly grant_id: string
  readonly workspace_id: string | null
  readonly person_id: string
}

/**
 * Ends a grant. Its refresh tokens are deleted. Its access tokens are refused in every process within a second.
 *
 * @param person Person whose grant it must be. Absent: any person of the organization.
 * @param record Writes the audit record as the organization, in the same transaction.
 * @returns Undefined if there is no such grant.
 */
export async function endGrant(
  { database, revocations }: Dependencies,
  { organization, grant_id, person }: { organization: string; grant_id: string; person?: string | undefined },
  record: (tx: TenantTransaction, ended: EndedGrant) => Promise<void>,
): Promise<EndedGrant | undefined> {
  const revocation: Revocation = {
    organization_id: organization,
    kind: 'token',
    subject_id: grant_id,
    epoch: null,
  }
  const ended = await asIdentity(database, 'read write', async (_tx, become) => {
    const rows = await become({ role: 'bulkhead_organization', organization })
    const ended = await rows
      .deleteFrom('identity.agent_grants')
      .where('grant_id', '=', grant_id)
      .$if(person !== undefined, (grants) => grants.where('person_id', '=', person ?? null))
      .returning(['grant_id', 'workspace_id', 'person_id'])
      .executeTakeFirst()
    if (ended === undefined) return undefined
    await insertRevocation(rows, revocation)
    await record(rows, ended)
    return ended
  })
  if (ended !== undefined) revocations.apply([revocation])
  return ended
}

/** Records that a grant ended without an API request to end it. */
export function recordEndedGrant(
  tx: TenantTransaction,
  { grant_id, workspace_id, person_id }: EndedGrant,
): Promise<void> {
  return insertAuditRecord(tx, {
    organization_id: tx.scope.organization,
    event: 'agent_grant.ended',
    outcome: 'done',
    workspace_id,
    subject_id: grant_id,
    person_id,
  })
}
