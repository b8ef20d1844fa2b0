import type { Input, Output } from '@bulkhead/contract/operation'
import type { removePerson as operation } from '@bulkhead/contract/people'
import { recordAudit } from '#audit/record-audit'
import { removePerson as remove } from '#identity/remove-person'
import type { Services } from '#operations/services'
import type { RequestContext } from '#request/principal'

/** Removes a person from the organization of the caller. */
export async function removePerson(
  services: Services,
  context: RequestContext,
  { params }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const id = params.person_id.toLowerCase()
  const removal = {
    organization: context.organization,
    person: id,
    ...(context.person !== undefined && { by: context.person }),
  }
  await remove(services, removal, (tx) => recordAudit(tx, context, { subject: id }))
  return { id, removed_at: new Date().toISOString() }
}
