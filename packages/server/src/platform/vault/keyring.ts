import { type KeyObject, randomBytes } from 'node:crypto'
import { BulkheadError } from '@bulkhead/contract/errors'
import { keyObject } from './key-object.ts'
import { keyUnavailable, type RemoteKeys } from './remote-keys.ts'
import { getContext, open, seal } from './seal.ts'

/** Keys that wrap data keys, by version. The first version wraps, and all of them unwrap. */
export interface Keyring {
  /** Version that wraps. */
  readonly current: number
  readonly versions: readonly number[]
  /** Versions that were requested and are not in the ring, because another process wraps under them. */
  readonly missing: ReadonlySet<number>
  /** Versions whose key a key service keeps. Such a key is open here only for a short time. */
  readonly remote: readonly number[]
  /**
   * Returns the time until which the key of a version is open, in milliseconds since the epoch. Undefined for a key
   * that stays open.
   */
  openUntil(kek_version: number): number | undefined
  wrap(key: Uint8Array, context: Uint8Array): { kek_version: number; wrapped: Uint8Array }
  /**
   * Unwraps bytes.
   *
   * @throws SealError on a wrong key, context or changed bytes; BulkheadError `unavailable` if the version is not in
   *   the ring, `key_unavailable` if its key is not open.
   */
  unwrap(kek_version: number, wrapped: Uint8Array, context: Uint8Array): Uint8Array
}

/** Length of a key in bytes. */
export const KEY_BYTES = 32

/** Word in a ring's setting that stands for a key which a key service keeps. */
export const REMOTE = 'transit'

/** Creates the setting of a ring with one new random key, in the format that {@link parseKeyring} reads. */
export function newKeyringText(): string {
  return `1:${randomBytes(KEY_BYTES).toString('base64')}`
}

/**
 * Reads `2:<base64>,1:<base64>`: versions with 32 bytes each, starting with the one that wraps. The key of `2:transit`
 * is kept by a key service.
 *
 * @param source Origin of the setting, for messages. A message never repeats the setting.
 * @param onMissing Called once for each version that is requested and not in the ring.
 * @param remoteKeys Keys that a key service keeps, if one is set up.
 */
export function parseKeyring(
  text: string,
  source: string,
  onMissing: (version: number) => void = () => {},
  remoteKeys?: RemoteKeys,
): Keyring {
  const keys = new Map<number, KeyObject | RemoteKeys>()
  for (const entry of text.trim().split(',')) {
    const match = /^\s*(\d{1,9}):([A-Za-z0-9+/_-]+={0,2})\s*$/.exec(entry)
    const key = Buffer.from(match?.[2] ?? '', 'base64')
    const version = Number(match?.[1])
    if (match?.[2] === REMOTE && version > 0 && !keys.has(version)) {
      if (remoteKeys === undefined)
        throw new Error(
          `${source} says that key version ${version} is kept by the transit engine: set BULKHEAD_TRANSIT_URL.`,
        )
      keys.set(version, remoteKeys)
      continue
    }
    if (match === null || key.length !== KEY_BYTES || version < 1) {
      throw new Error(
        `${source} must be a list like 2:<base64>,1:<base64>, each key 32 bytes; entry ${keys.size + 1} is not. Make a key with: openssl rand -base64 32`,
      )
    }
    if (keys.has(version)) throw new Error(`${source} names key version ${version} twice.`)
    keys.set(version, keyObject(key))
  }
  const versions = [...keys.keys()]
  const current = versions[0] as number
  const missing = new Set<number>()
  const toKey = (version: number) => {
    const key = keys.get(version)
    if (key !== undefined && 'find' in key) {
      const open = key.find(version)
      if (open === undefined) throw keyUnavailable()
      return open.key
    }
    if (key !== undefined) return key
    if (!missing.has(version)) onMissing(version)
    missing.add(version)
    throw new BulkheadError(
      'unavailable',
      'This process lacks the key that this was sealed under; another process has it. Try again in a few seconds.',
      { retryAfter: 5 },
    )
  }
  return {
    current,
    versions,
    missing,
    remote: versions.filter((version) => keys.get(version) === remoteKeys),
    openUntil(version) {
      const key = keys.get(version)
      return key !== undefined && 'find' in key ? (key.find(version)?.until ?? 0) : undefined
    },
    wrap: (key, context) => ({
      kek_version: current,
      wrapped: seal(toKey(current), key, bound(current, context)),
    }),
    unwrap: (kek_version, wrapped, context) => open(toKey(kek_version), wrapped, bound(kek_version, context)),
  }
}

/** Wraps again, under the current version, bytes that another version wrapped. @throws SealError */
export function rewrap(keyring: Keyring, kek_version: number, wrapped: Uint8Array, context: Uint8Array) {
  const key = keyring.unwrap(kek_version, wrapped, context)
  try {
    return keyring.wrap(key, context)
  } finally {
    key.fill(0)
  }
}

function bound(version: number, context: Uint8Array): Uint8Array {
  return Buffer.concat([getContext('kek', String(version)), context])
}
