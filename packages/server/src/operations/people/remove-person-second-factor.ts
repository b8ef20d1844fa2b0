import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { removePersonSecondFactor as operation } from '@bulkhead/contract/people/account'
import { recordAudit } from '#audit/record-audit'
import { lockPeople } from '#identity/lock-people'
import { secondFactorNotFound } from '#identity/second-factor/prove-second-factor'
import type { Services } from '#operations/services'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { RequestContext } from '#request/principal'

/** Takes the second factor of somebody who has lost it away. The password alone signs the person in then. */
export async function removePersonSecondFactor(
  { database }: Services,
  context: RequestContext,
  { params }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const { organization } = context
  return asIdentity(database, 'read write', async (_tx, become) => {
    const tx = await become({ role: 'bulkhead_organization', organization })
    const { person } = await lockPeople(tx, params.person_id, context.person)
    // One's own takes the password: a session alone must not turn it off.
    if (person === context.person) {
      throw new BulkheadError('not_permitted', 'Turn your own second factor off in your account.')
    }
    const { numDeletedRows } = await tx
      .deleteFrom('identity.second_factors')
      .where('person_id', '=', person)
      .where('confirmed_at', 'is not', null)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw secondFactorNotFound()
    await recordAudit(tx, context, { subject: person })
    return { id: person, removed_at: new Date().toISOString() }
  })
}
