import type { getSignInPolicy as operation } from '@bulkhead/contract/people/sign-in'
import { readSignInPolicy } from '#people/providers/sign-in-policy'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { toPlainAddress } from '#platform/networks'
import type { Handler } from '../handler.ts'

/** Returns the ways in which people of the organization sign in. */
export const getSignInPolicy: Handler<typeof operation> = async ({ database }, context) => {
  const policy = await asPrincipal(database, context, 'read only', readSignInPolicy)
  return { ...policy, own_address: toPlainAddress(context.address ?? '') }
}
