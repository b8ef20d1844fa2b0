import { createHmac, hkdfSync, type KeyObject } from 'node:crypto'
import { keyObject } from '#platform/vault/key-object'
import { getContext } from '#platform/vault/seal'

const DOMAIN = getContext('idempotency hashes')

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
      .update(getContext(...fields))
      .digest()
  return { key_hash: hash('key', key), request_hash: hash('request', canonical(input ?? null)) }
}

/** JSON with the members of every object in one order. Written at once: to sort them into other objects takes twice as long. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null || JSON.isRawJSON(value)) return JSON.stringify(value)
  if (Array.isArray(value)) {
    return value.some(isNested)
      ? `[${value.map((one) => canonical(one ?? null)).join()}]`
      : JSON.stringify(value)
  }
  const members = value as Readonly<Record<string, unknown>>
  const names = Object.keys(members)
  const isSorted = names.every((name, index) => index === 0 || (names[index - 1] as string) < name)
  // Most are small, and many are sorted already.
  if (isSorted && !names.some((name) => isNested(members[name]))) return JSON.stringify(value)
  if (!isSorted) names.sort()
  const pairs: string[] = []
  for (const name of names) {
    if (members[name] !== undefined) pairs.push(`${JSON.stringify(name)}:${canonical(members[name])}`)
  }
  return `{${pairs.join()}}`
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}
