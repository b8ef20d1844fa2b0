import type { changeName as operation } from '@bulkhead/contract/people/account'
import { recordAudit } from '#journal/audit/record-audit'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Handler } from '../handler.ts'

/** Changes the name of the calling person. */
export const changeName: Handler<typeof operation> = async ({ database }, context, { body: { name } }) => {
  const { person = '' } = context
  await asIdentity(database, 'read write', async (tx, become) => {
    await tx.updateTable('identity.people').set({ name }).where('id', '=', person).execute()
    await recordAudit(await become({ principal: context }), context, { subject: person })
  })
  return { name }
}
