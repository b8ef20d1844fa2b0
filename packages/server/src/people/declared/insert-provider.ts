import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input } from '@bulkhead/contract/operation'
import { MOST_PROVIDERS, type createProvider as operation } from '@bulkhead/contract/people/providers'
import { v7 as uuidv7 } from 'uuid'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Keyring } from '#platform/vault/keyring'
import {
  assertMappedWorkspaces,
  nameTaken,
  PROVIDER_COLUMNS,
  type ProviderRow,
  sealSecret,
} from '../providers/provider-rows.ts'
import { DEFAULT_CLAIMS } from '../providers/read-claims.ts'

/** Provider to add. Its issuer was read from the provider's metadata. */
export type NewProvider = Input<typeof operation>['body']

/** Adds a provider to the organization. @throws BulkheadError `providers_full`, `name_taken`, `workspace_not_found` */
export async function insertProvider(
  tx: TenantTransaction,
  keyring: Keyring,
  provider: NewProvider,
): Promise<ProviderRow> {
  const others = await tx.selectFrom('identity.providers').select('name').execute()
  if (others.length >= MOST_PROVIDERS) {
    const message = `The organization has ${MOST_PROVIDERS} providers already. Delete one first.`
    throw new BulkheadError('providers_full', message)
  }
  if (others.some(({ name }) => name === provider.name)) throw nameTaken(provider.name)
  await assertMappedWorkspaces(tx, provider.mappings)
  const provider_id = uuidv7()
  const { organization: organization_id } = tx.scope
  const {
    name,
    issuer,
    client_id,
    client_secret,
    trusts_email,
    admits,
    enabled,
    approves_agents,
    signs_out,
  } = provider
  return tx
    .insertInto('identity.providers')
    .values({
      ...{ organization_id, provider_id, name, issuer, client_id },
      sealed: await sealSecret(tx, keyring, { provider: provider_id, issuer }, client_secret),
      scopes: provider.scopes ?? ['email', 'profile'],
      claims: JSON.stringify({ ...DEFAULT_CLAIMS, ...provider.claims }),
      mappings: JSON.stringify(provider.mappings ?? []),
      ...(trusts_email !== undefined && { trusts_email }),
      ...(admits !== undefined && { admits }),
      ...(enabled !== undefined && { enabled }),
      ...(approves_agents !== undefined && { approves_agents }),
      ...(signs_out !== undefined && { signs_out }),
    })
    .returning(PROVIDER_COLUMNS)
    .executeTakeFirstOrThrow()
}
