import { isDeepStrictEqual } from 'node:util'
import { invalid } from '@bulkhead/contract/errors'
import type { Revocation } from '#access/tokens/revocation/revocation'
import { insertAuditRecord } from '#journal/audit/insert-audit-record'
import type { Become } from '#platform/database/roles/as-identity'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Keyring } from '#platform/vault/keyring'
import { endChangedProvider } from '../providers/end-provider-sessions.ts'
import { openProvider, PROVIDER_COLUMNS } from '../providers/provider-rows.ts'
import { changeProvider, type ProviderChanges } from './change-provider.ts'
import { insertProvider, type NewProvider } from './insert-provider.ts'

/** Result for a declared provider or domain. */
export interface Applied {
  readonly kind: 'provider' | 'domain'
  readonly name: string
  readonly change: 'created' | 'updated' | 'proven' | 'unchanged'
  /** Fields that changed. */
  readonly fields: readonly string[]
  /** Id of a provider. */
  readonly id: string | null
}

/** A declared provider with its place in the file. */
export type KeyedProvider = Omit<NewProvider, 'client_secret'> & {
  readonly at: number
  /** Name of the field in messages. */
  readonly field: string
  /** Absent: the stored secret stays. */
  readonly client_secret?: string
}

interface Transactions {
  readonly identity: ConfinedTransaction
  readonly become: Become
  readonly tx: TenantTransaction
  readonly keyring: Keyring
}

const COMPARED = [
  ...(['client_id', 'scopes', 'trusts_email', 'admits', 'mappings'] as const),
  ...(['enabled', 'approves_agents', 'signs_out'] as const),
] as const

/**
 * Creates a declared provider, or updates the fields that differ. The transaction runs as the organization before and
 * after.
 */
export async function applyProvider(
  { identity, become, tx, keyring }: Transactions,
  declared: KeyedProvider,
): Promise<{ readonly applied: Applied; readonly ended: readonly Revocation[] }> {
  const { organization } = tx.scope
  const { name, at: _, field, client_secret, ...settings } = declared
  const rows = await tx
    .selectFrom('identity.providers')
    .select(PROVIDER_COLUMNS)
    .where('name', '=', name)
    .forUpdate()
    .execute()
  const held = findNamed(rows, declared)
  const record = (event: string, id: string) =>
    insertAuditRecord(tx, { organization_id: organization, event, outcome: 'done', subject_id: id })
  const applied = { kind: 'provider', name } as const
  if (held === undefined) {
    if (client_secret === undefined) {
      const missing = `${field}.client_secret_file`
      throw invalid(missing, `${missing} is required for a provider that does not exist yet`)
    }
    const { provider_id: id } = await insertProvider(tx, keyring, { name, client_secret, ...settings })
    await record('provider.created', id)
    return { applied: { ...applied, change: 'created', fields: [], id }, ended: [] }
  }
  const id = held.provider_id
  const claims = { ...held.claims, ...settings.claims }
  const different = COMPARED.filter(
    (one) => settings[one] !== undefined && !isDeepStrictEqual(settings[one], held[one]),
  )
  const changes: ProviderChanges = {
    ...(Object.fromEntries(different.map((one) => [one, settings[one]])) as ProviderChanges),
    ...(!isDeepStrictEqual(claims, held.claims) && { claims }),
    ...(client_secret !== undefined &&
      (await openProvider(tx, keyring, id)).client_secret !== client_secret && { client_secret }),
  }
  const fields = Object.keys(changes)
  if (fields.length === 0) return { applied: { ...applied, change: 'unchanged', fields, id }, ended: [] }
  await changeProvider(tx, keyring, held, changes)
  await record('provider.updated', id)
  const ended = await endChangedProvider({ tx: identity, become, organization, provider_id: id }, changes)
  return { applied: { ...applied, change: 'updated', fields, id }, ended }
}

/**
 * Finds the provider with a name. @throws BulkheadError `invalid_request` if there are several, or if it has another
 * issuer.
 */
export function findNamed<Row extends { readonly name: string; readonly issuer: string }>(
  rows: readonly Row[],
  { name, issuer, field }: KeyedProvider,
): Row | undefined {
  const [found, another] = rows.filter((row) => row.name === name)
  if (another !== undefined) {
    throw invalid(`${field}.name`, `${field}.name belongs to several providers; give each its own name first`)
  }
  if (found !== undefined && found.issuer !== issuer) {
    throw invalid(
      `${field}.issuer`,
      `${field}.issuer differs from that of the existing provider with this name. A different issuer is a different provider: give it another name`,
    )
  }
  return found
}
