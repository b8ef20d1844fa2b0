import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { inspect } from 'node:util'
import { json, startScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import { Bulkhead } from '../src/bulkhead.ts'
import { ConfigurationError } from '../src/client/errors.ts'
import { type ClientOptions, resolveSettings } from '../src/options.ts'
import { Workspace } from '../src/workspace/workspace.ts'

const NAMES = ['URL', 'CLIENT_ID', 'CLIENT_SECRET', 'ORGANIZATION_ID', 'TOKEN'].map(
  (name) => `BULKHEAD_${name}`,
)

afterEach(() => {
  for (const name of NAMES) delete process.env[name]
})

test('options come before the environment', () => {
  process.env.BULKHEAD_URL = 'https://environment.example'
  process.env.BULKHEAD_CLIENT_ID = 'environment'
  process.env.BULKHEAD_CLIENT_SECRET = 'secret of the environment'
  const toUrl = (options: ClientOptions = {}) => resolveSettings(options).url
  assert.equal(toUrl(), 'https://environment.example')
  assert.equal(toUrl({ url: 'https://explicit.example' }), 'https://explicit.example')
  const { identity, timeoutMs, maxRetries } = resolveSettings({ clientId: 'explicit', timeoutMs: 5 })
  assert.deepEqual(identity, {
    kind: 'application',
    clientId: 'explicit',
    clientSecret: 'secret of the environment',
  })
  assert.deepEqual([timeoutMs, maxRetries], [5, 2])
})

test('without an address it is the local server', () => {
  assert.equal(resolveSettings({ token: 't' }).url, 'http://localhost:4747')
})

test('the nearest place that names a caller decides its kind; a token precedes a client next to it', () => {
  process.env.BULKHEAD_TOKEN = 'handed'
  process.env.BULKHEAD_CLIENT_ID = 'app'
  process.env.BULKHEAD_CLIENT_SECRET = 'secret'
  assert.deepEqual(resolveSettings({}).identity, { kind: 'token', token: 'handed' })
  assert.equal(resolveSettings({ clientId: 'mine' }).identity.kind, 'application')
  assert.equal(resolveSettings({ clientId: 'a', clientSecret: 's' }).identity.kind, 'application')
  assert.equal(resolveSettings({ token: 'explicit' }).identity.kind, 'token')
})

test('a token that is set and empty is refused, and never widens to the application', () => {
  process.env.BULKHEAD_TOKEN = ''
  process.env.BULKHEAD_CLIENT_ID = 'app'
  process.env.BULKHEAD_CLIENT_SECRET = 'secret'
  assert.throws(() => resolveSettings({}), /BULKHEAD_TOKEN is set but empty/)
  assert.throws(() => resolveSettings({ url: 'https://x.example' }), /BULKHEAD_TOKEN is set but empty/)
  // Credentials in code take precedence over the environment.
  assert.equal(resolveSettings({ clientId: 'mine' }).identity.kind, 'application')
  assert.equal(resolveSettings({ token: 'handed' }).identity.kind, 'token')
})

test('another empty variable counts as none', () => {
  process.env.BULKHEAD_URL = ''
  process.env.BULKHEAD_CLIENT_ID = 'app'
  assert.throws(() => resolveSettings({}), /Missing clientSecret \(BULKHEAD_CLIENT_SECRET\)\./)
})

test('impossible values are refused at once, and a password in an address is not repeated', () => {
  assert.throws(() => new Bulkhead(), { name: 'ConfigurationError', code: 'configuration' })
  assert.throws(() => new Bulkhead(), /BULKHEAD_CLIENT_ID.*BULKHEAD_CLIENT_SECRET.*BULKHEAD_TOKEN/)
  const bad: ClientOptions[] = [
    { url: 'ftp://x.example' },
    { url: 'user:hunter2@x.example' },
    { url: 'https://user:hunter2@x.example' },
    { url: 'https://x.example/?token=hunter2' },
    { timeoutMs: 0 },
    { timeoutMs: Number.NaN },
    { maxRetries: -1 },
    { maxRetries: 1.5 },
  ]
  for (const options of bad) {
    assert.throws(
      () => resolveSettings({ token: 't', ...options }),
      (error) => error instanceof ConfigurationError && !inspect(error).includes('hunter2'),
      JSON.stringify(options),
    )
  }
})

test('a timeout of a call is more than 0, and may be longer than a timer runs', async () => {
  const server = await startScriptedUpstream()
  server.respond((request, response) => {
    setTimeout(() => json({ workspace_name: 'acme' })(request, response), 20)
  })
  const workspace = new Bulkhead({ url: server.url, token: 't', maxRetries: 0 }).workspace()
  for (const timeoutMs of [0, -1, Number.NaN]) {
    const invalid = { name: 'ConfigurationError', code: 'invalid_argument', message: /`timeoutMs`/ }
    await assert.rejects(workspace.info({ timeoutMs }), invalid)
  }
  assert.deepEqual(server.arrived, [])
  for (const timeoutMs of [2 ** 31, Number.POSITIVE_INFINITY]) await workspace.info({ timeoutMs })
  await server.close()
})

test('an option that nothing reads is refused, so that a slip never comes to mean the default', async () => {
  // Not typed, as what JavaScript gives is not.
  const given = (options: object) => ({ token: 't', ...options }) as ClientOptions
  const make = (options: ClientOptions) => new Bulkhead(options)
  const named = (options: object) => new Bulkhead({ token: 't' }).workspace(without(options, 'token'))
  const refused: [make: (options: ClientOptions) => unknown, options: object, message: RegExp][] = [
    [make, { client_id: 'x' }, /`client_id` is not known. Did you mean `clientId`\?/],
    [make, { client_secret: 'x' }, /`clientSecret`\?/],
    [make, { organization_id: 'x' }, /`organizationId`\?/],
    [make, { timeout_ms: 5 }, /`timeoutMs`\?/],
    [make, { customer: 'acme' }, /There are: url, clientId, clientSecret/],
    [make, { workspace_name: 'acme' }, /is not known/],
    [named, { workspace_name: 'acme' }, /`workspace_name` is not known. Did you mean `name`\?/],
    [named, { workspace_id: 'x' }, /`id`\?/],
    [named, { nmae: 'acme' }, /`name`\?/],
    [named, { name: 'acme', customer: 'x' }, /There are: name, id\./],
  ]
  for (const [make, options, message] of refused) {
    assert.throws(() => make(given(options)), { name: 'ConfigurationError', code: 'configuration', message })
  }
  const workspace = new Bulkhead({ token: 't', fetch: () => assert.fail('nothing is sent') }).workspace()
  const calls: [options: object, message: RegExp][] = [
    [{ idempotency_key: 'k' }, /`idempotencyKey`\?/],
    [{ select_fields: ['a'] }, /`selectFields`\?/],
    [{ exclude_fields: ['a'] }, /`excludeFields`\?/],
    [{ skip_truncation: false }, /`skipTruncation`\?/],
    [{ timeout_ms: 100 }, /`serverTimeoutMs`\?/],
    [{ idempotncyKey: 'k' }, /`idempotencyKey`\?/],
  ]
  for (const [options, message] of calls) {
    await assert.rejects(workspace.execute('c', 'e', 'a', {}, options), { code: 'configuration', message })
    await assert.rejects(async () => workspace.executeDownload('c', 'e', {}, options), { message })
    await assert.rejects(async () => workspace.executePages('c', 'e', 'a', {}, options), { message })
  }
  await assert.rejects(
    workspace.connectors.delete('c', { idempotency_key: 'k' } as object),
    /Did you mean `idempotencyKey`/,
  )
  const which = { connector_id: 'x' } as object
  await assert.rejects(workspace.connect('github', which), /Did you mean `connectorId`/)
})

test('a removed way to get a workspace names its replacement', () => {
  assert.throws(() => Reflect.construct(Workspace, [{ workspace_name: 'acme' }]), {
    name: 'ConfigurationError',
    message: /new Bulkhead\(options\)\.workspace\(name\)/,
  })
})

test('an empty value never means the default', () => {
  const bulkhead = new Bulkhead({ clientId: 'app', clientSecret: 'secret' })
  const forgotten: unknown = undefined
  for (const value of [forgotten, '', null]) {
    assert.throws(() => bulkhead.workspace(value as string), /The workspace was given without a value/)
    for (const name of ['name', 'id']) {
      const reference = { [name]: value } as object
      assert.throws(() => bulkhead.workspace(reference), new RegExp(`\`${name}\` was given without`))
    }
    const options = { clientId: 'app', clientSecret: 'secret', token: value } as object
    assert.throws(() => new Bulkhead(options), /`token` was given without a value/)
  }
  assert.throws(() => bulkhead.workspace({}), { code: 'invalid_argument' })
  assert.equal(bulkhead.workspace().name, 'default')
  assert.equal(new Bulkhead({ token: 't' }).workspace().name, undefined)
})

function without(options: object, name: string): object {
  return Object.fromEntries(Object.entries(options).filter(([one]) => one !== name))
}

test('a value that no header can carry is refused at once, and not repeated', async () => {
  for (const token of ['secret\n', ' secret', 'sécret', 'sec\r\nX-Evil: 1']) {
    assert.throws(
      () => new Bulkhead({ token }),
      (error) => error instanceof ConfigurationError && !/s.cret/.test(inspect(error).split('\n')[0] ?? ''),
    )
  }
  assert.throws(() => new Bulkhead({ token: 't', organizationId: 'a\nb' }), { code: 'invalid_argument' })
  const workspace = new Bulkhead({ token: 't', fetch: () => assert.fail('nothing is sent') }).workspace()
  const write = workspace.execute('c', 'e', 'a', {}, { idempotencyKey: 'ключ' })
  await assert.rejects(write, { code: 'invalid_argument' })
})

test('an address may have a path, and ends without a slash', () => {
  assert.equal(
    resolveSettings({ token: 't', url: 'https://x.example/bulkhead//' }).url,
    'https://x.example/bulkhead',
  )
})

test('an address of the API, and not of the server, is refused with the one that is meant', () => {
  for (const path of ['/api/v1', '/api/v1/']) {
    assert.throws(() => resolveSettings({ token: 't', url: `https://x.example/bulkhead${path}` }), {
      code: 'configuration',
      message: /without \/api\/v1.*: https:\/\/x\.example\/bulkhead\./,
    })
  }
  const { url } = resolveSettings({ token: 't', url: 'https://x.example/api' })
  assert.equal(url, 'https://x.example/api', 'a server may be below any path')
})

test('printing a client or a workspace shows no secret', () => {
  const application = new Bulkhead({ clientId: 'app', clientSecret: 'never-to-be-seen' })
  const holder = new Bulkhead({ token: 'never-to-be-seen' })
  const shown = [application, application.workspace('acme'), holder, holder.workspace()]
  for (const one of shown) {
    assert.ok(!inspect(one, { depth: 10, showHidden: true }).includes('never-to-be-seen'))
    assert.ok(!JSON.stringify(one).includes('never-to-be-seen'))
  }
})

test('what a call is given names no other workspace, and a value that is missing turns nothing off', async () => {
  const sent: { url: URL; body: Record<string, unknown> }[] = []
  const acme = new Bulkhead({
    clientId: 'app',
    clientSecret: 'secret',
    fetch: async (url, { body }) => {
      sent.push({ url: new URL(url), body: JSON.parse(String(body ?? '{}')) })
      return Response.json({ access_token: 'a', token: 't', expires_in: 900, data: [] })
    },
  }).workspace('acme')
  // As of a caller whose input is passed on.
  const other = { workspace_name: 'other' } as object
  await acme.mintToken(other)
  assert.equal(sent.at(-1)?.body.workspace_name, 'acme')
  await acme.connectors.list(other)
  await acme.toolCalls.list(other)
  await acme.toolCalls.groups('status', other)
  for (const { url } of sent.slice(-3)) assert.equal(url.searchParams.get('workspace_name'), 'acme', url.href)
  await acme.connectors.create({
    connector_type: 'github',
    credentials: { token: 'x' },
    check: undefined,
  } as never)
  assert.equal(sent.at(-1)?.body.check, true)
})
