import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { CATALOG } from '@bulkhead/catalog/catalog-index'
import { unpackTemplate } from '@bulkhead/server/platform/database/pglite/embedded-template'
import { ECHO_CONNECTORS } from '@bulkhead/testing/fuzz/echo'
import { PIXEL } from '@bulkhead/testing/mcp-conformance/fixture-media'
import { json, startScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import { startServerProcess } from '@bulkhead/testing/server-process'

const PACKAGE = join(import.meta.dirname, '..')

test('what is published serves the web app and every service of the catalog', async (t) => {
  const built = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(PACKAGE, 'build.ts')],
    { encoding: 'utf8' },
  )
  assert.equal(built.status, 0, built.stderr)
  const licenses = readFileSync(join(PACKAGE, 'dist/THIRD-PARTY-LICENSES'), 'utf8')
  // The program, the web app with its style and font, the connect page and the documentation.
  for (const name of [
    'fastify',
    'react',
    'tailwindcss',
    '@fontsource-variable/geist',
    'preact',
    'minisearch',
    'lucide-react',
  ])
    assert.match(licenses, new RegExp(`^${name} \\d`, 'm'), name)

  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-built-'))
  const client = { client_id: 'built', client_secret: 'a-secret-of-a-test-with-enough-characters' }
  const server = startServerProcess(
    {
      BULKHEAD_DATA_DIR: directory,
      BULKHEAD_CLIENT_ID: client.client_id,
      BULKHEAD_CLIENT_SECRET: client.client_secret,
      BULKHEAD_CONNECTORS_DIR: ECHO_CONNECTORS,
    },
    join(PACKAGE, 'dist/bulkhead.js'),
  )
  t.after(async () => {
    await server.end('SIGTERM')
    rmSync(directory, { recursive: true, force: true })
  })
  const url = await server.ready
  // The server unpacked the packed database instead of creating one: the cluster's identifier shows it.
  const carried = mkdtempSync(join(tmpdir(), 'bulkhead-carried-'))
  t.after(() => rmSync(carried, { recursive: true, force: true }))
  const template = join(PACKAGE, 'dist/server/dist/embedded-database.zst')
  assert.equal(await unpackTemplate(join(carried, 'database'), template), true)
  assert.deepEqual(identifierIn(directory), identifierIn(carried))
  const read = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${url}${path}`, init)
    const text = await response.text()
    assert.equal(response.status, 200, text)
    return text
  }
  assert.match(await read('/'), /<title>Bulkhead<\/title>/)
  const answered = await read('/api/v1/account/applications/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(client),
  })
  const headers = { authorization: `Bearer ${JSON.parse(answered).access_token}` }
  for (const { definition_id, slug } of CATALOG) {
    await t.test(slug, async () => {
      const text = await read(`/api/v1/integrations/definitions/sources/${definition_id}`, { headers })
      assert.ok(text.includes(definition_id))
    })
  }
  await t.test('a logo, which a library decodes', async () => {
    const body = JSON.stringify({ content_type: 'image/png', data: PIXEL })
    const init = { method: 'PUT', headers: { ...headers, 'content-type': 'application/json' }, body }
    assert.match(await read('/api/v1/organization/branding/logo', init), /logo_url/)
  })
  await t.test('a large response, which another thread reads', async () => {
    const upstream = await startScriptedUpstream()
    try {
      const items = Array.from({ length: 500 }, (_, id) => ({ id, text: 'x'.repeat(1000) }))
      upstream.respond(json({ items }))
      const send = async (path: string, body: object) =>
        JSON.parse(
          await read(path, {
            method: 'POST',
            headers: { ...headers, 'content-type': 'application/json' },
            body: JSON.stringify(body),
          }),
        )
      const { id } = await send('/api/v1/integrations/connectors', {
        connector_type: 'echo',
        credentials: { token: 'a-token-of-echo' },
        environment: { base_url: upstream.url },
      })
      const { result } = await send(`/api/v1/integrations/connectors/${id}/execute`, {
        entity: 'things',
        action: 'list',
      })
      assert.deepEqual(result, items)
    } finally {
      await upstream.close()
    }
  })
})

/** Reads the identifier of a cluster, which `initdb` creates: the first bytes of its control file. */
function identifierIn(directory: string): Buffer {
  return readFileSync(join(directory, 'database/global/pg_control')).subarray(0, 8)
}
