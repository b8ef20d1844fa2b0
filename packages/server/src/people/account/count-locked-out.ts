import { BulkheadError } from '@bulkhead/contract/errors'
import type { Become } from '#platform/database/roles/as-identity'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import { takesPasswords } from '../providers/sign-in-policy.ts'

/** Provider that is to be disabled or deleted, in the transaction of the change. */
interface EndingProvider {
  readonly tx: ConfinedTransaction
  readonly become: Become
  readonly organization: string
  readonly provider_id: string
}

/**
 * Counts the people of a provider who cannot sign in without it: they have no other enabled provider, and, unless
 * passwords are off, no password and no passkey. The transaction runs as the organization before and after.
 *
 * @param people People who are linked to the provider.
 * @throws BulkheadError `sign_in_policy_refused` if no owner could sign in.
 */
export async function countLockedOut(
  { tx: identity, become, organization, provider_id }: EndingProvider,
  people: readonly string[],
): Promise<number> {
  const tx = await become({ role: 'bulkhead_organization', organization })
  const owners = await tx
    .selectFrom('identity.members')
    .select('person_id')
    .where('role', '=', 'owner')
    .execute()
  const all = [...new Set([...people, ...owners.map(({ person_id }) => person_id)])]
  const linked = await tx
    .selectFrom('identity.identities')
    .select('person_id')
    .where('person_id', '=', ({ fn, val }) => fn.any(val(all)))
    .where('subject', 'is not', null)
    .where('provider_id', 'in', (rows) =>
      rows
        .selectFrom('identity.providers as p')
        .select('p.provider_id')
        .where('p.organization_id', '=', organization)
        .where('p.provider_id', '!=', provider_id)
        .where('p.enabled', '=', true),
    )
    .execute()
  await become({ role: 'bulkhead_identity' })
  const own = (await takesPasswords(identity, organization))
    ? await findOwnWays(identity, organization, all)
    : []
  await become({ role: 'bulkhead_organization', organization })
  const remaining = new Set([...linked, ...own].map(({ person_id }) => person_id))
  if (!owners.some(({ person_id }) => remaining.has(person_id))) {
    const message =
      'No owner could sign in without this provider. Have an owner add a passkey, set a password or link another provider first.'
    throw new BulkheadError('sign_in_policy_refused', message)
  }
  return new Set(people).difference(remaining).size
}

/** Finds people with a password or a passkey. Runs as `bulkhead_identity`. */
async function findOwnWays(tx: ConfinedTransaction, organization: string, people: string[]) {
  const passwords = await tx
    .selectFrom('identity.passwords')
    .select('person_id')
    .where('person_id', '=', ({ fn, val }) => fn.any(val(people)))
    .where('hash', 'is not', null)
    .execute()
  const passkeys = await tx
    .selectFrom('identity.passkeys')
    .select('person_id')
    .where('organization_id', '=', organization)
    .where('person_id', '=', ({ fn, val }) => fn.any(val(people)))
    .execute()
  return [...passwords, ...passkeys]
}
