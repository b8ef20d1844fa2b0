import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import type { Keyring } from '#platform/vault/keyring'
import { type KeySource, loadKeyring } from '#platform/vault/load-keyring'
import { warnOfExposedKey } from '#platform/vault/warn-of-exposed-key'
import { proveKeyring, wasSealed } from './prove-keyring.ts'
import { openRemoteKeys, readStoredKeys } from './remote-key-rows.ts'

/**
 * Opens the keyring of a server and checks that it fits the data. Keys of a key service are opened again periodically
 * from then on.
 *
 * @throws Error with a sentence for the operator.
 */
export async function openKeyring(source: KeySource, database: Database, log: Log): Promise<Keyring> {
  const { remoteKeys } = source
  const dataExists = await asOperator(database, log, 'see whether data was sealed before', wasSealed)
  const keyring = loadKeyring(source, dataExists, (version) =>
    log.error(
      { kek_version: version },
      `Another process wraps under key version ${version}, which this one does not have. Add it to BULKHEAD_KEY and start again.`,
    ),
  )
  warnOfExposedKey(source, log)
  if (remoteKeys !== undefined && keyring.remote.length === 0)
    log.warn(
      `BULKHEAD_TRANSIT_URL is set, but no key version of the keyring is kept there. To move to it, put ${Math.max(...keyring.versions) + 1}:transit in front.`,
    )
  if (remoteKeys !== undefined && keyring.remote.length > 0) {
    await openRemoteKeys(database, keyring, remoteKeys, log)
    remoteKeys.keepOpen(log, () => readStoredKeys(database, keyring, log))
  }
  await asOperator(database, log, 'prove that the key fits the data', (tx) => proveKeyring(tx, keyring))
  return keyring
}
