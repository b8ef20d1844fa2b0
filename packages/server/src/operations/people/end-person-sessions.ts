import type { Input, Output } from '@bulkhead/contract/operation'
import type { endPersonSessions as operation } from '@bulkhead/contract/people'
import { recordAudit } from '#audit/record-audit'
import { deleteSessions, revokeSessions } from '#identity/end-sessions'
import { personNotFound } from '#identity/remove-person'
import type { Services } from '#operations/services'
import { asIdentity } from '#platform/database/roles/as-identity'
import { isUuid } from '#platform/identifiers'
import type { RequestContext } from '#request/principal'

/** Ends all sessions of a person of the organization. */
export async function endPersonSessions(
  { database, revocations }: Services,
  context: RequestContext,
  { params }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  if (!isUuid(params.person_id)) throw personNotFound()
  const person = params.person_id.toLowerCase()
  const { organization } = context
  const ended = await asIdentity(database, 'read write', async (tx, become) => {
    const members = await become({ role: 'bulkhead_organization', organization })
    const member = await members
      .selectFrom('identity.members')
      .select('role')
      .where('person_id', '=', person)
      .executeTakeFirst()
    if (member === undefined) throw personNotFound()
    await become({ role: 'bulkhead_identity' })
    const sessions = await deleteSessions(tx, person)
    const rows = await become({ role: 'bulkhead_organization', organization })
    await recordAudit(rows, context, { subject: person })
    return revokeSessions(rows, organization, sessions)
  })
  revocations.apply(ended)
  return { id: person, ended_sessions: ended.length, ended_at: new Date().toISOString() }
}
