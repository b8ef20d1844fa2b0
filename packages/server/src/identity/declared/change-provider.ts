import type { Input } from '@bulkhead/contract/operation'
import type { updateProvider as operation } from '@bulkhead/contract/people/providers'
import { sql } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Keyring } from '#platform/vault/keyring'
import { assertOtherProvider } from '../providers/assert-other-provider.ts'
import {
  assertMappedWorkspaces,
  PROVIDER_COLUMNS,
  type ProviderRow,
  sealSecret,
} from '../providers/provider-rows.ts'

/** Settings of a provider that are to be changed. */
export type ProviderChanges = Input<typeof operation>['body']

/**
 * Changes a provider that is held; what is left out stays. What ends with it is the caller's to end.
 *
 * @throws BulkheadError `workspace_not_found`, `sign_in_policy_refused`
 */
export async function changeProvider(
  tx: TenantTransaction,
  keyring: Keyring,
  { provider_id, issuer, claims }: Pick<ProviderRow, 'provider_id' | 'issuer' | 'claims'>,
  changes: ProviderChanges,
): Promise<ProviderRow> {
  if (changes.enabled === false) await assertOtherProvider(tx, provider_id)
  await assertMappedWorkspaces(tx, changes.mappings)
  const { client_secret } = changes
  return tx
    .updateTable('identity.providers')
    .set({
      updated_at: sql<Date>`now()`,
      ...(changes.name !== undefined && { name: changes.name }),
      ...(changes.client_id !== undefined && { client_id: changes.client_id }),
      ...(client_secret !== undefined && {
        sealed: await sealSecret(tx, keyring, { provider: provider_id, issuer }, client_secret),
      }),
      ...(changes.scopes !== undefined && { scopes: changes.scopes }),
      ...(changes.claims !== undefined && { claims: JSON.stringify({ ...claims, ...changes.claims }) }),
      ...(changes.trusts_email !== undefined && { trusts_email: changes.trusts_email }),
      ...(changes.admits !== undefined && { admits: changes.admits }),
      ...(changes.mappings !== undefined && { mappings: JSON.stringify(changes.mappings) }),
      ...(changes.enabled !== undefined && { enabled: changes.enabled }),
      ...(changes.approves_agents !== undefined && { approves_agents: changes.approves_agents }),
      ...(changes.signs_out !== undefined && { signs_out: changes.signs_out }),
    })
    .where('provider_id', '=', provider_id)
    .returning(PROVIDER_COLUMNS)
    .executeTakeFirstOrThrow()
}
