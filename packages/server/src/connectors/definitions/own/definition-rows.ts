import { findClash } from '@bulkhead/catalog/find-clash'
import type { OwnDefinition } from '@bulkhead/contract/definitions/own'
import { BulkheadError } from '@bulkhead/contract/errors'
import { sql } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { isUuid } from '#platform/identifiers'
import type { Definitions } from '../load-definitions.ts'
import type { CompiledDocument } from './compile-document.ts'
import { DEFINITIONS_CHANNEL } from './own-definitions.ts'

/** Columns that the API shows. The document is not among them. */
const SHOWN = [
  ...(['definition_id', 'slug', 'display_name', 'version', 'entities', 'operations', 'left_out'] as const),
  ...(['document_bytes', 'source_url', 'created_at', 'updated_at'] as const),
] as const

/** Selects the columns that the API shows of the organization's own definitions. */
export function selectOwn(tx: TenantTransaction) {
  return tx
    .selectFrom('organization_definitions')
    .select(SHOWN)
    .select((row) => row('overlay', 'is not', null).$castTo<boolean>().as('has_overlay'))
}

type OwnRow = Awaited<ReturnType<ReturnType<typeof selectOwn>['executeTakeFirstOrThrow']>>

export function toOwnDefinition({
  definition_id,
  display_name,
  created_at,
  updated_at,
  ...row
}: OwnRow): OwnDefinition {
  return {
    id: definition_id,
    name: display_name,
    ...row,
    created_at: created_at.toISOString(),
    updated_at: updated_at.toISOString(),
  }
}

/** Finds one of the organization's own definitions by its id. @throws BulkheadError `definition_not_found` */
export async function findOwn(tx: TenantTransaction, definition_id: string): Promise<OwnDefinition> {
  if (!isUuid(definition_id)) throw definitionNotFound()
  const row = await selectOwn(tx).where('definition_id', '=', definition_id).executeTakeFirst()
  if (row === undefined) throw definitionNotFound()
  return toOwnDefinition(row)
}

/**
 * Keeps one of the organization's own definitions from being deleted until the transaction ends, so that a row can be
 * written for it. Runs as the organization.
 *
 * @throws BulkheadError `definition_not_found`
 */
export async function holdOwn(tx: TenantTransaction, definition_id: string): Promise<void> {
  const held = await tx
    .selectFrom('organization_definitions')
    .select('definition_id')
    .where('definition_id', '=', definition_id)
    .forKeyShare()
    .executeTakeFirst()
  if (held === undefined) throw definitionNotFound()
}

export function definitionNotFound(): BulkheadError {
  return new BulkheadError('definition_not_found', 'The organization has no such definition.')
}

/**
 * Refuses names that another definition has. Runs in the transaction that stores them, which holds the organization's
 * lock for definitions.
 *
 * @throws BulkheadError `definition_exists`
 */
export async function assertNew(
  tx: TenantTransaction,
  definitions: Definitions,
  definition_id: string,
  { slug, display_name }: Pick<CompiledDocument, 'slug' | 'display_name'>,
): Promise<void> {
  const own = await tx
    .selectFrom('organization_definitions')
    .select(['definition_id', 'slug', 'display_name'])
    .where('definition_id', '<>', definition_id)
    .execute()
  const shared = definitions.all.filter(({ is_own }) => is_own !== true)
  const clash = findClash([...shared, ...own], { definition_id, slug, display_name })
  if (clash !== undefined) throw new BulkheadError('definition_exists', `${clash.message} already.`)
}

/** Increments the version of the organization's definitions, and notifies other processes. */
export async function countChange(tx: TenantTransaction, organization: string): Promise<void> {
  await tx
    .updateTable('organizations')
    .set({ definitions_version: sql<number>`definitions_version + 1` })
    .execute()
  await sql`select pg_notify(${DEFINITIONS_CHANNEL}, ${organization})`.execute(tx)
}

/** Returns the columns that come from a compiled document. */
export function documentColumns({
  display_name,
  version,
  takes_client,
  entities,
  operations,
  left_out,
}: CompiledDocument) {
  return {
    ...{ display_name, version, takes_client, operations },
    entities: entities.length,
    left_out,
  }
}

export function toOmissions({ omissions }: CompiledDocument) {
  return omissions.map(({ what, reason, line }) => ({ what, reason, line }))
}
