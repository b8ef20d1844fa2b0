import { isUtf8 } from 'node:buffer'
import { pipeline, type Readable, Transform } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { promisify, TextDecoder } from 'node:util'
import {
  brotliDecompress,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  gunzip,
  inflate,
  inflateRaw,
  type ZlibOptions,
} from 'node:zlib'
import { EngineError } from '#model/errors'
import type { RawResponse, ReserveMemory } from './exchange.ts'

// Own code: undici's `interceptors.decompress` decodes bytes as they arrive, before memory for the decoded body is
// reserved.

type Decode = (bytes: Uint8Array, options: ZlibOptions) => Promise<Uint8Array>

const decodeGzip: Decode = promisify(gunzip) as Decode
const decodeZlib: Decode = promisify(inflate) as Decode
const decodeRaw: Decode = promisify(inflateRaw) as Decode

const DECODERS: ReadonlyMap<string, Decode> = new Map([
  ['gzip', decodeGzip],
  ['x-gzip', decodeGzip],
  ['br', promisify(brotliDecompress) as Decode],
  // `deflate` means the zlib format, but some servers send raw deflate. The first byte distinguishes them: RFC 1950
  // §2.2.
  ['deflate', (bytes, options) => (((bytes[0] ?? 0) & 0x0f) === 8 ? decodeZlib : decodeRaw)(bytes, options)],
])

/**
 * Decodes the content encoding of a response's body. Upstreams may encode although they are asked not to. Decoding
 * stops at `limit` bytes, so a compression bomb stays small.
 *
 * @throws {EngineError} `response_too_large`, `response_unreadable`. The body of an error response is only needed for
 *   its message: if it cannot be decoded, it is left empty.
 */
export function decodeBody(response: RawResponse, limit: number): Uint8Array | Promise<Uint8Array> {
  return isEncoded(response) ? decoded(response, getEncoding(response), limit) : response.body
}

export function isEncoded(response: RawResponse): boolean {
  const encoding = getEncoding(response)
  return encoding !== '' && encoding !== 'identity' && response.body.length > 0
}

async function decoded(response: RawResponse, encoding: string, limit: number): Promise<Uint8Array> {
  const decode = DECODERS.get(encoding)
  try {
    if (decode === undefined) throw unreadable('has a content encoding that is not supported')
    return await decode(response.body, { maxOutputLength: limit })
  } catch (thrown) {
    if (response.status >= 400) return new Uint8Array(0)
    if (thrown instanceof EngineError) throw thrown
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_BUFFER_TOO_LARGE') {
      throw new EngineError('response_too_large', `The upstream's response is larger than ${limit} bytes.`)
    }
    throw unreadable(`is not what its content encoding ${encoding} says`)
  }
}

/** Bytes that are converted in one turn of the event loop. */
const SLICE_BYTES = 256 * 1024

/**
 * Returns a decoded body in UTF-8, whatever charset its media type declares. Some services declare a charset and send
 * UTF-8, so a body in UTF-8 stays as it is if it can.
 *
 * @param reserve Called before a body is converted, which makes it up to three times as long.
 * @throws {EngineError} `response_too_large`, `response_unreadable`. The body of an error response stays as it is instead.
 */
export function toUtf8(
  { status, headers }: Pick<RawResponse, 'status' | 'headers'>,
  body: Uint8Array,
  limit: number,
  reserve: ReserveMemory | undefined,
): Uint8Array | Promise<Uint8Array> {
  const charset = getCharset(headers['content-type'])
  if (charset === undefined || charset === 'utf-8') return body
  const decoder = createTextDecoder(charset)
  if (isUtf8(body) && !HIDDEN.has(decoder?.encoding ?? '')) return body
  if (decoder !== undefined) {
    return converted(decoder, body, limit, reserve).catch((thrown: unknown) => {
      if (status >= 400) return body
      throw thrown instanceof TypeError ? unreadable(`is not in the charset ${charset}`) : thrown
    })
  }
  if (status >= 400) return body
  throw unreadable(
    `is in ${/^[a-z0-9._:-]{1,40}$/.test(charset) ? `the charset ${charset}, which` : 'a charset that'} is not supported`,
  )
}

/** Charsets whose texts are valid UTF-8 too, with another meaning. */
const HIDDEN: ReadonlySet<string> = new Set(['utf-16le', 'utf-16be', 'iso-2022-jp'])

function getCharset(type = ''): string | undefined {
  return /;[ \t]*charset[ \t]*=[ \t]*"?([^\s";,]+)/i.exec(type)?.[1]?.toLowerCase()
}

function createTextDecoder(charset: string): TextDecoder | undefined {
  try {
    return new TextDecoder(charset, { fatal: true })
  } catch {
    return undefined
  }
}

async function converted(
  decoder: TextDecoder,
  body: Uint8Array,
  limit: number,
  reserve: ReserveMemory | undefined,
): Promise<Uint8Array> {
  await reserve?.(Math.min(limit, 3 * body.length))
  const parts: Uint8Array[] = []
  let length = 0
  for (let at = 0; at < body.length; at += SLICE_BYTES) {
    if (at > 0) await setImmediate()
    const end = at + SLICE_BYTES
    const part = Buffer.from(decoder.decode(body.subarray(at, end), { stream: end < body.length }))
    length += part.length
    if (length > limit) {
      throw new EngineError('response_too_large', `The upstream's response is larger than ${limit} bytes.`)
    }
    parts.push(part)
  }
  return Buffer.concat(parts)
}

const STREAM_DECODERS: ReadonlyMap<string, () => Transform> = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['br', createBrotliDecompress],
  ['deflate', createInflate],
])

/**
 * Decodes like {@link decodeBody}, for a body still being received. An error destroys the body.
 *
 * @throws {EngineError} `response_unreadable` for an encoding that is not supported.
 */
export function decodedStream(
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: Readable },
  limit: number,
): Readable {
  const encoding = getEncoding({ headers })
  if (encoding === '' || encoding === 'identity' || headers['content-length'] === '0') return body
  const createDecoder = STREAM_DECODERS.get(encoding)
  if (createDecoder === undefined) throw unreadable('has a content encoding that is not supported')
  let length = 0
  const bounded = new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      length += chunk.length
      if (length <= limit) return callback(null, chunk)
      return callback(new EngineError('response_too_large', `The file is larger than ${limit} bytes.`))
    },
  })
  const decoder = createDecoder()
  // Errors of the decoder carry nothing useful. Errors of the transport are already translated. The stream fails with
  // its first error, so this listener must come before those of the pipeline.
  decoder.on('error', (error) => {
    const isOurs = error instanceof EngineError
    bounded.destroy(isOurs ? error : unreadable(`is not what its content encoding ${encoding} says`))
  })
  pipeline(body, decoder, bounded, () => undefined)
  return bounded
}

function getEncoding({ headers }: Pick<RawResponse, 'headers'>): string {
  return (headers['content-encoding'] ?? '').trim().toLowerCase()
}

function unreadable(why: string) {
  return new EngineError('response_unreadable', `The upstream's response ${why}.`)
}
