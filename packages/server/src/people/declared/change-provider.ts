import type { Input } from '@bulkhead/contract/operation'
import type { updateProvider as operation } from '@bulkhead/contract/people/providers'
import { sql } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Keyring } from '#platform/vault/keyring'
import { assertOtherProvider } from '../providers/assert-other-provider.ts'
import {
  assertFreeName,
  assertMappedWorkspaces,
  PROVIDER_COLUMNS,
  type ProviderRow,
  sealSecret,
} from '../providers/provider-rows.ts'

/** Settings of a provider to change. */
export type ProviderChanges = Input<typeof operation>['body']

/**
 * Changes a locked provider. Settings that are left out stay. The caller ends the sessions and rights that the change
 * invalidates.
 *
 * @throws BulkheadError `workspace_not_found`, `name_taken`, `sign_in_policy_refused`
 */
export async function changeProvider(
  tx: TenantTransaction,
  keyring: Keyring,
  { provider_id, issuer, claims }: Pick<ProviderRow, 'provider_id' | 'issuer' | 'claims'>,
  changes: ProviderChanges,
): Promise<ProviderRow> {
  if (changes.enabled === false) await assertOtherProvider(tx, provider_id)
  await assertMappedWorkspaces(tx, changes.mappings)
  if (changes.name !== undefined) await assertFreeName(tx, provider_id, changes.name)
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
