import type { removePerson as operation } from '@bulkhead/contract/people'
import { recordAudit } from '#journal/audit/record-audit'
import { removePerson as remove } from '#people/remove-person'
import type { Handler } from '../handler.ts'

/** Removes a person from the organization of the caller. */
export const removePerson: Handler<typeof operation> = async (services, context, { params }) => {
  const id = params.person_id.toLowerCase()
  const removal = {
    organization: context.organization,
    person: id,
    ...(context.person !== undefined && { by: context.person }),
  }
  await remove(services, removal, (tx) => recordAudit(tx, context, { subject: id }))
  return { id, removed_at: new Date().toISOString() }
}
