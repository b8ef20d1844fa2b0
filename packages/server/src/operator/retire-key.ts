import type { ConfinedTransaction } from '#platform/database/roles/confine'
import { isForeignKeyViolation } from '#platform/database/schema/sqlstate'
import type { Keyring } from '#platform/vault/keyring'
import { keyStatus } from './key-status.ts'
import { OperatorError } from './operator-error.ts'

export interface Retirement {
  readonly version: number
  readonly retired: true
  readonly note: string
}

/**
 * Deletes the proof of a KEK version, so that servers start without it, and records that its number is used up. Runs as
 * the operator. The database itself rejects this while anything is wrapped under the version, even if another process
 * is wrapping at this moment.
 *
 * @throws OperatorError that says what still needs the version.
 */
export async function retireKey(
  tx: ConfinedTransaction,
  keyring: Keyring,
  version: number,
): Promise<Retirement> {
  const status = (await keyStatus(tx, keyring)).find((known) => known.version === version)
  if (status === undefined)
    throw new OperatorError(`There is no key version ${version}. See: bulkhead operator keys status`)
  if (status.retired_at !== null)
    throw new OperatorError(`Key version ${version} was retired before, on ${status.retired_at}.`)
  if (status.wraps) {
    throw new OperatorError(
      `Key version ${version} is the one that wraps. Put a new key in front of it (BULKHEAD_KEY=${version + 1}:<new>,${version}:<old>), restart, rotate, then retire ${version}.`,
    )
  }
  const wrapped =
    status.workspace_keys + status.organization_keys + status.signing_keys + status.server_secrets
  if (wrapped > 0) throw stillNeeded(version, wrapped)
  try {
    await tx.deleteFrom('keyring_versions').where('version', '=', version).execute()
  } catch (error) {
    if (isForeignKeyViolation(error)) throw stillNeeded(version, 1)
    throw error
  }
  await tx.insertInto('retired_kek_versions').values({ version }).execute()
  return {
    version,
    retired: true,
    note: `Leave version ${version} out of BULKHEAD_KEY and restart every server, then destroy its text wherever it is kept. From then on nobody can read backups that were made before the last rotation: make a new one now.`,
  }
}

function stillNeeded(version: number, count: number): OperatorError {
  return new OperatorError(
    `Key version ${version} still wraps ${count} ${count === 1 ? 'key' : 'keys'}. Run: bulkhead operator keys rotate. If they come back, a server still runs with version ${version} first in its BULKHEAD_KEY.`,
  )
}
