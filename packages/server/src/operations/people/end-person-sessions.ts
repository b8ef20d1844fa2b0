import type { endPersonSessions as operation } from '@bulkhead/contract/people'
import { recordAudit } from '#journal/audit/record-audit'
import { lockPeople } from '#people/lock-people'
import { deleteSessions, revokeSessions } from '#people/sessions/end-sessions'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Handler } from '../handler.ts'

/** Ends all sessions of a person of the organization. */
export const endPersonSessions: Handler<typeof operation> = async (
  { database, revocations },
  context,
  { params },
) => {
  const { organization } = context
  const { person, ended } = await asIdentity(database, 'read write', async (tx, become) => {
    const members = await become({ role: 'bulkhead_organization', organization })
    const { person } = await lockPeople(members, params.person_id, context.person)
    await become({ role: 'bulkhead_identity' })
    const sessions = await deleteSessions(tx, person)
    const rows = await become({ role: 'bulkhead_organization', organization })
    await recordAudit(rows, context, { subject: person })
    return { person, ended: await revokeSessions(rows, organization, sessions) }
  })
  revocations.apply(ended)
  return { id: person, ended_sessions: ended.length, ended_at: new Date().toISOString() }
}
