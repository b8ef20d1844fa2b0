import { BulkheadError } from '@bulkhead/contract/errors'
import type { setPersonRole as operation } from '@bulkhead/contract/people/roles'
import { revoking } from '#access/tokens/revocation/revoking'
import { recordAudit } from '#journal/audit/record-audit'
import { assertAnotherOwner, lockPeople } from '#people/lock-people'
import { raisePersonEpoch } from '#people/raise-person-epoch'
import type { Handler } from '../handler.ts'

/** Changes the role of a person. Nobody can give a higher role than their own. */
export const setPersonRole: Handler<typeof operation> = async (
  services,
  context,
  { params, body: { role } },
) => {
  return revoking(services, context, async (tx, revoke) => {
    const locked = await lockPeople(tx, params.person_id, context.person)
    const { person, owners } = locked
    if (role === 'owner' && !owners.includes(context.person ?? '')) {
      throw new BulkheadError('not_permitted', 'Only owners can make somebody an owner.')
    }
    if (role !== 'owner') assertAnotherOwner(locked)
    // A role that a person sets stays, whatever a provider states.
    await tx
      .updateTable('identity.members')
      .set({ role, role_origin: 'given' })
      .where('person_id', '=', person)
      .execute()
    if (role !== locked.role) await raisePersonEpoch(tx, revoke, person)
    await recordAudit(tx, context, { subject: person })
    return { id: person, role }
  })
}
