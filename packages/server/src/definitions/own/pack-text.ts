import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'

const compress = promisify(gzip)
const expand = promisify(gunzip)

/** Compresses a text in another thread. */
export function packText(text: string): Promise<Uint8Array> {
  return compress(text)
}

/** Returns the length in bytes of a text that was compressed. */
export async function packedLength(packed: Uint8Array): Promise<number> {
  return (await expand(packed)).length
}
