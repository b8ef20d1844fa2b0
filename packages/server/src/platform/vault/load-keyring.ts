import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { type Keyring, newKeyringText, parseKeyring, REMOTE } from './keyring.ts'
import type { RemoteKeys } from './remote-keys.ts'

/** Sources of the KEK. The first one that is set is used. */
export interface KeySource {
  /** `BULKHEAD_KEY` */
  key?: string
  /** `BULKHEAD_KEY_FILE` */
  keyFile?: string
  /** Data directory of an embedded database. A key file is created there on first start. */
  directory?: string
  /** Keys that a key service keeps. If no ring is set, the service keeps version 1. */
  remoteKeys?: RemoteKeys
}

/**
 * Reads the keyring. Creates one next to an embedded database that has none yet.
 *
 * @param dataExists Whether anything was ever sealed. If so, a missing file is an error, because a new key could open
 *   none of it.
 * @param onMissing Called once for each version that stored data needs and the ring does not have.
 */
export function loadKeyring(
  { key, keyFile, directory, remoteKeys }: KeySource,
  dataExists: boolean,
  onMissing?: (version: number) => void,
): Keyring {
  if (key !== undefined) return parseKeyring(key, 'BULKHEAD_KEY', onMissing, remoteKeys)
  if (keyFile !== undefined) return parseKeyring(read(keyFile), keyFile, onMissing, remoteKeys)
  const file = directory === undefined ? undefined : join(directory, 'key')
  if (remoteKeys !== undefined && (file === undefined || !existsSync(file)))
    return parseKeyring(`1:${REMOTE}`, 'BULKHEAD_KEY', onMissing, remoteKeys)
  if (file === undefined) throw noKey()
  if (!existsSync(file)) {
    if (dataExists) {
      throw new Error(
        `The key file ${file} is missing, and the database next to it was sealed with it. Put it back, or set BULKHEAD_KEY to its content.`,
      )
    }
    writeDurably(file, `${newKeyringText()}\n`)
  }
  return parseKeyring(read(file), file, onMissing, remoteKeys)
}

/**
 * Checks that the settings name a key. It runs before the database is opened, because a key is always required.
 *
 * @throws Error
 */
export function assertKeySource({ key, keyFile, directory, remoteKeys }: KeySource): void {
  if ((key ?? keyFile ?? directory ?? remoteKeys) === undefined) throw noKey()
}

function noKey(): Error {
  return new Error(
    'With BULKHEAD_DATABASE_URL the server needs a key: set BULKHEAD_KEY=1:<base64 of 32 bytes> or BULKHEAD_KEY_FILE. Make one with: openssl rand -base64 32',
  )
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new Error(`The key file ${file} cannot be read.`, { cause })
  }
}

/** Writes a file completely or not at all, also if the power fails: a lost key is lost data. */
function writeDurably(file: string, text: string): void {
  const temporary = `${file}.new`
  // A file that was left behind would keep its mode.
  rmSync(temporary, { force: true })
  const target = openSync(temporary, 'wx', 0o600)
  writeSync(target, text)
  fsyncSync(target)
  closeSync(target)
  renameSync(temporary, file)
  const folder = openSync(dirname(file), 'r')
  fsyncSync(folder)
  closeSync(folder)
}
