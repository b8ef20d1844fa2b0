import type { Output } from '@bulkhead/contract/operation'
import type { getSignUp as operation } from '@bulkhead/contract/people'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Services } from '../services.ts'

/** Returns whether nobody has signed up yet. If so, a page can tell where to find the sign-up link. */
export async function getSignUp({ database }: Services): Promise<Output<typeof operation>> {
  const member = await asIdentity(database, 'read only', (tx) =>
    tx.selectFrom('identity.members').select('role').limit(1).executeTakeFirst(),
  )
  return { awaits_owner: member === undefined }
}
