import type { KeyObject } from 'node:crypto'
import { getContext, open, seal } from './seal.ts'

/**
 * Keeps a value in memory sealed, like a stored one, so that only a holder of the key can read it.
 *
 * @param value Value that JSON can represent.
 * @returns Function that opens the value.
 */
export function encryptedMemo<T>(dataKey: KeyObject | Uint8Array, value: T): () => T {
  const context = getContext('kept in memory')
  const sealed = seal(dataKey, Buffer.from(JSON.stringify(value)), context)
  return () => JSON.parse(open(dataKey, sealed, context).toString()) as T
}
