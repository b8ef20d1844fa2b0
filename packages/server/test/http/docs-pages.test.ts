import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { startTestServer, type TestServer } from '@bulkhead/testing/test-server'

const [engine] = engines
assert.ok(engine)

// No page depends on the database, so one engine is enough.
suite('the documentation', () => {
  let testServer: TestServer
  before(async () => {
    testServer = await startTestServer(engine)
  })
  after(async () => {
    await testServer?.close()
    await engine.close()
  })
  const get = (path: string, accept: string) => testServer.call('GET', path, { headers: { accept } })

  test('a browser at a wrong address gets a page that leads on, and a program an error', async () => {
    for (const path of ['/docs/no-such-page', '/docs/guides/no-such-page', '/docs/not-found']) {
      const page = await get(path, 'text/html,application/xhtml+xml')
      assert.equal(page.status, 404, path)
      assert.match(page.headers.get('content-type') ?? '', /^text\/html/)
      assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/)
      assert.match(page.text, /<h1>No such page<\/h1>[\s\S]*href="\/docs"/)
      const error = await get(path, 'application/json')
      assert.deepEqual([error.status, error.body.code], [404, 'route_not_found'], path)
    }
    assert.equal((await get('/docs', 'text/html')).status, 200)
  })
})
