import type { createConnector } from '@bulkhead/contract/connectors'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Level } from '@bulkhead/contract/operation'
import type { Definition } from '@bulkhead/engine'
import type { Selectable } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { isReached } from '#access/request/authorize'
import type { RequestContext } from '#access/request/principal'
import type { Revoke } from '#access/tokens/revocation/revoking'
import { recordAudit } from '#journal/audit/record-audit'
import { recordEvent } from '#journal/events/record-event'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { LOCKS, lockText } from '#platform/database/schema/advisory-locks'
import { getConstraint } from '#platform/database/schema/sqlstate'
import type { Schema } from '#platform/database/schema/tables'
import { isUuid } from '#platform/identifiers'
import type { Keyring } from '#platform/vault/keyring'
import { getOwnId } from '../definitions/own/own-definition.ts'
import type { AccountColumns, EndUserColumns } from './credential-source.ts'
import type { SplitCredentials } from './split-credentials.ts'
import { storeCredentials, type TokenTimes } from './store-credentials.ts'

const MOST_CHARACTERS = 255

interface Workspace {
  readonly workspace_id: string
}

type Row = Selectable<Schema['connectors']>
type Entities = Input<typeof createConnector>['body']['entities']

/**
 * Finds a connector of the transaction's tenant by its id; undefined if there is none.
 *
 * @param needs Level that a member needs in its workspace. Default: the level that the operation needs.
 * @throws BulkheadError `not_permitted` for a member whose level in its workspace is too low.
 */
export async function findConnector(tx: TenantTransaction, connector_id: string, needs?: Level) {
  if (!isUuid(connector_id)) return undefined
  const found = await connectorById(tx, connector_id).executeTakeFirst()
  return found && isReached(tx.scope, found.workspace_id, needs) ? found : undefined
}

/**
 * Like {@link findConnector}, but locks the row until the transaction ends. Code that writes rows that depend on a
 * connector calls this first, so that concurrent writers take turns and never deadlock.
 *
 * @throws BulkheadError `not_permitted` for a member who is no manager of its workspace.
 */
export async function lockConnector(tx: TenantTransaction, connector_id: string) {
  if (!isUuid(connector_id)) return undefined
  // The database lets only managers lock the row: another member would find none.
  if (tx.scope.member !== undefined && (await findConnector(tx, connector_id, 'manager')) === undefined)
    return undefined
  return connectorById(tx, connector_id).forUpdate().executeTakeFirst()
}

/** Locks a connector as {@link lockConnector} does. @throws BulkheadError `connector_not_found`, `not_permitted` */
export async function holdConnector(tx: TenantTransaction, connector_id: string) {
  const row = await lockConnector(tx, connector_id)
  if (row === undefined) throw connectorNotFound()
  return row
}

function connectorById(tx: TenantTransaction, connector_id: string) {
  return tx.selectFrom('connectors').selectAll().where('connector_id', '=', connector_id)
}

/** Returns the error for a connector that the principal cannot see, whether or not it exists. */
export function connectorNotFound(): BulkheadError {
  return new BulkheadError('connector_not_found', 'There is no such connector.')
}

/** @throws BulkheadError `connector_pending` */
export function assertNotPending({ status }: { readonly status: string }): void {
  if (status !== 'pending') return
  throw new BulkheadError(
    'connector_pending',
    'The connector awaits confirmation. Confirm its connect session, or discard it.',
  )
}

/** Connector to store. */
export interface NewConnector {
  readonly definition: Definition
  readonly name?: string | null | undefined
  readonly entities?: Entities
  readonly auth_option: string
  readonly settings: Record<string, unknown>
  readonly base_url: string | null
  readonly credentials: SplitCredentials
  /** Lifetimes of tokens from the service. */
  readonly times?: TokenTimes | undefined
  readonly source?: EndUserColumns & AccountColumns
  /** Whether the connector awaits confirmation. If so, its credentials are stored when it is confirmed. */
  readonly is_pending?: boolean
}

/** Constraint that fails if the organization's definition of a connector does not exist. */
const OWN_DEFINITION = 'connectors_organization_id_own_definition_id_fkey'

/** Inserts the rows of a connector in a workspace, and its audit record. */
export async function insertConnector(
  tx: TenantTransaction,
  keyring: Keyring,
  context: RequestContext,
  workspace: { readonly workspace_id: string; readonly name: string },
  { definition, credentials, times, ...made }: NewConnector,
) {
  const { workspace_id } = workspace
  const scope = { organization_id: context.organization, workspace_id, connector_id: uuidv7() }
  const row = await tx
    .insertInto('connectors')
    .values({
      ...scope,
      definition_id: definition.definition_id,
      own_definition_id: getOwnId(definition),
      // In one form, so that names that look the same are the same.
      name:
        made.name?.normalize('NFC') ??
        (await freeName(tx, scope, `${definition.display_name} - ${workspace.name}`)),
      auth_option: made.auth_option,
      settings: JSON.stringify(made.settings),
      base_url: made.base_url,
      entities: entitiesText(made.entities),
      ...made.source,
      ...(made.is_pending && { status: 'pending' as const }),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
    .catch((error: unknown) => {
      // The definition was deleted after this request had found it.
      throw getConstraint(error) === OWN_DEFINITION
        ? new BulkheadError('definition_not_found', 'There is no such definition.')
        : error
    })
  if (!made.is_pending) await storeCredentials(tx, keyring, scope, credentials, times)
  await recordAudit(tx, context, {
    workspace: workspace_id,
    subject: row.connector_id,
    definition: row.definition_id,
  })
  // A connector that awaits confirmation gets its event when it is confirmed.
  if (!made.is_pending)
    await recordEvent(tx, { type: 'connector.created', workspace_id, connector_id: row.connector_id })
  return row
}

/** Records a change of a connector. Each process loads the connector again. */
export async function recordChange(
  tx: TenantTransaction,
  context: RequestContext,
  { workspace_id, connector_id, definition_id }: Pick<Row, 'workspace_id' | 'connector_id' | 'definition_id'>,
  revoke: Revoke,
): Promise<void> {
  await revoke({ kind: 'connector', subject_id: connector_id, epoch: null })
  await recordAudit(tx, context, {
    workspace: workspace_id,
    subject: connector_id,
    definition: definition_id,
  })
}

/**
 * Deletes a locked connector with its credentials and everything that depends on it, in one transaction with its audit
 * record.
 *
 * @throws BulkheadError `connector_not_found` if the caller may read the connector but not delete it.
 */
export async function removeConnector(
  tx: TenantTransaction,
  context: RequestContext,
  row: Row,
  revoke: Revoke,
): Promise<void> {
  const { workspace_id, connector_id, status } = row
  // No event has announced a connector that awaits confirmation.
  if (status !== 'pending') await recordEvent(tx, { type: 'connector.deleted', workspace_id, connector_id })
  const { numDeletedRows } = await tx
    .deleteFrom('connectors')
    .where('workspace_id', '=', workspace_id)
    .where('connector_id', '=', connector_id)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw connectorNotFound()
  await recordChange(tx, context, row, revoke)
}

/**
 * Records that a connector got credentials: its first ones if it was pending, else new ones. If it had needed them,
 * also records that it works again.
 *
 * @param row The connector before the change.
 */
export async function recordReconnection(
  tx: TenantTransaction,
  { workspace_id, connector_id, status }: Pick<Row, 'workspace_id' | 'connector_id' | 'status'>,
): Promise<void> {
  if (status === 'pending') return recordEvent(tx, { type: 'connector.created', workspace_id, connector_id })
  await recordEvent(tx, { type: 'connector.reconnected', workspace_id, connector_id })
  if (status === 'needs_reauthentication')
    await recordEvent(tx, { type: 'connector.recovered', workspace_id, connector_id })
}

/** Returns a restriction, or null for an empty list, which means no restriction. */
export function getRestriction(entities: Entities): NonNullable<Entities> | null {
  return entities && entities.length > 0 ? entities : null
}

/** Returns a restriction as stored. */
export function entitiesText(entities: Entities): string | null {
  const restriction = getRestriction(entities)
  return restriction === null ? null : JSON.stringify(restriction)
}

/**
 * Returns a name for a connector without a given one: the usual name, with a number if the workspace has that name
 * already. Concurrent callers take turns until they commit. Given names may repeat.
 */
async function freeName(tx: TenantTransaction, { workspace_id }: Workspace, usual: string): Promise<string> {
  await lockText(tx, LOCKS.connectorNames, workspace_id)
  const rows = await tx
    .selectFrom('connectors')
    .select('name')
    .where('workspace_id', '=', workspace_id)
    .execute()
  const taken = new Set(rows.map(({ name }) => name))
  const characters = [...usual]
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : ` ${number}`
    const name = characters.slice(0, MOST_CHARACTERS - suffix.length).join('') + suffix
    if (!taken.has(name)) return name
  }
}
