import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { LargeText } from '#access/request/large-text'

const compress = promisify(gzip)
const expand = promisify(gunzip)

/** String compressed by gzip. */
export interface PackedText {
  readonly packed: Uint8Array
  /** Length of the string in bytes. */
  readonly bytes: number
}

/** Compresses a string in another thread, unless it is already compressed. */
export async function packText(text: string | LargeText): Promise<PackedText> {
  if (text instanceof LargeText) return text
  return { packed: await compress(text), bytes: Buffer.byteLength(text) }
}

/** Returns the length in bytes of the string before compression. */
export async function packedLength(packed: Uint8Array): Promise<number> {
  return (await expand(packed)).length
}
