import type { Input, Output } from '@bulkhead/contract/operation'
import type { changeName as operation } from '@bulkhead/contract/people/account'
import { recordAudit } from '#audit/record-audit'
import type { Services } from '#operations/services'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { RequestContext } from '#request/principal'

/** Changes the name of the calling person. */
export async function changeName(
  { database }: Services,
  context: RequestContext,
  { body: { name } }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const { person = '' } = context
  await asIdentity(database, 'read write', async (tx, become) => {
    await tx
      .updateTable('identity.people')
      .set({ name, updated_at: new Date() })
      .where('id', '=', person)
      .execute()
    await recordAudit(await become({ principal: context }), context, { subject: person })
  })
  return { name }
}
