import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { cacheStates } from '@bulkhead/server/platform/cache/create-cache'
import { engines } from '@bulkhead/testing/engines'
import { startTestServer } from '@bulkhead/testing/test-server'

test('performance.md lists the caches of a server as they are, and /metrics shows each', async (t) => {
  // A server that may be one of several processes has one more cache than an embedded one.
  const engine = engines.find(({ name }) => name === 'postgres')
  if (engine === undefined) return t.skip('needs Postgres')
  t.after(() => engine.close())
  const testServer = await startTestServer(engine)
  t.after(() => testServer.close())
  // The MCP server is loaded at its first request.
  const { token } = await testServer.createTenant('Caches')
  await testServer.call('POST', '/mcp', { token, body: { jsonrpc: '2.0', id: 1, method: 'ping' } })
  // So is the authorization server.
  await testServer.call('GET', '/oauth/authorize', {})
  const rows = cacheStates().map(({ name, key, max, ttlMs, invalidatedBy }) => [
    `\`${name}\``,
    key,
    max.toLocaleString('en'),
    ttlMs === undefined ? 'none' : `${ttlMs / 1000} s`,
    invalidatedBy,
  ])
  const page = readFileSync(new URL('../concepts/performance.md', import.meta.url), 'utf8')
  const section = page.slice(page.indexOf('\n## Caches')).split('\n## ')[1] ?? ''
  const listed = section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
  assert.deepEqual(listed, rows)
  const { text } = await testServer.call('GET', '/metrics', {})
  for (const { name } of cacheStates())
    assert.match(text, new RegExp(`^bulkhead_cache_entries\\{cache="${name}"\\} \\d`, 'm'))
})
