import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { operations } from '@bulkhead/contract/operations'
import { createApp } from '@bulkhead/server/http/create-app'
import { engines } from '@bulkhead/testing/engines'
import { createSend } from '@bulkhead/testing/http-matrix/send'
import { startTestServer, type TestServer } from '@bulkhead/testing/test-server'
import type { FastifyInstance } from 'fastify'

const PAGE = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const INDEX = '<!doctype html><title>The app</title>'
const SCRIPT = `console.log('${'a script of some length '.repeat(50)}')`

const [engine] = engines
if (engine === undefined) throw new Error('There is no engine.')

describe(`the web app as the server serves it, on ${engine.name}`, () => {
  let testServer: TestServer
  let app: FastifyInstance
  let unbuilt: FastifyInstance
  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-app-'))

  before(async () => {
    mkdirSync(join(directory, 'assets'))
    writeFileSync(join(directory, 'index.html'), INDEX)
    writeFileSync(join(directory, 'icon.svg'), '<svg/>')
    writeFileSync(join(directory, 'assets/index-abc.js'), SCRIPT)
    writeFileSync(join(directory, 'assets/notes.md'), 'of no type that is served')
    testServer = await startTestServer(engine, { logLevel: 'error' })
    const front = { trustedProxies: [], corsOrigins: [] }
    app = await createApp(testServer.server.services, { ...front, appDirectory: directory })
    unbuilt = await createApp(testServer.server.services, { ...front, appDirectory: join(directory, 'none') })
  })
  after(async () => {
    await app?.close()
    await unbuilt?.close()
    await testServer?.close()
    await engine.close()
    rmSync(directory, { recursive: true })
  })

  const get = (url: string, headers: Record<string, string> = PAGE) =>
    app.inject({ method: 'GET', url, headers })

  test('its pages are one file, wherever a browser begins', async () => {
    for (const path of ['/', '/sign-up', '/workspaces/some-id/connectors?tab=2', '/a.b', '/API-less']) {
      const { statusCode, body, headers } = await get(path)
      assert.deepEqual([statusCode, body, headers['content-type']], [200, INDEX, 'text/html; charset=utf-8'])
      assert.equal(
        headers['cache-control'],
        'no-cache',
        'a browser asks each time whether there is a new one',
      )
    }
    assert.equal((await app.inject({ method: 'HEAD', url: '/sign-up', headers: PAGE })).statusCode, 200)
  })

  test('a path that is no page of the app never returns the app', async () => {
    const paths = [
      ...operations.filter(({ method }) => method === 'GET').map(({ path }) => path),
      ...[
        '/api',
        '/api/v1/none',
        '/API/v1/none',
        '/auth',
        '/auth/none',
        '/mcp',
        '/docs/none',
        '/health/none',
      ],
      ...[
        '/metrics',
        '/openapi.json',
        '/.well-known/none',
        '/assets/none.js',
        '/assets/notes.md',
        '/oauth/none',
      ],
    ]
    for (const path of paths) assert.notEqual((await get(path)).body, INDEX, path)
    for (const method of ['POST', 'PUT', 'DELETE'] as const)
      assert.equal((await app.inject({ method, url: '/workspaces', headers: PAGE })).statusCode, 404, method)
    const { statusCode, body } = await get('/workspaces', { accept: 'application/json' })
    assert.deepEqual([statusCode, JSON.parse(body).code], [404, 'route_not_found'])
  })

  test('no path leads out of its folder', async () => {
    writeFileSync(join(directory, '../outside-of-the-app.html'), 'outside')
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    const up = ['/..', '/assets/../..', '/%2e%2e', '/assets/..%2f..', '/assets/%2e%2e%2f..', '/assets//../..']
    for (const path of up.map((path) => `${path}/outside-of-the-app.html`)) {
      const { status, text } = await createSend(url)({ method: 'GET', url: path, headers: PAGE })
      assert.doesNotMatch(text, /outside$/, `${path} ${status}`)
    }
    rmSync(join(directory, '../outside-of-the-app.html'))
  })

  test('hashed files are cached permanently, and compressed as the browser supports', async () => {
    const url = '/assets/index-abc.js'
    const plain = await get(url, {})
    assert.equal(plain.headers['cache-control'], 'public, max-age=31536000, immutable')
    assert.deepEqual([plain.body, plain.headers['content-encoding']], [SCRIPT, undefined])
    const brotli = await get(url, { 'accept-encoding': 'gzip, br' })
    assert.equal(brotli.headers['content-encoding'], 'br')
    assert.equal(brotliDecompressSync(brotli.rawPayload).toString(), SCRIPT)
    const gzip = await get(url, { 'accept-encoding': 'gzip, br;q=0' })
    assert.equal(gzip.headers['content-encoding'], 'gzip')
    assert.equal(gunzipSync(gzip.rawPayload).toString(), SCRIPT)
    assert.ok(gzip.rawPayload.length < SCRIPT.length / 2)
    const again = await get(url, { 'if-none-match': String(plain.headers.etag) })
    assert.deepEqual([again.statusCode, again.body], [304, ''])
  })

  test('a page runs nothing inline, loads nothing from elsewhere, and is in no frame', async () => {
    for (const path of ['/', '/sign-in', '/icon.svg', '/assets/index-abc.js']) {
      const { headers } = await get(path)
      const policy = String(headers['content-security-policy'])
      assert.doesNotMatch(policy, /unsafe|\*|https?:|'nonce/)
      for (const part of [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
      ])
        assert.ok(policy.split('; ').includes(part), `${path}: ${part}`)
      assert.equal(headers['x-frame-options'], 'DENY')
      assert.equal(headers['x-content-type-options'], 'nosniff')
      assert.equal(headers['referrer-policy'], 'same-origin')
      assert.equal(headers['cross-origin-opener-policy'], 'same-origin')
      assert.equal(headers['cross-origin-resource-policy'], 'same-origin')
    }
  })

  test('the documentation is served by page, with nothing inline, and in no frame either', async () => {
    for (const [url, shown] of [
      ['/docs', /<h1[^>]*>Documentation<\/h1>/],
      ['/docs/', /<h1[^>]*>Documentation<\/h1>/],
      ['/docs/guides/webhooks', /<h1[^>]*>Webhooks/],
      ['/docs/reference/http/workspaces', /GET \/api\/v1\/workspaces/],
      ['/docs/search.json', /rotate/],
    ] as const) {
      const { headers, statusCode, body } = await get(url)
      assert.equal(statusCode, 200, url)
      assert.match(body, shown)
      assert.doesNotMatch(String(headers['content-security-policy']), /unsafe|\*|https?:/)
      assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/)
      assert.equal(headers['x-frame-options'], 'DENY')
    }
    for (const url of ['/docs/none', '/docs/guides', '/docs/build.js']) {
      const { statusCode, body } = await get(url, { accept: 'application/json' })
      assert.deepEqual([statusCode, JSON.parse(body).code], [404, 'route_not_found'], url)
    }
  })

  test('without a build, a page says what to do, and the API works', async () => {
    const { statusCode, body, headers } = await unbuilt.inject({ method: 'GET', url: '/', headers: PAGE })
    assert.equal(statusCode, 503)
    assert.match(body, /npm install/)
    assert.equal(headers['x-frame-options'], 'DENY')
    assert.equal((await unbuilt.inject({ method: 'GET', url: '/health/live' })).statusCode, 200)
  })
})
