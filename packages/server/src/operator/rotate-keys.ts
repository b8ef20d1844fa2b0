import { setTimeout as sleep, setImmediate as yieldToOthers } from 'node:timers/promises'
import { sql } from 'kysely'
import { rewrapServerSecret } from '#access/tokens/server-secret'
import { rewrapSigningKey } from '#access/tokens/signing-keys'
import { asOperator } from '#platform/database/roles/as-operator'
import type { ConfinedTransaction, Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import { rewrapDataKey } from '#platform/vault/data-keys'
import type { Keyring } from '#platform/vault/keyring'
import { SealError } from '#platform/vault/seal'

/** Maximum number of rows per transaction: the embedded engine blocks the event loop while it works. */
const CHUNK = 250
/**
 * Maximum number of passes over rows that other transactions lock. After them the receipt reports these rows as left.
 */
const PASSES = 20
const BETWEEN_PASSES_MS = 250

export interface RotationOptions {
  /** Called after each chunk. */
  onProgress?: (progress: { done: number; total: number }) => void
  /** Aborts the rotation after the chunk in progress. */
  signal?: AbortSignal
}

export interface Rotation {
  readonly kek_version: number
  readonly rewrapped: number
  /** Number of keys that do not open because they were changed. The log names them, and they stay as they are. */
  readonly unreadable: number
  /**
   * Number of keys still under another version: a server that wraps with it is still running, or a transaction holds
   * the row.
   */
  readonly left: number
}

/**
 * Wraps every data key, signing key and server secret under the current version, a chunk per transaction, while
 * requests continue. Its only state is the column `kek_version`, so after a kill it continues where it was. Rows that
 * another transaction is deleting or rewrapping are skipped and tried again.
 */
export async function rotateKeys(
  database: Database,
  keyring: Keyring,
  log: Log,
  { onProgress = () => {}, signal }: RotationOptions = {},
): Promise<Rotation> {
  const version = keyring.current
  const count = () =>
    asOperator(database, log, 'count keys that another KEK version wraps', (tx) => countOthers(tx, version))
  const total = await count()
  const unreadable = new Set<string>()
  let done = 0
  let left = total
  for (let pass = 0; left > unreadable.size && pass < PASSES; pass += 1) {
    if (pass > 0) await sleep(BETWEEN_PASSES_MS, undefined, { signal })
    for (const step of STEPS) {
      let after: Position
      do {
        signal?.throwIfAborted()
        const from = after
        const chunk = await asOperator(database, log, 'wrap keys under the current KEK version', (tx) =>
          step(tx, keyring, from),
        )
        after = chunk.last
        done += chunk.rewrapped
        for (const id of chunk.unreadable.filter((id) => !unreadable.has(id))) {
          unreadable.add(id)
          log.error({ id }, 'a wrapped key does not open and was left as it is')
        }
        if (chunk.rewrapped > 0) onProgress({ done, total: Math.max(done, total) })
        // The embedded engine returns results without leaving the event loop. Without a pause, requests would wait for
        // the whole rotation.
        await yieldToOthers()
      } while (after !== undefined)
    }
    left = await count()
  }
  return { kek_version: version, rewrapped: done, unreadable: unreadable.size, left }
}

/** Key of the last row of a chunk. Undefined before the beginning and at the end of the table. */
type Position = readonly string[] | undefined

interface Chunk {
  readonly rewrapped: number
  /** Ids of the owners of keys that do not open. */
  readonly unreadable: readonly string[]
  readonly last: Position
}

type Step = (tx: ConfinedTransaction, keyring: Keyring, after: Position) => Promise<Chunk>

/**
 * Steps of a rotation. Each reads its table in the order of the primary key, so that a chunk costs the same regardless
 * of the number of rows.
 */
const STEPS: readonly Step[] = [
  rewrapServerSecrets,
  rewrapSigningKeys,
  rewrapOrganizationKeys,
  rewrapWorkspaceKeys,
]

async function rewrapWorkspaceKeys(
  tx: ConfinedTransaction,
  keyring: Keyring,
  after: Position,
): Promise<Chunk> {
  const rows = await tx
    .selectFrom('workspace_keys')
    .selectAll()
    .where('kek_version', '!=', keyring.current)
    .$if(after !== undefined, (keys) =>
      keys.where(sql<boolean>`(organization_id, workspace_id) > (${after?.[0]}::uuid, ${after?.[1]}::uuid)`),
    )
    .orderBy('organization_id')
    .orderBy('workspace_id')
    .limit(CHUNK)
    .forUpdate()
    .skipLocked()
    .execute()
  const { opened, unreadable } = rewrapEach(rows, 'workspace_id', (row) => {
    const owner = { organization: row.organization_id, workspace: row.workspace_id }
    return { ...row, wrapped_dek: hex(rewrapDataKey(keyring, owner, row).wrapped_dek) }
  })
  await sql`
    update workspace_keys k set kek_version = ${keyring.current}, wrapped_dek = decode(v.wrapped_dek, 'hex')
    from json_to_recordset(${JSON.stringify(opened)}::text::json)
      as v (organization_id uuid, workspace_id uuid, wrapped_dek text)
    where k.organization_id = v.organization_id and k.workspace_id = v.workspace_id
  `.execute(tx)
  const last = rows.at(CHUNK - 1)
  return {
    rewrapped: opened.length,
    unreadable,
    last: last && [last.organization_id, last.workspace_id],
  }
}

async function rewrapOrganizationKeys(
  tx: ConfinedTransaction,
  keyring: Keyring,
  after: Position,
): Promise<Chunk> {
  const rows = await tx
    .selectFrom('organization_keys')
    .selectAll()
    .where('kek_version', '!=', keyring.current)
    .$if(after !== undefined, (keys) => keys.where('organization_id', '>', after?.[0] ?? ''))
    .orderBy('organization_id')
    .limit(CHUNK)
    .forUpdate()
    .skipLocked()
    .execute()
  const { opened, unreadable } = rewrapEach(rows, 'organization_id', (row) => ({
    ...row,
    wrapped_dek: hex(rewrapDataKey(keyring, { organization: row.organization_id }, row).wrapped_dek),
  }))
  await sql`
    update organization_keys k set kek_version = ${keyring.current}, wrapped_dek = decode(v.wrapped_dek, 'hex')
    from json_to_recordset(${JSON.stringify(opened)}::text::json)
      as v (organization_id uuid, wrapped_dek text)
    where k.organization_id = v.organization_id
  `.execute(tx)
  const last = rows.at(CHUNK - 1)
  return { rewrapped: opened.length, unreadable, last: last && [last.organization_id] }
}

/** Rewraps all signing keys at once: there are two or three. */
async function rewrapSigningKeys(tx: ConfinedTransaction, keyring: Keyring): Promise<Chunk> {
  const rows = await tx
    .selectFrom('signing_keys')
    .select(['key_id', 'kek_version', 'sealed_private_jwk'])
    .where('kek_version', '!=', keyring.current)
    .forUpdate()
    .skipLocked()
    .execute()
  const { opened, unreadable } = rewrapEach(rows, 'key_id', (row) => rewrapSigningKey(keyring, row))
  for (const { key_id, ...sealed } of opened) {
    await tx.updateTable('signing_keys').set(sealed).where('key_id', '=', key_id).execute()
  }
  return { rewrapped: opened.length, unreadable, last: undefined }
}

/** Rewraps all server secrets at once: there is one for each purpose. */
async function rewrapServerSecrets(tx: ConfinedTransaction, keyring: Keyring): Promise<Chunk> {
  const rows = await tx
    .selectFrom('server_secrets')
    .select(['purpose', 'kek_version', 'sealed'])
    .where('kek_version', '!=', keyring.current)
    .forUpdate()
    .skipLocked()
    .execute()
  const { opened, unreadable } = rewrapEach(rows, 'purpose', (row) => rewrapServerSecret(keyring, row))
  for (const { purpose, ...sealed } of opened) {
    await tx.updateTable('server_secrets').set(sealed).where('purpose', '=', purpose).execute()
  }
  return { rewrapped: opened.length, unreadable, last: undefined }
}

/**
 * Rewraps each row. A damaged key is skipped, so that it does not keep the others under a key that is about to be
 * retired.
 */
function rewrapEach<Row, Wrapped>(rows: readonly Row[], id: keyof Row, wrap: (row: Row) => Wrapped) {
  const opened: Wrapped[] = []
  const unreadable: string[] = []
  for (const row of rows) {
    try {
      opened.push(wrap(row))
    } catch (error) {
      if (!(error instanceof SealError)) throw error
      unreadable.push(String(row[id]))
    }
  }
  return { opened, unreadable }
}

async function countOthers(tx: ConfinedTransaction, version: number): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select (select count(*) from workspace_keys where kek_version <> ${version})
      + (select count(*) from organization_keys where kek_version <> ${version})
      + (select count(*) from signing_keys where kek_version <> ${version})
      + (select count(*) from server_secrets where kek_version <> ${version}) as count
  `.execute(tx)
  return Number(rows[0]?.count)
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
