import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw, type ZlibOptions } from 'node:zlib'
import { EngineError } from '#errors'
import type { RawAnswer } from '#exchange'

type Decode = (bytes: Uint8Array, options: ZlibOptions) => Promise<Uint8Array>

const decodeGzip: Decode = promisify(gunzip) as Decode
const decodeZlib: Decode = promisify(inflate) as Decode
const decodeRaw: Decode = promisify(inflateRaw) as Decode

const DECODERS: ReadonlyMap<string, Decode> = new Map([
  ['gzip', decodeGzip],
  ['x-gzip', decodeGzip],
  ['br', promisify(brotliDecompress) as Decode],
  // Named after the zlib format; some servers send it bare. The first byte tells: RFC 1950 §2.2.
  ['deflate', (bytes, options) => (((bytes[0] ?? 0) & 0x0f) === 8 ? decodeZlib : decodeRaw)(bytes, options)],
])

/**
 * The body of an answer without its content encoding, which upstreams may use though they are asked not
 * to. Decoding stops at `limit` bytes, so a small bomb stays small.
 *
 * @throws {EngineError} `response_too_large`, `response_unreadable`. The body of a failed request is only
 *   needed for its message: what cannot be decoded of it is left empty.
 */
export async function decodeBody(answer: RawAnswer, limit: number): Promise<Uint8Array> {
  const encoding = (answer.headers['content-encoding'] ?? '').trim().toLowerCase()
  if (encoding === '' || encoding === 'identity' || answer.body.length === 0) return answer.body
  const decode = DECODERS.get(encoding)
  try {
    if (decode === undefined) throw unreadable('has a content encoding that is not supported')
    return await decode(answer.body, { maxOutputLength: limit })
  } catch (thrown) {
    if (answer.status >= 400) return new Uint8Array(0)
    if (thrown instanceof EngineError) throw thrown
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_BUFFER_TOO_LARGE') {
      throw new EngineError('response_too_large', `The upstream's answer is larger than ${limit} bytes.`)
    }
    throw unreadable(`is not what its content encoding ${encoding} says`)
  }
}

function unreadable(why: string) {
  return new EngineError('response_unreadable', `The upstream's answer ${why}.`)
}
