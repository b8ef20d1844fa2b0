import type { KeyObject } from 'node:crypto'
import { getContext, open, seal } from './seal.ts'

/**
 * Keeps a value in memory as good as a stored one: sealed, so that only who has the key reads it there.
 *
 * @param value What JSON can hold.
 * @returns Opens the value.
 */
export function encryptedMemo<T>(dataKey: KeyObject | Uint8Array, value: T): () => T {
  const context = getContext('kept in memory')
  const sealed = seal(dataKey, Buffer.from(JSON.stringify(value)), context)
  return () => JSON.parse(open(dataKey, sealed, context).toString()) as T
}
