import type { Input, Output } from '@bulkhead/contract/operation'
import type { removePerson as operation } from '@bulkhead/contract/people'
import { recordAudit } from '#audit/record-audit'
import { removePerson as remove } from '#identity/remove-person'
import type { Services } from '#operations/services'
import type { Act } from '#request/principal'

/** Removes a person from the organization of the one who asks. */
export async function removePerson(
  services: Services,
  act: Act,
  { params }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const id = params.person_id.toLowerCase()
  const removal = {
    organization: act.organization,
    person: id,
    ...(act.person !== undefined && { by: act.person }),
  }
  await remove(services, removal, (tx) => recordAudit(tx, act, { subject: id }))
  return { id, removed_at: new Date().toISOString() }
}
