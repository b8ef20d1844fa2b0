import { pipeline } from 'node:stream/promises'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { ErrorCode } from '@bulkhead/contract/errors'
import { json, type RespondToRequest } from '@bulkhead/testing/scripted-upstream'

export interface Expected {
  readonly code: ErrorCode
  readonly upstream_status?: number
  readonly retry_after?: string
}

export interface Hostility {
  readonly response: RespondToRequest
  /** An array is a result. */
  readonly read: Expected | readonly unknown[]
  readonly write: Expected | Readonly<Record<string, unknown>>
}

const lost = { read: { code: 'upstream_error' }, write: { code: 'outcome_unknown' } } as const
const late = { read: { code: 'upstream_timeout' }, write: { code: 'outcome_unknown' } } as const
const large = { read: { code: 'response_too_large' }, write: { code: 'outcome_unknown' } } as const
/** Outcome of redirects 301 to 303, which a service also sends after it has executed a request. */
const unclear = { read: { code: 'egress_refused' }, write: { code: 'outcome_unknown' } } as const
const refused = { read: { code: 'egress_refused' }, write: { code: 'egress_refused' } } as const
export const unreachable = {
  read: { code: 'upstream_unreachable' },
  write: { code: 'upstream_unreachable' },
} as const

function status(upstream_status: number, headers: Record<string, string> = {}): Pick<Hostility, 'response'> {
  return { response: json({ message: 'no' }, upstream_status, headers) }
}
const rejected = (upstream_status: number): Hostility => {
  const expected = { code: 'upstream_rejected', upstream_status } as const
  return { ...status(upstream_status), read: expected, write: expected }
}
const failed = (upstream_status: number, headers = {}): Hostility => ({
  ...status(upstream_status, headers),
  read: { code: 'upstream_error', upstream_status },
  write: { code: 'outcome_unknown', upstream_status },
})
const limited = (retry_after: string, header?: string): Hostility => {
  const expected = { code: 'upstream_rate_limited', upstream_status: 429, retry_after } as const
  return {
    ...status(429, header === undefined ? {} : { 'retry-after': header }),
    read: expected,
    write: expected,
  }
}
/** Writes bytes as a complete response. */
const wire =
  (...parts: (string | Buffer)[]): RespondToRequest =>
  (_request, response) => {
    for (const part of parts) response.socket?.write(part)
    response.socket?.end()
  }
const body =
  (
    bytes: string | Buffer,
    headers: Record<string, string> = { 'content-type': 'application/json' },
  ): RespondToRequest =>
  (_request, response) =>
    void response.writeHead(200, headers).end(bytes)
export const redirect =
  (code: number, location: string): RespondToRequest =>
  (_request, response) =>
    void response.writeHead(code, { location }).end()
export const endless =
  (headers: Record<string, string>): RespondToRequest =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers })
    pipeline(Array(1_600).fill(Buffer.alloc(65_536, 0x20)), response).catch(() => {})
  }
const trickle =
  (first: string, each: string): RespondToRequest =>
  (_request, response) => {
    const { socket } = response
    socket?.on('error', () => {})
    socket?.write(first)
    const timer = setInterval(() => socket?.write(each), 40)
    socket?.on('close', () => clearInterval(timer))
  }

/** Everything that an upstream can do wrong, with the expected response to a read and to a write. */
export const HOSTILITIES: Readonly<Record<string, Hostility>> = {
  'never answers': { ...late, response: () => {} },
  'trickles a header': { ...late, response: trickle('HTTP/1.1 200 OK\r\nx: ', 'y') },
  'trickles headers': { ...late, response: trickle('HTTP/1.1 200 OK\r\n', 'x: y\r\n') },
  'trickles a body': {
    ...late,
    response: trickle(
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n',
      ' ',
    ),
  },
  'trickles chunks': {
    ...late,
    response: trickle('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', '1\r\n \r\n'),
  },
  'sends headers and nothing': {
    ...late,
    response: (_request, response) => void response.writeHead(200, { 'content-length': '10' }).flushHeaders(),
  },
  'trickles a body of a 500': {
    ...late,
    response: trickle('HTTP/1.1 500 No\r\ncontent-length: 100000\r\n\r\n', ' '),
  },
  'says that it continues, for ever': { ...late, response: trickle('', 'HTTP/1.1 102 Processing\r\n\r\n') },
  'closes at once': { ...lost, response: (_request, response) => void response.socket?.destroy() },
  'resets at once': { ...lost, response: (_request, response) => void response.socket?.resetAndDestroy() },
  'closes in its headers': { ...lost, response: wire('HTTP/1.1 200 OK\r\ncontent-ty') },
  'closes in its body': { ...lost, response: wire('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"items"') },
  'closes in its chunks': {
    ...lost,
    response: wire('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\n{"items": []}'),
  },
  'sends 100 MB and says so': {
    ...large,
    response: endless({ 'content-length': String(100 * 1024 * 1024) }),
  },
  'sends 100 MB and does not say so': { ...large, response: endless({}) },
  'sends 100 MB compressed': {
    ...large,
    response: body(gzipSync(Buffer.alloc(100 * 1024 * 1024, 0x20)), { 'content-encoding': 'gzip' }),
  },
  'sends 100 MB compressed better': {
    ...large,
    response: body(brotliCompressSync(Buffer.alloc(100 * 1024 * 1024, 0x20)), { 'content-encoding': 'br' }),
  },
  'sends 100 KB of headers': {
    ...large,
    response: wire(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\ncontent-length: 2\r\n\r\n{}`),
  },
  'sends broken JSON': { ...lost, response: body('{"items": [') },
  'sends JSON and more': { ...lost, response: body('{"items": []} {}') },
  'sends HTML': { ...lost, response: body('<p>hello</p>', { 'content-type': 'text/html' }) },
  'sends text': { ...lost, response: body('hello', { 'content-type': 'text/plain' }) },
  'sends UTF-16': { ...lost, response: body(Buffer.from('{"items": []}', 'utf16le')) },
  'sends Latin-1': { ...lost, response: body(Buffer.from('{"items": ["é"]}', 'latin1')) },
  'says gzip and sends none': { ...lost, response: body('{"items": []}', { 'content-encoding': 'gzip' }) },
  'sends an encoding of its own': { ...lost, response: body('{"items": []}', { 'content-encoding': 'zzz' }) },
  'sends half of a gzip': {
    ...lost,
    response: body(gzipSync('{"items": []}').subarray(0, 15), { 'content-encoding': 'gzip' }),
  },
  'nests deeply': { ...large, response: body(`{"items": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`) },
  'speaks no HTTP': { ...lost, response: wire('220 smtp.example ready\r\n') },
  'sends two lengths': {
    ...lost,
    response: wire('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}x'),
  },
  'answers 204': {
    response: (_request, response) => void response.writeHead(204).end(),
    read: [],
    write: {},
  },
  'answers 200 without a body': { response: body(''), read: [], write: {} },
  'sends early hints first': {
    response: wire(
      'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n',
      'HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\n{"items": []}',
    ),
    read: [],
    write: { items: [] },
  },
  'compresses though it is asked not to': {
    response: body(gzipSync('{"items": []}'), { 'content-encoding': 'gzip' }),
    read: [],
    write: { items: [] },
  },
  'answers 400': rejected(400),
  'answers 401': rejected(401),
  'answers 403': rejected(403),
  'answers 404': rejected(404),
  'answers 409': rejected(409),
  'answers 418': rejected(418),
  'answers 304': rejected(304),
  'answers 429 for 7 seconds': limited('7', '7'),
  'answers 429 for 0 seconds': limited('1', '0'),
  'answers 429 for half a second': limited('1', '0.5'),
  'answers 429 and says not how long': limited('5'),
  'answers 429 and says nonsense': limited('5', 'soon'),
  'answers 429 until a day that is past': limited('1', 'Wed, 21 Oct 2015 07:28:00 GMT'),
  'answers 500': failed(500),
  'answers 502': failed(502),
  'answers 503 for 7 seconds': failed(503, { 'retry-after': '7' }),
  'answers 504': failed(504),
  'answers 599': failed(599),
  'answers 500 with 100 MB': {
    ...failed(500),
    response: async (request, response) => {
      response.statusCode = 500
      const { writeHead } = response
      response.writeHead = ((_code: number, headers: Record<string, string>) =>
        writeHead.call(response, 500, headers)) as typeof writeHead
      await endless({})(request, response)
    },
  },
  'redirects elsewhere by 301': { ...unclear, response: redirect(301, 'https://evil.example/') },
  'redirects elsewhere by 307': { ...refused, response: redirect(307, 'https://evil.example/') },
  'redirects to metadata': {
    ...unclear,
    response: redirect(302, 'http://169.254.169.254/latest/meta-data/'),
  },
  'redirects to a file': { ...unclear, response: redirect(302, 'file:///etc/passwd') },
  'redirects to nonsense': { ...unclear, response: redirect(302, 'http://[') },
  'redirects in a circle': { ...refused, response: redirect(307, '/again') },
}
