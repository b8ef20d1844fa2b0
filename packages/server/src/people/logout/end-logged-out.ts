import type { RevocationFeed } from '#access/tokens/revocation/revocation-feed'
import { insertAuditRecord } from '#journal/audit/insert-audit-record'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import { markUsed } from '../mark-used.ts'
import { endLogoutSessions } from '../providers/end-provider-sessions.ts'
import type { OpenProvider } from '../providers/provider-rows.ts'
import type { Logout } from './verify-logout-token.ts'

interface Dependencies {
  readonly database: Database
  readonly revocations: RevocationFeed
}

/** Time for which a used token is remembered. It is longer than a token is valid. */
const REMEMBERED_MS = 600_000

/**
 * Ends the sessions that a logout token names, and the tokens minted in them. Each logout token is valid for one use.
 *
 * @returns Whether the token is new.
 */
export async function endLoggedOut(
  { database, revocations }: Dependencies,
  { organization, provider_id }: OpenProvider,
  { jti, subject, sid }: Logout,
  request_id: string,
): Promise<boolean> {
  const ended = await asIdentity(database, 'read write', async (identity, become) => {
    const isNew = await markUsed(identity, {
      identifier: `provider logout ${provider_id}`,
      key: jti,
      expires_at: new Date(Date.now() + REMEMBERED_MS),
    })
    if (!isNew) return undefined
    const tx = await become({ role: 'bulkhead_organization', organization })
    const rows = await tx
      .selectFrom('identity.identities')
      .select(['identity_id', 'person_id'])
      .where('provider_id', '=', provider_id)
      .$if(subject !== undefined, (query) => query.where('subject', '=', subject ?? null))
      .execute()
    const ids = rows.map(({ identity_id }) => identity_id)
    const ended = await endLogoutSessions(identity, become, organization, ids, sid)
    if (ended.length > 0) {
      await insertAuditRecord(tx, {
        ...{ organization_id: organization, event: 'person.signed_out', outcome: 'done', request_id },
        subject_id: (subject !== undefined && rows[0]?.person_id) || provider_id,
      })
    }
    return ended
  })
  if (ended === undefined) return false
  revocations.apply(ended)
  return true
}
