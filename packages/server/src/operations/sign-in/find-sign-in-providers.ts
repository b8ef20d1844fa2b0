import type { Input, Output } from '@bulkhead/contract/operation'
import type { findSignInProviders as operation } from '@bulkhead/contract/people/sign-in'
import { readOfferedProviders } from '#people/providers/offered-providers'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Services } from '../services.ts'

/**
 * Returns the providers by which people of a domain sign in. The response is the same for each address of the domain.
 */
export async function findSignInProviders(
  { database }: Services,
  _anyone: unknown,
  { body: { email } }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const domain = email
    .slice(email.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase()
  return asIdentity(database, 'read only', async (tx) => {
    const found = await tx
      .selectFrom('identity.domains')
      .select('organization_id')
      .where('domain', '=', domain)
      .where('proven_at', 'is not', null)
      .executeTakeFirst()
    return found === undefined
      ? { data: [], passwords: true }
      : readOfferedProviders(tx, found.organization_id)
  })
}
