import type { Input, Output } from '@bulkhead/contract/operation'
import type { readSignUpLink as operation } from '@bulkhead/contract/people'
import { readOfferedProviders } from '#people/providers/offered-providers'
import { findSignUpLink, invalidSignUpLink } from '#people/sign-up-link'
import { hashSignUpToken } from '#people/sign-up-token'
import type { Arrival } from '#people/signed-in'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Services } from '../services.ts'

/**
 * Returns the purpose of a sign-up link. Guesses are counted like those of a sign-up.
 *
 * @throws BulkheadError `sign_up_link_invalid`, `rate_limited`
 */
export async function readSignUpLink(
  { database, signInAttempts }: Services,
  arrival: Arrival,
  { body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const found = await signInAttempts.attempt(arrival.address, undefined, () =>
    asIdentity(database, 'read only', async (tx) => {
      const link = await findSignUpLink(tx, hashSignUpToken(body.token))
      if (link === undefined) return undefined
      if (link.person_id !== null) return { purpose: 'password' as const }
      if (link.email !== null) {
        const { data: providers, passwords } = await readOfferedProviders(tx, link.organization_id)
        return { purpose: 'invitation' as const, passwords, providers }
      }
      const owner = await tx
        .selectFrom('identity.members')
        .select('role')
        .where('organization_id', '=', link.organization_id)
        .limit(1)
        .executeTakeFirst()
      return { purpose: owner === undefined ? ('first_owner' as const) : ('owner' as const) }
    }),
  )
  if (found === undefined) throw invalidSignUpLink()
  return { passwords: true, providers: [], ...found }
}
