import { type OpenProvider, openProvider } from '#people/providers/provider-rows'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { Keyring } from '#platform/vault/keyring'
import { AssertionRefused } from './assertion.ts'

interface Dependencies {
  readonly database: Database
  readonly keyring: Keyring
}

/** Provider of an organization that approves agents, and all providers with the same issuer, which share its keys. */
export interface Approver {
  readonly provider: OpenProvider
  readonly provider_ids: readonly string[]
}

/**
 * Finds the provider of an organization that has an issuer and approves agents.
 *
 * @throws AssertionRefused
 */
export async function findApprover(
  { database, keyring }: Dependencies,
  organization: string,
  issuer: string,
): Promise<Approver> {
  // People enter the issuer with or without a trailing slash. Later it is compared with the metadata of the provider.
  const bare = issuer.replace(/\/$/, '')
  const found = await asPrincipal(database, { organization }, 'read only', async (tx) => {
    const rows = await tx
      .selectFrom('identity.providers')
      .select('provider_id')
      .where('issuer', 'in', [bare, `${bare}/`])
      .where('enabled', '=', true)
      .where('approves_agents', '=', true)
      .orderBy('provider_id')
      .execute()
    const [first] = rows
    if (first === undefined) return undefined
    const provider_ids = rows.map(({ provider_id }) => provider_id)
    return { provider: await openProvider(tx, keyring, first.provider_id), provider_ids }
  })
  if (found !== undefined) return found
  throw new AssertionRefused(
    'invalid_grant',
    "The client's organization has no provider with this issuer that approves agents.",
  )
}
