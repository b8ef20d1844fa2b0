import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { json, type ScriptedUpstream, startScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'
import { startGitHubUpstream } from '@bulkhead/testing/upstreams/github-upstream'
import type { LocalServer } from '@bulkhead/testing/upstreams/listen-locally'
import { type RecordingProxy, startRecordingProxy } from '@bulkhead/testing/upstreams/recording-proxy'

/** The interpreter of the system, for which `.ci/run` installs httpx. */
const PYTHON = '/usr/bin/python3'
const root = join(import.meta.dirname, '../..')
const snippets = join(root, 'docs/snippets/python')
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-python-'))
const run = new Set(['bulkhead.py'])
const [engine] = engines
if (engine === undefined) throw new Error('No engine is chosen.')

let testServer: TestServer
let proxy: RecordingProxy
let github: LocalServer
let zendesk: ScriptedUpstream
let tenant: Tenant

before(async () => {
  cpSync(snippets, folder, { recursive: true })
  testServer = await startTestServer(engine)
  proxy = await startRecordingProxy(testServer.server.url)
  github = await startGitHubUpstream()
  zendesk = await startScriptedUpstream()
  tenant = await testServer.createTenant('python')
  const create = async (connector_type: string, credentials: object, base_url: string) => {
    const environment = { base_url }
    const body = { workspace_name: 'acme', connector_type, credentials, environment }
    const { status, text } = await testServer.call('POST', '/api/v1/integrations/connectors', {
      token: tenant.token,
      body,
    })
    assert.equal(status, 200, text)
  }
  await testServer.mint(tenant, 'acme')
  await create('github', { token: 'secret-of-acme' }, github.url)
  await create('zendesk-support', { email: 'ann@acme.example', api_token: 'secret-of-acme' }, zendesk.url)
})

after(async () => {
  await proxy?.close()
  await github?.close()
  await zendesk?.close()
  await testServer?.close()
  await engine.close()
  rmSync(folder, { recursive: true, force: true })
})

/**
 * Runs Python as a reader would.
 *
 * @param given Arguments of the interpreter: a file, or `-c` and code.
 * @param url Address of the server. Default: a proxy in front of it, which records requests and buffers responses.
 * @returns What it printed.
 */
async function python(given: readonly string[], url: string = proxy.url): Promise<string> {
  const child = spawn(PYTHON, given, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120_000,
    env: {
      PATH: process.env.PATH,
      BULKHEAD_URL: url,
      BULKHEAD_CLIENT_ID: tenant.client_id,
      BULKHEAD_CLIENT_SECRET: tenant.client_secret,
    },
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  const [printed, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  assert.equal(await ended, 0, `${printed}\n${errors}`)
  return printed
}

function snippet(name: string, url?: string): Promise<string> {
  run.add(name)
  return python([name], url)
}

test('connectors, all pages of a list, and an error by its code', async () => {
  assert.equal(
    await snippet('issues.py'),
    'GitHub - acme ready\nZendesk Support - acme ready\n1347 Found a bug\n1347 Found a bug\n403 not_granted\n',
  )
})

test('a list of resources is read to its last page', async () => {
  const code = `
from bulkhead import Workspace
print([it["name"] for it in Workspace("acme").pages("/api/v1/integrations/connectors", limit=1)])
`
  assert.equal(await python(['-c', code]), "['GitHub - acme', 'Zendesk Support - acme']\n")
})

test('a file is written as it arrives', async () => {
  const file = 'PDF'.repeat(100_000)
  zendesk.respond((request, response) => {
    if (request.url === '/file') response.writeHead(200, { 'content-type': 'application/pdf' }).end(file)
    else json({ attachment: { content_url: `${zendesk.url}/file` } })(request, response)
  })
  assert.equal(await snippet('download.py', testServer.server.url), 'application/pdf\n')
  assert.equal(readFileSync(join(folder, 'attachment'), 'utf8'), file)
  zendesk.respond((request, response) => {
    if (request.url !== '/file')
      return json({ attachment: { content_url: `${zendesk.url}/file` } })(request, response)
    response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': file.length })
    response.write(file.slice(0, 200_000), () => response.destroy())
  })
  const code = `
import runpy
from bulkhead import httpx
try:
    runpy.run_path("download.py")
except httpx.RemoteProtocolError:
    print("broken off")
`
  assert.equal(await python(['-c', code], testServer.server.url), 'broken off\n')
})

test('MCP over HTTP', async () => {
  const [name, tools, result] = (await snippet('mcp.py')).split('\n')
  assert.equal(name, 'bulkhead')
  assert.match(tools ?? '', /'execute'/)
  assert.match(result ?? '', /Found a bug/)
})

test('a token is minted again before it ends, and not for each call', async () => {
  const mark = proxy.exchanges.length
  await python([
    '-c',
    `
from bulkhead import Workspace, time
acme = Workspace("acme", expires_in=60)
for _ in range(3): list(acme.connectors())
now = time.monotonic()
time.monotonic = lambda: now + 47
list(acme.connectors())
time.monotonic = lambda: now + 49
list(acme.connectors())
`,
  ])
  const minted = proxy.exchanges.slice(mark).filter(({ url }) => url.endsWith('/scoped-token'))
  assert.equal(minted.length, 2)
})

test('a call is repeated after Retry-After, with one key; another refusal is not', async () => {
  zendesk.respond(json({ tickets: [] }))
  const refusals = ['1', '2', '3600'].map((seconds, at) => ({
    status: [429, 503, 429][at] ?? 429,
    headers: { 'content-type': 'application/json', 'retry-after': seconds },
    body: JSON.stringify({ code: 'rate_limited', message: 'Later.', request_id: 'one', errors: [] }),
  }))
  proxy.interfere({ after: ({ url }) => (url.endsWith('/execute') ? refusals.shift() : undefined) })
  const mark = proxy.exchanges.length
  const code = `
from bulkhead import BulkheadError, Workspace, time
slept = []
time.sleep = slept.append
acme = Workspace("acme")
zendesk = acme.connector("zendesk-support")
def attempt(action):
    try:
        print(acme.execute(zendesk, "tickets", action)["result"], slept)
    except BulkheadError as error:
        print(error.status, error.code, error.request_id is not None, slept)
for action in ["list", "list", "fly"]: attempt(action)
`
  assert.equal(
    await python(['-c', code]),
    '429 rate_limited True [1.0, 2.0]\n[] [1.0, 2.0]\n422 unknown_operation True [1.0, 2.0]\n',
  )
  const keys = proxy.exchanges
    .slice(mark)
    .filter(({ url }) => url.endsWith('/execute'))
    .map(({ headers }) => headers['idempotency-key'])
  assert.deepEqual([keys.length, new Set(keys).size, new Set(keys.slice(0, 3)).size], [5, 3, 1])
})

test('every block of Python in the guide is one of these files, and all of them ran', () => {
  const page = readFileSync(join(root, 'docs/guides/from-python.md'), 'utf8')
  const blocks = [...page.matchAll(/^```py$/gm)].length
  const marked = [...page.matchAll(/<!-- snippet: python\/([\w.-]+) -->\n```py\n/g)].map(([, file]) => file)
  assert.equal(marked.length, blocks)
  assert.deepEqual(marked.sort(), readdirSync(snippets).sort())
  assert.deepEqual([...run].sort(), readdirSync(snippets).sort())
})
