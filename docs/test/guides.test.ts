import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { freePort } from '@bulkhead/testing/free-port'
import { allowCode, signUpByLink } from '@bulkhead/testing/oauth/sign-up-by-link'
import { operatorResponse, startCommand } from '@bulkhead/testing/operator-process'
import { until } from '@bulkhead/testing/test-server'
import { Webhook } from 'standardwebhooks'

const root = join(import.meta.dirname, '../..')
const snippets = join(root, 'docs/snippets')
const examples = join(root, 'examples')
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-guides-'))
const services: ChildProcess[] = []
const ports = { 4747: await freePort(), 4010: await freePort(), 3000: await freePort() }
const run = new Set<string>()
const data = join(folder, 'data')

const client = {
  BULKHEAD_URL: `http://localhost:${ports[4747]}`,
  BULKHEAD_CLIENT_ID: 'my-app',
  BULKHEAD_CLIENT_SECRET: 'correct-horse-battery-staple-4747',
}

/** Snippets that other tests run: the proof `published`, `python.system.ts` and `readme.test.ts`. */
const RUN_ELSEWHERE = ['frameworks', 'python', 'readme.ts']

function snippetFiles(): string[] {
  return readdirSync(snippets).filter((name) => !RUN_ELSEWHERE.includes(name))
}

before(async () => {
  for (const name of snippetFiles()) writeFileSync(join(folder, name), adapted(name))
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  startService('start-upstream.sh', {}, [
    'npm ci && npm run upstream',
    `node scripts/upstream.ts --port ${ports[4010]}`,
  ])
  startService('start-server.sh', {
    BULKHEAD_PORT: String(ports[4747]),
    BULKHEAD_DATA_DIR: data,
    BULKHEAD_CONNECTORS_DIR: join(examples, 'own-openapi/connectors'),
  })
  await until(() => responds(`http://127.0.0.1:${ports[4010]}/`), 240_000)
  await until(() => responds(`http://127.0.0.1:${ports[4747]}/health/ready`), 240_000)
})

after(() => {
  for (const service of services) end(service)
  rmSync(folder, { recursive: true, force: true })
})

test('quickstart: the shell’s lines install the SDK in an empty folder and run it, twice, as packed too', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'bulkhead-quickstart-'))
  const hull = join(elsewhere, 'hull')
  await shell(lines('install-sdk.sh').replace('/path/to/bulkhead', root), elsewhere)
  cpSync(join(folder, 'quickstart.ts'), join(hull, 'quickstart.mjs'))
  for (const install of ['true', `${lines('pack-sdk.sh').replace('/path/to/bulkhead', root)}npm ls --all`]) {
    await shell(install, hull)
    const printed = await shell(lines('run-quickstart.sh'), hull, client)
    assert.equal(printed, '#1347 Found a bug\n#1347 Found a bug\n')
  }
  rmSync(elsewhere, { recursive: true, force: true })
  run.add('quickstart.ts')
})

test('quickstart: calls', async () => {
  const [sizes, record, created, result, ...further] = (await snippet('calls.ts')).split('\n')
  assert.deepEqual([sizes, record, created], ['1 true', 'Found a bug true', '1347'])
  assert.match(result ?? '', /title: 'Found a bug'/)
  assert.deepEqual(further, [''])
})

test('many customers: one object per request', async () => {
  const server = spawn('node', nodeArguments('tenant-server.ts'), {
    cwd: folder,
    env: { ...process.env, ...client, PORT: String(ports[3000]) },
    stdio: 'inherit',
  })
  services.push(server)
  const ask = (customer?: string) =>
    fetch(`http://127.0.0.1:${ports[3000]}/`, {
      headers: customer === undefined ? {} : { 'x-customer': customer },
    })
  await until(() => responds(`http://127.0.0.1:${ports[3000]}/`, { 'x-customer': 'acme' }), 240_000)
  assert.equal((await ask()).status, 401)
  assert.deepEqual(await (await ask('acme')).json(), ['Found a bug'])
  const other = await ask('birch')
  assert.deepEqual([other.status, await other.text()], [404, 'no_connector'])
  assert.equal(server.exitCode, null)
  server.kill('SIGKILL')
  run.add('session.ts')
})

test('many customers: handing one to a component', async () => {
  assert.equal(await snippet('hand-over.ts'), 'issues: 1\nwriting: not_granted\n')
  run.add('component.ts')
})

test('the READMEs: issues and tools', async () => {
  // docs/test/readme.test.ts plays this one.
  run.add('run-issues.sh')
  assert.equal(
    await snippet('issues-of-acme.ts'),
    "Found a bug\nFound a bug\n[\n  'github_issues_get',\n  'github_issues_list',\n  'github_issues_api_search'\n]\n",
  )
})

test('the README: a shell', async () => {
  const printed = await shell(lines('shell.sh'), folder, client)
  const [connector, ...issues] = printed.trim().split('\n')
  assert.deepEqual(JSON.parse(connector ?? ''), { name: 'GitHub - birch' })
  assert.deepEqual(JSON.parse(issues.join('')), [{ number: 1347, title: 'Found a bug' }])
})

test('authentication: tokens by hand', async () => {
  const printed = await shell(lines('tokens.sh'), folder, client)
  assert.match(printed, /^acme\n[0-9a-f-]{36}\n401\n$/)
})

test('the manual of the SDK', async () => {
  assert.equal(await snippet('sdk-pages.ts'), '1 true\n1\nFound a bug\nFound a bug\n1 null\n1 null\n')
  assert.equal(await snippet('sdk-errors.ts'), '404 workspace_not_found undefined 1\n')
  assert.equal(await snippet('sdk-writes.ts'), '1347\n')
  assert.match(await snippet('sdk-options.ts'), /^\w.*\n$/)
  assert.equal(
    await snippet('sdk-testing.ts'),
    `[
  'POST /api/v1/integrations/connectors/a-connector/execute {"entity":"issues","action":"list","params":{"owner":"octocat"}}'
] [ { number: 7, title: 'Leak' } ]\n`,
  )
  // The stand-in has no files, so the compiler alone reads this one.
  run.add('sdk-download.ts')
})

test('agents: the AI SDK, and a loop of one’s own', async () => {
  assert.equal(await snippet('agent.ts'), 'It is this: Found a bug.\n')
  assert.equal(await snippet('agent-loop.ts'), '4\n')
  for (const stand_in of ['model.ts', 'ask-model.ts']) run.add(stand_in)
})

test('examples run as they stand, but for the model', async () => {
  const key = await shell(
    'npx bulkhead keys create acme --name examples --entities issues --read-only --fields key --format text',
    root,
    client,
  )
  const narrow = { BULKHEAD_URL: client.BULKHEAD_URL, BULKHEAD_TOKEN: key.trim() }
  assert.equal(await example('backend', client), 'default: no_connector\nacme: 2\nbirch: 2\n')
  assert.equal(await example('worker', narrow), 'issues: 1\nwriting: not_granted\n')
  assert.equal(await example('agent', { ...client, CUSTOMER: 'acme' }), 'It is this: Found a bug.\n')
  assert.match(await example('mcp-client', narrow), /^list_connectors .*\n.*Found a bug/)
  assert.match(await example('own-openapi', client), /"body":/)
  // packages/web/test/example-saas.system.ts plays it in a browser.
  const all = readdirSync(examples).filter((name) => !name.startsWith('.') && name !== 'saas')
  assert.deepEqual(all.sort(), ['agent', 'backend', 'mcp-client', 'own-openapi', 'worker'])
})

test('migrating', async () => {
  assert.equal(await snippet('migrated.ts'), 'Found a bug\nGitHub - acme true\n')
})

test('many customers: managing workspaces', async () => {
  const printed = await snippet('manage-workspaces.ts')
  assert.equal(printed, "acme active\nacme-inc\ntrue\n[ 'workspace.deleted: done' ]\n")
})

test('people: by the command line and by the SDK', async () => {
  const signUp = async (email: string) => {
    const { url } = await operatorResponse({ BULKHEAD_DATA_DIR: data }, 'owners', 'link')
    return signUpByLink(url, email)
  }
  const owner = await signUp('olga@example.com')
  await signUp('bert@example.com')
  const person = {
    BULKHEAD_URL: client.BULKHEAD_URL,
    BULKHEAD_CONFIG_DIR: join(folder, 'profiles'),
    BULKHEAD_KEYRING: 'off',
  }
  const login = startCommand(person, 'login', '--device', '--url', client.BULKHEAD_URL)
  let shown = ''
  login.child.stderr?.on('data', (chunk) => {
    shown += chunk
  })
  await until(() => /type this code: \S+\n/.test(shown), 240_000)
  await allowCode(owner, shown)
  assert.equal((await login.ended).code, 0, shown)
  await shell('npx bulkhead workspaces token acme', folder, client)

  const printed = (await shell(lines('people.sh'), folder, person)).replaceAll('\n', '')
  assert.match(printed, /carla@example\.com.*invited.*"role":"member".*"level":"user"/)
  assert.match(readFileSync(join(folder, 'access-review.csv'), 'utf8'), /bert@example\.com,member/)
  assert.equal(
    await shell(`node ${nodeArguments('people.ts').join(' ')}`, folder, person),
    'invited true\nolga@example.com owner\nbert@example.com member\nviewer\nbert@example.com manager\n',
  )
})

test('webhooks: a receiver', async () => {
  const WEBHOOK_SECRET = `whsec_${randomBytes(32).toString('base64')}`
  const receiver = spawn('node', nodeArguments('webhooks.ts'), {
    cwd: folder,
    env: { ...process.env, ...client, WEBHOOK_SECRET, PORT: String(ports[3000]) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  services.push(receiver)
  const printed: string[] = []
  receiver.stdout.on('data', (chunk) => printed.push(String(chunk)))
  const url = `http://127.0.0.1:${ports[3000]}/`
  await until(() => responds(url), 240_000)
  const send = async (secret: string) => {
    const data = { workspace_name: 'acme', service: 'github' }
    const body = JSON.stringify({ id: 'one', type: 'connector.needs_reauthentication', data })
    const [id, at] = [randomBytes(9).toString('hex'), new Date()]
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, at, body),
    }
    return (await fetch(url, { method: 'POST', body, headers })).status
  }
  assert.equal(await send(`whsec_${randomBytes(32).toString('base64')}`), 400)
  assert.deepEqual([await send(WEBHOOK_SECRET), await send(WEBHOOK_SECRET)], [204, 204])
  await until(() => printed.length > 0)
  assert.equal(printed.join(''), 'acme has to connect github again\n')
  receiver.kill('SIGKILL')
})

test('every block of TypeScript and shell in the guides is one of these files, and all of them ran', () => {
  const guides = [
    'packages/sdk/README.md',
    ...['quickstart', 'multi-tenant', 'agents'].map((name) => `docs/tutorials/${name}.md`),
    ...['migrating', 'people', 'webhooks'].map((name) => `docs/guides/${name}.md`),
    'docs/concepts/authentication.md',
  ]
  const shown = guides.flatMap((name) => {
    const page = readFileSync(join(root, name), 'utf8')
    const blocks = [...page.matchAll(/^```(ts|sh)$/gm)].length
    const marked = [...page.matchAll(/<!-- snippet: ([\w.-]+) -->\n```(?:ts|sh)\n/g)].map(
      ([, file]) => file ?? '',
    )
    assert.equal(marked.length, blocks, `${name} has a block that is no snippet`)
    return marked
  })
  for (const file of shown) assert.ok(existsSync(join(snippets, file)), file)
  assert.deepEqual(
    snippetFiles().filter((file) => !run.has(file)),
    [],
  )
})

/** Runs a snippet as a reader would, in a folder of its own. @returns What it printed. */
async function snippet(name: string): Promise<string> {
  run.add(name)
  return shell(`node ${nodeArguments(name).join(' ')}`, folder, client)
}

/** Runs an example in a copy, with ports that are free and the model of the snippets. @returns What it printed. */
async function example(name: string, environment: Record<string, string>): Promise<string> {
  const copy = join(folder, 'examples', name)
  cpSync(join(examples, name), copy, { recursive: true })
  writeFileSync(join(copy, 'main.ts'), adapted(join(examples, name, 'main.ts')))
  if (name === 'agent') cpSync(join(snippets, 'model.ts'), join(copy, 'model.ts'))
  const flags = ['--disable-warning=ExperimentalWarning', '--conditions=@bulkhead/source']
  return shell(`node ${flags.join(' ')} main.ts`, copy, environment)
}

function nodeArguments(name: string): string[] {
  run.add(name)
  return ['--disable-warning=ExperimentalWarning', '--conditions=@bulkhead/source', name]
}

/** Lines of the shell that are run. */
function lines(name: string): string {
  run.add(name)
  return adapted(name)
}

/** The code of a snippet with ports that are free. */
function adapted(name: string): string {
  const code = readFileSync(resolve(snippets, name), 'utf8')
  return Object.entries(ports).reduce(
    (text, [written, free]) => text.replaceAll(`:${written}`, `:${free}`),
    code,
  )
}

async function shell(code: string, cwd: string, environment: Record<string, string> = {}): Promise<string> {
  const child = spawn('bash', ['-euo', 'pipefail', '-c', code], {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  const [printed, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  assert.equal(await ended, 0, `${printed}\n${errors}`)
  return printed
}

function startService(name: string, environment: Record<string, string>, replaced?: [string, string]): void {
  const code = replaced === undefined ? lines(name) : lines(name).replace(...replaced)
  const child = spawn('bash', ['-c', code], {
    cwd: root,
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, ...environment },
  })
  services.push(child)
}

/** Ends a service of the shell, which leads a process group of its own. */
function end(service: ChildProcess): void {
  service.kill('SIGKILL')
  try {
    if (service.pid !== undefined) process.kill(-service.pid, 'SIGKILL')
  } catch {
    // It has ended already, or leads no group.
  }
}

async function responds(url: string, headers: Record<string, string> = {}): Promise<boolean> {
  try {
    return (await fetch(url, { headers })).status > 0
  } catch {
    return false
  }
}
