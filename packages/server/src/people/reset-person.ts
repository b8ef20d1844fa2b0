import type { Revocation } from '#access/tokens/revocation/revocation'
import type { RevocationFeed } from '#access/tokens/revocation/revocation-feed'
import { insertRevocations, type Revoke } from '#access/tokens/revocation/revoking'
import { insertAuditRecord } from '#journal/audit/insert-audit-record'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import { endMailedLinks } from './account/email-link.ts'
import { lockMembership } from './lock-people.ts'
import { raisePersonEpoch } from './raise-person-epoch.ts'
import { deleteSessions, revokeSessions } from './sessions/end-sessions.ts'

interface Dependencies {
  readonly database: Database
  readonly revocations: RevocationFeed
}

/**
 * Removes the password, the second factor, the passkeys and the sessions of a person, and all that somebody else may
 * have set up as this person: grants to programs and to the command line, tokens, keys and connect links. The person
 * stays, and can sign in again after setting a new password by a link.
 *
 * @returns Number of sessions that ended.
 */
export async function resetPerson(
  { database, revocations }: Dependencies,
  { organization, person }: { readonly organization: string; readonly person: string },
): Promise<number> {
  const { sessions, ended } = await asIdentity(database, 'read write', async (tx, become) => {
    // A grant that is being made is waited for, and found below.
    await lockMembership(await become({ role: 'bulkhead_organization', organization }), person)
    await become({ role: 'bulkhead_identity' })
    // The password is removed before sessions end: a sign-in by the old password that is in progress notices the change
    // by this row; see `isStillPassword`.
    await tx.updateTable('identity.passwords').set({ hash: null }).where('person_id', '=', person).execute()
    await tx.deleteFrom('identity.second_factors').where('person_id', '=', person).execute()
    await tx
      .deleteFrom('identity.passkeys')
      .where('organization_id', '=', organization)
      .where('person_id', '=', person)
      .execute()
    await endMailedLinks(tx, person)
    const sessions = await deleteSessions(tx, person)
    const rows = await become({ role: 'bulkhead_organization', organization })
    await rows.deleteFrom('identity.agent_grants').where('person_id', '=', person).execute()
    const made: Revocation[] = []
    const note: Revoke = async (right) => void made.push({ ...right, organization_id: organization })
    await raisePersonEpoch(rows, note, person)
    await insertRevocations(rows, made)
    await insertAuditRecord(rows, {
      organization_id: organization,
      event: 'person.reset',
      outcome: 'done',
      subject_id: person,
    })
    return { sessions, ended: [...made, ...(await revokeSessions(rows, organization, sessions))] }
  })
  revocations.apply(ended)
  return sessions.length
}
