import type { Input, Output } from '@bulkhead/contract/operation'
import type { findSignInProviders as operation } from '@bulkhead/contract/people/sign-in'
import type { Services } from '#operations/services'
import { asIdentity } from '#platform/database/roles/as-identity'

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
      .selectFrom('identity.domains as d')
      .leftJoin('identity.sign_in_policies as p', 'p.organization_id', 'd.organization_id')
      .select(['d.organization_id', 'p.passwords'])
      .where('d.domain', '=', domain)
      .where('d.proven_at', 'is not', null)
      .executeTakeFirst()
    if (found === undefined) return { data: [], passwords: true }
    const data = await tx
      .selectFrom('identity.providers')
      .select(['provider_id as id', 'name'])
      .where('organization_id', '=', found.organization_id)
      .where('enabled', '=', true)
      .orderBy('provider_id')
      .execute()
    return { data, passwords: found.passwords ?? true }
  })
}
