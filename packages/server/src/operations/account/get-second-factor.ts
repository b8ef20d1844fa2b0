import type { getSecondFactor as operation } from '@bulkhead/contract/people/account'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Handler } from '../handler.ts'

/** Returns since when the calling person has a second factor, and the number of recovery codes left. */
export const getSecondFactor: Handler<typeof operation> = async ({ database }, { person, organization }) => {
  return asIdentity(database, 'read only', async (_tx, become) => {
    const tx = await become({ role: 'bulkhead_organization', organization })
    const row = await tx
      .selectFrom('identity.second_factors')
      .select('confirmed_at')
      .where('person_id', '=', person ?? null)
      .executeTakeFirst()
    const { left } = await tx
      .selectFrom('identity.recovery_codes')
      .select(({ fn }) => fn.countAll<string>().as('left'))
      .where('person_id', '=', person ?? null)
      .executeTakeFirstOrThrow()
    return { confirmed_at: row?.confirmed_at?.toISOString() ?? null, recovery_codes_left: Number(left) }
  })
}
