import { createHmac, hkdfSync, type KeyObject } from 'node:crypto'
import { keyObject } from '#platform/vault/key-object'
import { contextOf } from '#platform/vault/seal'

const DOMAIN = contextOf('idempotency hashes')

/** Hashes that say nothing to whoever lacks the data key: a short body could be guessed otherwise. */
export interface IdempotencyHashes {
  readonly key_hash: Buffer
  readonly request_hash: Buffer
}

/**
 * Hashes an idempotency key and what was asked under it, with a key derived from the data key of the scope
 * (HKDF-SHA256, RFC 5869). The order of members in the body does not matter.
 */
export function hashRequest(dataKey: KeyObject, key: string, input: unknown): IdempotencyHashes {
  const secret = keyObject(new Uint8Array(hkdfSync('sha256', dataKey, new Uint8Array(), DOMAIN, 32)))
  const hash = (...fields: string[]) =>
    createHmac('sha256', secret)
      .update(contextOf(...fields))
      .digest()
  return { key_hash: hash('key', key), request_hash: hash('request', canonical(input)) }
}

/** JSON with the members of every object in one order. */
function canonical(value: unknown): string {
  return JSON.stringify(sorted(value ?? null))
}

/** The value with the members of its objects sorted by name. Most are small, and many are sorted already. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || JSON.isRawJSON(value)) return value
  if (Array.isArray(value)) return value.some(isNested) ? value.map(sorted) : value
  const members = value as Readonly<Record<string, unknown>>
  const names = Object.keys(members)
  const isSorted = names.every((name, index) => index === 0 || (names[index - 1] as string) < name)
  if (!isSorted) names.sort()
  else if (!names.some((name) => isNested(members[name]))) return value
  return Object.fromEntries(names.map((name) => [name, sorted(members[name])]))
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}
