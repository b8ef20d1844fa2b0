import type { Output } from '@bulkhead/contract/operation'
import type { getSignInPolicy as operation } from '@bulkhead/contract/people/sign-in'
import { readSignInPolicy } from '#identity/providers/sign-in-policy'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { toPlainAddress } from '#platform/networks'
import type { RequestContext } from '#request/principal'

/** Returns the ways in which people of the organization sign in. */
export async function getSignInPolicy(
  { database }: Services,
  context: RequestContext,
): Promise<Output<typeof operation>> {
  const policy = await asPrincipal(database, context, 'read only', readSignInPolicy)
  return { ...policy, own_address: toPlainAddress(context.address ?? '') }
}
