import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import test from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { type Download, type DownloadOptions, openDownload } from '#download/open-download'
import { planDownload } from '#download/plan-download'
import { type Call, planRequest } from '#plan/plan-request'
import { compile, documentWith } from '../acme.ts'
import { rejectsCode, throwsCode } from '../assert-engine-error.ts'
import { type Received, serve } from '../upstream.ts'
import { json, sender, type Wire, wire } from './wire.ts'

const definition = compile(
  documentWith({
    info: 'x-airbyte-retry-config: { initial_delay_seconds: 0 }',
    schemes: `
token: { type: http, scheme: bearer }
key: { type: apiKey, in: query, name: key }`,
    paths: `
/files/{id}:
  get:
    x-airbyte-entity: files
    x-airbyte-action: download
    parameters:
      - { name: id, in: path, required: true }
      - { name: alt, in: query, required: true, schema: { default: media } }
/mails/{id}:download:
  post:
    x-airbyte-entity: attachments
    x-airbyte-action: download
    x-airbyte-path-override: { path: "/mails/{id}" }
    x-airbyte-file-url: "mail.files[{index}].url"
    parameters:
      - { name: id, in: path, required: true }
      - { name: index, in: path, required: true }
    requestBody: { content: { application/json: { schema: { properties: { expand: { default: files } } } } } }
/things:
  get: { x-airbyte-entity: things, x-airbyte-action: list }
`,
  }),
)
const file = (params: Record<string, unknown> = {}): Call => ({
  entity: 'files',
  action: 'download',
  params: { id: '7', ...params },
})
const attachment = (params: Record<string, unknown> = {}): Call => ({
  entity: 'attachments',
  action: 'download',
  params: { id: '7', index: 0, ...params },
})
const open = ({ context }: Wire, call = file(), options: DownloadOptions = {}) =>
  openDownload(sender, context(), call, options)

async function toText({ body }: Download): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
const bytes =
  (text: string, headers: Record<string, string> = {}) =>
  (_request: Received, response: ServerResponse) =>
    void response.writeHead(200, { 'content-type': 'text/plain', ...headers }).end(text)

// Shows Downloads: in one step
test('download in one step: the answer is the file', async () => {
  const files = await wire(definition, bytes('content', { 'content-length': '7' }))
  const download = await open(files)
  assert.equal(await toText(download), 'content')
  const { status, content_type, size } = download
  assert.deepEqual([status, content_type, size], [200, 'text/plain', 7])
  const [arrived] = files.upstream.requests
  assert.deepEqual(
    [arrived?.path, arrived?.headers.authorization, arrived?.headers.accept],
    ['/v2/files/7?alt=media', 'Bearer K', '*/*'],
  )
  assert.equal(arrived?.headers.range, undefined)
})

// Shows Downloads: a part of a file
test('download of a part: range_header is sent with the request for the file', async () => {
  const files = await wire(
    definition,
    (_request, response) => void response.writeHead(206, { 'content-range': 'bytes 0-3/7' }).end('cont'),
  )
  const download = await open(files, file({ range_header: 'bytes=0-3' }))
  assert.deepEqual(
    [download.status, download.headers['content-range'], await toText(download)],
    [206, 'bytes 0-3/7', 'cont'],
  )
  assert.equal(files.upstream.requests[0]?.headers.range, 'bytes=0-3')
  for (const range_header of ['0-3', 'bytes=0-3\r\nX: 1', 7]) {
    throwsCode(
      'invalid_parameter',
      () => planDownload(files.context(), file({ range_header })),
      /bytes=0-1023/,
    )
  }
})

// Shows Downloads: in two steps, from elsewhere without credentials
test('download in two steps: from elsewhere, without credentials', async () => {
  const store = await serve(bytes('from the store'))
  const mails = await wire(definition, json({ mail: { files: [{ url: `${store.origin}/f/1?sig=s` }] } }))
  const download = await open(mails, attachment({ range_header: 'bytes=5-' }))
  assert.equal(await toText(download), 'from the store')
  const [first] = mails.upstream.requests
  assert.deepEqual(
    [first?.method, first?.path, first?.body, first?.headers.range],
    ['POST', '/v2/mails/7', '{"expand":"files"}', undefined],
  )
  const [second] = store.requests
  assert.deepEqual([second?.method, second?.path, second?.headers.range], ['GET', '/f/1?sig=s', 'bytes=5-'])
  assert.equal(second?.headers.authorization, undefined)
})

// Shows Downloads: in two steps, from the service with credentials
test('download in two steps: from the service itself, with credentials', async () => {
  for (const url of ['/blobs/1', 'blobs/1', '/v2/blobs/1']) {
    const mails = await wire(definition, (request, response) =>
      request.method === 'POST'
        ? json({ mail: { files: [{ url }] } })(request, response)
        : bytes('own')(request, response),
    )
    assert.equal(await toText(await open(mails, attachment())), 'own')
    const second = mails.upstream.requests[1]
    assert.deepEqual([second?.path, second?.headers.authorization], ['/v2/blobs/1', 'Bearer K'], url)
  }
})

test('download in two steps: a key in the query goes to the service only', async () => {
  const store = await serve(bytes('x'))
  const mails = await wire(definition, json({ mail: { files: [{ url: `${store.origin}/f` }] } }), {
    credentials: { api_key: 'Q' },
  })
  await toText(await open(mails, attachment()))
  assert.equal(mails.upstream.requests[0]?.path, '/v2/mails/7?key=Q')
  assert.equal(store.requests[0]?.path, '/f')
})

// Shows Downloads: a missing file
test('a file that is not there is an error that says where it should be', async () => {
  for (const mail of [
    { files: [] },
    { files: [{ url: null }] },
    { files: [{ url: '' }] },
    { files: {} },
    null,
  ]) {
    const mails = await wire(definition, json({ mail }))
    await rejectsCode(
      'upstream_status',
      open(mails, attachment()),
      /no file at mail\.files\[\{index\}\]\.url/,
    )
  }
  const mails = await wire(definition, json({ mail: { files: [{ url: 'ftp://a/b' }] } }))
  await rejectsCode('upstream_status', open(mails, attachment()), /no URL/)
  await rejectsCode('missing_parameter', open(mails, attachment({ index: undefined })), /index/)
  const index = JSON.rawJSON('12345678901234567890')
  await rejectsCode('upstream_status', open(mails, attachment({ index })), /no file/)
})

test('an error instead of a file is thrown before anything is given', async () => {
  const files = await wire(definition, json({ message: 'gone' }, 404))
  const error = await rejectsCode('upstream_status', open(files), /gone/)
  assert.equal(error.details.status, 404)
})

// Shows Downloads: redirects to other origins go without credentials
test('a redirect to another origin is followed without credentials, within it with them', async () => {
  const store = await serve(bytes('moved'))
  const files = await wire(definition, (request, response) => {
    const location = request.path.includes('alt') ? '/v2/again' : `${store.origin}/s`
    response.writeHead(302, { location }).end('see there')
  })
  assert.equal(await toText(await open(files, file({ range_header: 'bytes=0-' }))), 'moved')
  assert.deepEqual(
    files.upstream.requests.map(({ headers }) => headers.authorization),
    ['Bearer K', 'Bearer K'],
  )
  assert.deepEqual(
    [store.requests[0]?.headers.authorization, store.requests[0]?.headers.range],
    [undefined, 'bytes=0-'],
  )
})

// Shows Downloads: the egress policy holds for files
test('the URL of a file passes the egress policy', async () => {
  for (const url of [
    'http://169.254.169.254/latest',
    'http://10.0.0.1/',
    'https://user:pass@acme.example/',
  ]) {
    const mails = await wire(definition, json({ mail: { files: [{ url }] } }))
    await rejectsCode('egress_refused', open(mails, attachment()))
  }
})

test('redirects pass the egress policy too, and their number is limited', async () => {
  const bad = await wire(
    definition,
    (_request, response) => void response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
  )
  await rejectsCode('redirect_refused', open(bad))
  const circle = await wire(
    definition,
    (request, response) => void response.writeHead(302, { location: request.path }).end(),
  )
  await rejectsCode('redirect_refused', open(circle), /more than 5/)
})

// Shows Downloads: bytes are received only as fast as they are read
test('a file is taken from the connection only as fast as it is read', async () => {
  let written = 0
  const chunk = Buffer.alloc(64 * 1024)
  const files = await wire(definition, (_request, response) => {
    response.writeHead(200)
    const write = () => {
      while (written < 1000 && response.writableLength < 128 * 1024) {
        response.write(chunk)
        written += 1
      }
      if (written < 1000) response.once('drain', write)
      else response.end()
    }
    write()
  })
  const { body } = await open(files)
  let before = -1
  while (before !== written) {
    before = written
    await sleep(200)
  }
  assert.ok(before < 900, `${before} chunks of 1000 were taken unread`)
  let length = 0
  for await (const part of body) length += (part as Buffer).length
  assert.equal(length, 1000 * chunk.length)
})

// Shows Downloads: the maximum size of a file
test('a file that is too long ends with an error, announced or not, compressed or not', async () => {
  const limit = { maxBytes: 1000 }
  const announced = await wire(definition, bytes('x'.repeat(1001), { 'content-length': '1001' }))
  await rejectsCode('response_too_large', open(announced, file(), limit))
  const chunked = await wire(definition, bytes('x'.repeat(1001), { 'transfer-encoding': 'chunked' }))
  await rejectsCode('response_too_large', open(chunked, file(), limit).then(toText))
  const bomb = gzipSync(Buffer.alloc(1_000_000))
  const compressed = await wire(
    definition,
    (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
  )
  await rejectsCode('response_too_large', open(compressed, file(), { maxBytes: 2000 }).then(toText))
  const fine = await wire(
    definition,
    (_request, response) =>
      void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('plain')),
  )
  const download = await open(fine)
  assert.deepEqual([await toText(download), download.size], ['plain', undefined])
})

test('a file without a byte is empty, whatever its content encoding', async () => {
  const files = await wire(
    definition,
    (_request, response) =>
      void response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': '0' }).end(),
  )
  assert.equal(await open(files).then(toText), '')
})

test('a file that is not what its content encoding says fails as a response that is unreadable', async () => {
  const whole = gzipSync('x'.repeat(1000))
  const corrupt: [string, Buffer][] = [
    ['gzip', Buffer.from('not compressed')],
    ['br', Buffer.from('not compressed')],
    ['deflate', Buffer.from('not compressed')],
    ['gzip', whole.subarray(0, whole.length - 9)],
  ]
  for (const [encoding, body] of corrupt) {
    const files = await wire(
      definition,
      (_request, response) => void response.writeHead(200, { 'content-encoding': encoding }).end(body),
    )
    await rejectsCode('response_unreadable', open(files).then(toText), /not what its content encoding/)
  }
})

// Shows Downloads: a file that stalls or is cancelled
test('a file that stalls, breaks off or is cancelled ends with an error and leaves no connection', async () => {
  const stalled = await wire(definition, (_request, response) => void response.writeHead(200).write('a'))
  await rejectsCode('timeout', open(stalled, file(), { idleTimeoutMs: 100 }).then(toText), /stalled/)
  const broken = await wire(definition, (_request, response) => {
    response.writeHead(200, { 'content-length': '10' }).write('a')
    setTimeout(() => response.destroy(), 50)
  })
  await rejectsCode('connection_lost', open(broken).then(toText))
  const controller = new AbortController()
  const download = await open(stalled, file(), { signal: controller.signal })
  setTimeout(() => controller.abort(), 50)
  await rejectsCode('timeout', toText(download), /cancelled/)
  const left = await open(stalled)
  left.body.destroy()
  for (let wait = 0; stalled.upstream.connections() > 0 && wait < 1_000; wait += 1) await sleep(10)
  assert.equal(stalled.upstream.connections(), 0)
})

// Shows Downloads: the time until the first byte
test('the time limit covers the requests before a file, and not the file itself', async () => {
  const mute = await wire(definition, () => undefined)
  await rejectsCode('timeout', open(mute, file(), { withinMs: 2_000 }), /begin to respond/)
  const slow = await wire(definition, async (_request, response) => {
    response.writeHead(200).write('a')
    await sleep(2_500)
    response.end('b')
  })
  assert.equal(await toText(await open(slow, file(), { withinMs: 2_000 })), 'ab')
})

test('the time limit covers an error in place of a file, and a short response that may be one', async () => {
  const checked = compile(
    documentWith({
      info: 'x-airbyte-response-error-check: { field: ok, on_value: false }',
      paths: `
/files/{id}:
  get: { x-airbyte-entity: files, x-airbyte-action: download, parameters: [{ name: id, in: path }] }
`,
    }),
  )
  for (const [status, code] of [
    [404, 'upstream_status'],
    [200, 'timeout'],
  ] as const) {
    for (const encoding of ['identity', 'gzip']) {
      // The clock is at the limit once the headers were sent.
      let now = 0
      const { promise: closed, resolve: close } = Promise.withResolvers<void>()
      let isWhole = false
      const dripping = await wire(checked, (_request, response) => {
        response.on('close', close)
        response.writeHead(status, { 'content-type': 'application/json', 'content-encoding': encoding })
        response.flushHeaders()
        now = 60_000
        let written = 0
        const timer = setInterval(() => {
          written += 1
          if (written < 1_000) return void response.write(encoding === 'gzip' ? gzipSync(' ') : ' ')
          isWhole = true
          response.end(encoding === 'gzip' ? gzipSync('{}') : '{}')
        }, 5)
        response.on('close', () => clearInterval(timer))
      })
      await rejectsCode(code, open(dripping, file(), { withinMs: 60_000, clock: () => now }))
      await closed
      assert.equal(isWhole, false, `${status} ${encoding}`)
    }
  }
})

test('the request for a file is repeated if the service is busy', async () => {
  let asked = 0
  const files = await wire(definition, (request, response) => {
    asked += 1
    if (asked < 3) json({ message: 'busy' }, 503)(request, response)
    else bytes('at last')(request, response)
  })
  assert.equal(await toText(await open(files)), 'at last')
})

test('a service that reports errors by 200 does so for files too', async () => {
  const chat = compile(
    documentWith({
      info: 'x-airbyte-response-error-check: { field: ok, on_value: false, message_field: error }',
      paths: `
/files/{id}:
  get: { x-airbyte-entity: files, x-airbyte-action: download, parameters: [{ name: id, in: path }] }
`,
    }),
  )
  await rejectsCode(
    'upstream_status',
    open(await wire(chat, json({ ok: false, error: 'not_yours' }))),
    /not_yours/,
  )
  const small = await wire(chat, json({ ok: true }))
  assert.equal(await toText(await open(small)), '{"ok":true}')
  const text = JSON.stringify('x'.repeat(200_000))
  const large = await wire(chat, bytes(text, { 'content-type': 'application/json' }))
  assert.equal(await toText(await open(large)), text)
})

test('a download is not executed as records, nor records as a download', async () => {
  const { context } = await wire(definition, json({}))
  throwsCode('not_supported', () => planRequest(context(), file()), /gives a file/)
  throwsCode('unknown_action', () => planDownload(context(), { entity: 'things', action: 'list' }), /no file/)
})
