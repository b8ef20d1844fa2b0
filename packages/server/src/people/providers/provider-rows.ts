import { BulkheadError } from '@bulkhead/contract/errors'
import type { Mapping, Provider } from '@bulkhead/contract/people/providers'
import type { Selectable } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Schema } from '#platform/database/schema/tables'
import { isUuid } from '#platform/identifiers'
import type { Keyring } from '#platform/vault/keyring'
import { readOrganizationKey } from '#platform/vault/read-organization-key'
import { openProviderSecret, type ProviderContext, sealProviderSecret } from '#platform/vault/sealed-values'
import { assertWorkspaces } from '#tenancy/workspaces/assert-workspaces'

/** Columns of a provider that the API shows. */
export const PROVIDER_COLUMNS = [
  ...(['provider_id', 'name', 'issuer', 'client_id', 'scopes', 'claims', 'trusts_email'] as const),
  ...(['admits', 'mappings', 'enabled', 'approves_agents', 'signs_out'] as const),
  ...(['created_at', 'updated_at'] as const),
] as const

export type ProviderRow = Pick<Selectable<Schema['identity.providers']>, (typeof PROVIDER_COLUMNS)[number]>

/** Provider with its client secret, decrypted. */
export type OpenProvider = ProviderRow & { readonly organization: string; readonly client_secret: string }

/** Returns an organization's own redirect URL for providers. It is known before a provider is added. */
export function getRedirectUrl(publicUrl: string, organization: string): string {
  return `${publicUrl}/auth/organizations/${organization}/callback`
}

/** Returns a provider as the API shows it. */
export function providerItem(publicUrl: string, organization: string, row: ProviderRow): Provider {
  const {
    provider_id: id,
    name,
    issuer,
    client_id,
    scopes,
    claims,
    trusts_email,
    admits,
    mappings,
    enabled,
    approves_agents,
    signs_out,
  } = row
  return {
    ...{ id, name, issuer, client_id, scopes, claims, trusts_email, admits, mappings, enabled },
    approves_agents,
    signs_out,
    redirect_url: getRedirectUrl(publicUrl, organization),
    sign_in_url: `${publicUrl}/sign-in?provider=${id}`,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  }
}

/** Finds a provider of the organization. @returns Its id as stored. @throws BulkheadError `provider_not_found` */
export async function findProvider(tx: TenantTransaction, provider_id: string): Promise<string> {
  const row = isUuid(provider_id)
    ? await tx
        .selectFrom('identity.providers')
        .select('provider_id')
        .where('provider_id', '=', provider_id)
        .executeTakeFirst()
    : undefined
  if (row === undefined) throw providerNotFound()
  return row.provider_id
}

/**
 * Finds a provider of the organization and locks it until the transaction ends. @throws BulkheadError
 * `provider_not_found`
 */
export async function holdProvider(tx: TenantTransaction, provider_id: string): Promise<ProviderRow> {
  const row = isUuid(provider_id)
    ? await tx
        .selectFrom('identity.providers')
        .select(PROVIDER_COLUMNS)
        .where('provider_id', '=', provider_id)
        .forUpdate()
        .executeTakeFirst()
    : undefined
  if (row === undefined) throw providerNotFound()
  return row
}

/** Reads a provider and decrypts its client secret. @throws BulkheadError `provider_not_found` */
export async function openProvider(
  tx: TenantTransaction,
  keyring: Keyring,
  provider_id: string,
): Promise<OpenProvider> {
  const row = isUuid(provider_id)
    ? await tx
        .selectFrom('identity.providers')
        .select([...PROVIDER_COLUMNS, 'sealed'])
        .where('provider_id', '=', provider_id)
        .executeTakeFirst()
    : undefined
  if (row === undefined) throw providerNotFound()
  const { organization } = tx.scope
  const { sealed, ...shown } = row
  const context = { organization, provider: row.provider_id, issuer: row.issuer }
  const client_secret = openProviderSecret(await readOrganizationKey(tx, keyring), context, sealed)
  return { ...shown, organization, client_secret }
}

/** Seals the client secret of a provider. */
export async function sealSecret(
  tx: TenantTransaction,
  keyring: Keyring,
  context: Omit<ProviderContext, 'organization'>,
  secret: string,
): Promise<Uint8Array> {
  const { organization } = tx.scope
  return sealProviderSecret(await readOrganizationKey(tx, keyring), { organization, ...context }, secret)
}

/** @throws BulkheadError `workspace_not_found` if a mapping names a workspace that is not the organization's. */
export function assertMappedWorkspaces(
  tx: TenantTransaction,
  mappings: readonly Mapping[] = [],
): Promise<void> {
  const given = mappings.flatMap(({ workspaces = [] }) => workspaces)
  return assertWorkspaces(
    tx,
    given.map(({ workspace_id }) => workspace_id),
  )
}

/** Returns the error for a provider that the organization does not have, whether or not another does. */
export function providerNotFound(): BulkheadError {
  return new BulkheadError('provider_not_found', 'There is no such provider.')
}

/** Makes sure that no other provider of the organization has a name. @throws BulkheadError `name_taken` */
export async function assertFreeName(
  tx: TenantTransaction,
  provider_id: string,
  name: string,
): Promise<void> {
  const other = await tx
    .selectFrom('identity.providers')
    .select('provider_id')
    .where('name', '=', name)
    .where('provider_id', '!=', provider_id)
    .executeTakeFirst()
  if (other !== undefined) throw nameTaken(name)
}

export function nameTaken(name: string): BulkheadError {
  return new BulkheadError(
    'name_taken',
    `Another provider of the organization is called "${name}". Choose another name.`,
  )
}
