import { type KeyObject, randomBytes } from 'node:crypto'
import { BulkheadError } from '@bulkhead/contract/errors'
import { keyObject } from './key-object.ts'
import { getContext, open, seal } from './seal.ts'

/** A key that wraps data keys, by version. The first of the list wraps; all of them unwrap. */
export interface Keyring {
  /** The version that wraps. */
  readonly current: number
  readonly versions: readonly number[]
  /** Versions that were asked for and are not in the ring: another process wraps under them. */
  readonly missing: ReadonlySet<number>
  wrap(key: Uint8Array, context: Uint8Array): { kek_version: number; wrapped: Uint8Array }
  /** @throws SealError on a wrong key, context or changed bytes; BulkheadError `unavailable` when the version is not in the ring. */
  unwrap(kek_version: number, wrapped: Uint8Array, context: Uint8Array): Uint8Array
}

const KEY_BYTES = 32

/** Makes the text of a ring with one new random key, in the form that {@link parseKeyring} reads. */
export function newKeyringText(): string {
  return `1:${randomBytes(KEY_BYTES).toString('base64')}`
}

/**
 * Reads `2:<base64>,1:<base64>`: versions with 32 bytes each, the one that wraps first.
 *
 * @param source Where the text came from, for messages. The text itself never appears in one.
 * @param onMissing Called once for each version that is asked for and not in the ring.
 */
export function parseKeyring(
  text: string,
  source: string,
  onMissing: (version: number) => void = () => {},
): Keyring {
  const keys = new Map<number, KeyObject>()
  for (const entry of text.trim().split(',')) {
    const match = /^\s*(\d{1,9}):([A-Za-z0-9+/_-]+={0,2})\s*$/.exec(entry)
    const key = Buffer.from(match?.[2] ?? '', 'base64')
    const version = Number(match?.[1])
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
    if (key !== undefined) return key
    if (!missing.has(version)) onMissing(version)
    missing.add(version)
    throw new BulkheadError(
      'unavailable',
      'This process lacks the key that this was sealed under, which another one has. Try again in a few seconds.',
      { retryAfter: 5 },
    )
  }
  return {
    current,
    versions,
    missing,
    wrap: (key, context) => ({
      kek_version: current,
      wrapped: seal(toKey(current), key, bound(current, context)),
    }),
    unwrap: (kek_version, wrapped, context) => open(toKey(kek_version), wrapped, bound(kek_version, context)),
  }
}

/** Wraps again, under the version that wraps now, what another version wrapped. @throws SealError */
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
