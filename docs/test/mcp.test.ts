import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { TOOLS } from '@bulkhead/server/mcp/tools/tools'
import { engines } from '@bulkhead/testing/engines'
import { startTestServer } from '@bulkhead/testing/test-server'

const page = readFileSync(new URL('../guides/mcp.md', import.meta.url), 'utf8')

test('the page has every tool, and no other', () => {
  const table = /## Tools\n([\s\S]*?)\n\n[^|\n]/.exec(page)?.[1] ?? ''
  const named = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name)
  assert.deepEqual(
    named,
    TOOLS.map(({ name }) => name),
  )
})

test('what the page says to write into clients is JSON', () => {
  const blocks = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = '']) => JSON.parse(text))
  assert.equal(blocks.length, 4)
  for (const block of blocks) assert.match(JSON.stringify(block), /"url":"http:\/\/localhost:4747\/mcp"/)
})

test('the example works', async (t) => {
  const [engine] = engines
  assert.ok(engine)
  const testServer = await startTestServer(engine)
  t.after(async () => {
    await testServer.close()
    await engine.close()
  })
  const { token } = await testServer.mint(await testServer.createTenant('Acme'), 'acme')
  const script = /<!-- example: curl -->\n```sh\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
  const here = script.replace('http://localhost:4747', testServer.server.url)
  const { stdout } = await promisify(execFile)('sh', ['-c', here], { env: { ...process.env, TOKEN: token } })
  for (const { name } of TOOLS) assert.ok(stdout.includes(`"${name}"`), name)
})
