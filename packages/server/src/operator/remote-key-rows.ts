import { randomBytes } from 'node:crypto'
import { asOperator } from '#platform/database/roles/as-operator'
import type { ConfinedTransaction, Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import { KEY_BYTES, type Keyring } from '#platform/vault/keyring'
import type { RemoteKeys, StoredKeys } from '#platform/vault/remote-keys'
import { OperatorError } from './operator-error.ts'
import { isOtherKey, type KeyProof, keyringProof, refuseRetired } from './prove-keyring.ts'

/** KEK version with its wrapped key, if a key service keeps the key. */
export interface RemoteKeyRow {
  readonly version: number
  readonly wrapped_key: string | null
}

/**
 * Opens the keys of the ring that a key service keeps. If the database has no row for the version that wraps, its key
 * is created.
 *
 * @throws Error with a sentence for the operator.
 */
export async function openRemoteKeys(
  database: Database,
  keyring: Keyring,
  remoteKeys: RemoteKeys,
  log: Log,
): Promise<void> {
  const rows = await asOperator(database, log, 'read wrapped key versions', async (tx) => {
    await refuseRetired(tx, keyring.current)
    return readRows(tx)
  })
  const { current } = keyring
  if (keyring.remote.includes(current) && !rows.some(({ version }) => version === current)) {
    await addRemoteKey(database, keyring, remoteKeys, log)
    rows.push(...(await asOperator(database, log, 'read wrapped key versions', readRows)))
  }
  await openFromRows(keyring, remoteKeys, rows)
  // A version has no row after it was retired, and before the first server wraps under it.
  for (const kek_version of keyring.remote.filter((known) => !rows.some(({ version }) => version === known)))
    log.warn(
      { kek_version },
      `BULKHEAD_KEY says that key version ${kek_version} is kept by the transit engine, but this database has no version of that number. If it was retired, remove it.`,
    )
}

/** Opens keys that a key service keeps, from the rows of a database. @throws Error with a sentence for the operator. */
export async function openFromRows(
  keyring: Keyring,
  remoteKeys: RemoteKeys,
  rows: readonly RemoteKeyRow[],
): Promise<void> {
  remoteKeys.setWrapped(toWrapped(keyring, rows))
  await remoteKeys.open()
}

/**
 * Creates a key and stores it as the key service encrypted it. If several processes do so, the first one's key is
 * stored.
 */
async function addRemoteKey(
  database: Database,
  keyring: Keyring,
  remoteKeys: RemoteKeys,
  log: Log,
): Promise<void> {
  const key = randomBytes(KEY_BYTES)
  const wrapped_key = await remoteKeys.provider.encrypt(key).finally(() => key.fill(0))
  remoteKeys.setWrapped(new Map([[keyring.current, wrapped_key]]))
  await remoteKeys.open()
  const row = { version: keyring.current, proof: keyringProof(keyring), wrapped_key }
  await asOperator(database, log, 'store a key version that a key service keeps', (tx) =>
    tx
      .insertInto('keyring_versions')
      .values(row)
      .onConflict((conflict) => conflict.column('version').doNothing())
      .execute(),
  )
}

/** Reads the keys that a key service keeps, and compares the open ones with them by their proofs. */
export async function readStoredKeys(database: Database, keyring: Keyring, log: Log): Promise<StoredKeys> {
  const rows = await asOperator(database, log, 'read wrapped key versions', readRows)
  const wrapped = toWrapped(keyring, rows)
  const replaced = rows.filter((row) => wrapped.has(row.version) && isOtherKey(keyring, row))
  return { wrapped, replaced: new Set(replaced.map(({ version }) => version)) }
}

/**
 * Asks the key service to wrap its keys again under the newest version of its own key. The older versions can be
 * deleted there afterwards.
 *
 * @returns Number of keys.
 */
export async function rewrapRemoteKeys(
  database: Database,
  keyring: Keyring,
  remoteKeys: RemoteKeys,
  log: Log,
): Promise<number> {
  const rows = await asOperator(database, log, 'read wrapped key versions', readRows)
  const wrapped = new Map(toWrapped(keyring, rows))
  for (const [version, before] of wrapped) {
    const wrapped_key = await remoteKeys.provider.rewrap(before)
    await asOperator(database, log, 'store a key version that was wrapped again', (tx) =>
      tx
        .updateTable('keyring_versions')
        .set({ wrapped_key })
        .where('version', '=', version)
        .where('wrapped_key', '=', before)
        .execute(),
    )
    wrapped.set(version, wrapped_key)
  }
  remoteKeys.setWrapped(wrapped)
  return wrapped.size
}

function readRows(tx: ConfinedTransaction): Promise<KeyProof[]> {
  return tx.selectFrom('keyring_versions').select(['version', 'proof', 'wrapped_key']).execute()
}

/**
 * Maps versions to wrapped keys. A version of the ring without a row is left out: nothing is sealed under it.
 *
 * @throws OperatorError if ring and database disagree on which keys a key service keeps.
 */
function toWrapped(keyring: Keyring, rows: readonly RemoteKeyRow[]): ReadonlyMap<number, string> {
  const wrapped = new Map<number, string>()
  for (const { version, wrapped_key } of rows) {
    const isRemote = keyring.remote.includes(version)
    if (isRemote && wrapped_key === null)
      throw new OperatorError(
        `BULKHEAD_KEY says that key version ${version} is kept by the transit engine, but this database was sealed with one from the settings. Use that one, and put another number in front of it: ${version + 1}:transit,${version}:<key>.`,
      )
    if (isRemote && wrapped_key !== null) wrapped.set(version, wrapped_key)
  }
  return wrapped
}
