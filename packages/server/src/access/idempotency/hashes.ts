import { createHmac, hkdfSync, type KeyObject } from 'node:crypto'
import { keyObject } from '#platform/vault/key-object'
import { getContext } from '#platform/vault/seal'
import { LargeText } from '../request/large-text.ts'

const DOMAIN = getContext('idempotency hashes')

/** Keyed hashes. Without the data key nobody can guess a short body from its hash. */
export interface IdempotencyHashes {
  readonly key_hash: Buffer
  readonly request_hash: Buffer
}

/**
 * Hashes an idempotency key and its request with a key derived from the data key of the scope (HKDF-SHA256, RFC 5869).
 * The order of members in the body does not matter.
 */
export function hashRequest(dataKey: KeyObject, key: string, input: unknown): IdempotencyHashes {
  const secret = keyObject(new Uint8Array(hkdfSync('sha256', dataKey, new Uint8Array(), DOMAIN, 32)))
  const key_hash = createHmac('sha256', secret).update(getContext('key', key)).digest()
  const request = createHmac('sha256', secret)
  for (const piece of requestContext(input)) request.update(piece)
  return { key_hash, request_hash: request.digest() }
}

/** Returns `getContext('request', …)` of the canonical JSON in pieces, so that long strings are not copied. */
function requestContext(input: unknown): readonly Uint8Array[] {
  const large: LargeText[] = []
  const json = canonical(input ?? null, large)
  if (large.length === 0) return [getContext('request', json)]
  const pieces = json.split(LARGE).flatMap((part, index) => {
    const text = large[index]
    return text === undefined ? [Buffer.from(part)] : [Buffer.from(part), text.json]
  })
  const length = Buffer.allocUnsafe(4)
  length.writeUInt32BE(pieces.reduce((sum, piece) => sum + piece.length, 0))
  return [getContext('request'), length, ...pieces]
}

/** Placeholder for a long string. It cannot occur elsewhere in JSON, since strings contain it only as an escape. */
const LARGE = '\0'

/**
 * Serializes JSON with the members of every object in sorted order. It is written directly: copying members to sorted
 * objects takes twice as long.
 */
function canonical(value: unknown, large: LargeText[]): string {
  if (value instanceof LargeText) {
    large.push(value)
    return LARGE
  }
  if (typeof value !== 'object' || value === null || JSON.isRawJSON(value)) return JSON.stringify(value)
  if (Array.isArray(value)) {
    return value.some(isNested)
      ? `[${value.map((one) => canonical(one ?? null, large)).join()}]`
      : JSON.stringify(value)
  }
  const members = value as Readonly<Record<string, unknown>>
  const names = Object.keys(members)
  const isSorted = names.every((name, index) => index === 0 || (names[index - 1] as string) < name)
  // Most objects are small, and many are sorted and flat already: their JSON is canonical.
  if (isSorted && !names.some((name) => isNested(members[name]))) return JSON.stringify(value)
  if (!isSorted) names.sort()
  const pairs: string[] = []
  for (const name of names) {
    if (members[name] !== undefined) pairs.push(`${JSON.stringify(name)}:${canonical(members[name], large)}`)
  }
  return `{${pairs.join()}}`
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}
