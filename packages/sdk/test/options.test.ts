import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { inspect } from 'node:util'
import { connect } from '../src/connect.ts'
import { ConfigurationError } from '../src/errors.ts'
import { type ClientOptions, configure, resolveSettings } from '../src/options.ts'
import { Organization } from '../src/organization.ts'
import { Workspace } from '../src/workspace.ts'

const NAMES = ['URL', 'CLIENT_ID', 'CLIENT_SECRET', 'ORGANIZATION_ID', 'TOKEN'].map(
  (name) => `BULKHEAD_${name}`,
)

afterEach(() => {
  configure({})
  for (const name of NAMES) delete process.env[name]
})

test('options come before configure, configure before the environment', () => {
  process.env.BULKHEAD_URL = 'https://environment.example'
  process.env.BULKHEAD_CLIENT_ID = 'environment'
  process.env.BULKHEAD_CLIENT_SECRET = 'secret of the environment'
  const urlOf = (options: ClientOptions = {}) => resolveSettings(options).url
  assert.equal(urlOf(), 'https://environment.example')
  configure({ url: 'https://configured.example', timeoutMs: 5 })
  assert.equal(urlOf(), 'https://configured.example')
  assert.equal(urlOf({ url: 'https://explicit.example' }), 'https://explicit.example')
  const { identity, timeoutMs, maxRetries } = resolveSettings({ client_id: 'explicit' })
  assert.deepEqual(identity, {
    kind: 'application',
    client_id: 'explicit',
    client_secret: 'secret of the environment',
  })
  assert.deepEqual([timeoutMs, maxRetries], [5, 2])
})

test('without an address it is the local server', () => {
  assert.equal(resolveSettings({ token: 't' }).url, 'http://localhost:4747')
})

test('the nearest place that names a caller decides which kind it is; beside each other, the token is used', () => {
  process.env.BULKHEAD_TOKEN = 'handed'
  process.env.BULKHEAD_CLIENT_ID = 'app'
  process.env.BULKHEAD_CLIENT_SECRET = 'secret'
  assert.deepEqual(resolveSettings({}).identity, { kind: 'token', token: 'handed' })
  assert.equal(resolveSettings({ client_id: 'mine' }).identity.kind, 'application')
  configure({ client_id: 'configured', client_secret: 's' })
  assert.equal(resolveSettings({}).identity.kind, 'application')
  assert.equal(resolveSettings({ token: 'explicit' }).identity.kind, 'token')
})

test('a token that is set and empty is refused, and never widens to the application', () => {
  process.env.BULKHEAD_TOKEN = ''
  process.env.BULKHEAD_CLIENT_ID = 'app'
  process.env.BULKHEAD_CLIENT_SECRET = 'secret'
  assert.throws(() => resolveSettings({}), /BULKHEAD_TOKEN is set and empty/)
  assert.throws(() => resolveSettings({ url: 'https://x.example' }), /BULKHEAD_TOKEN is set and empty/)
  // Who says in code who calls does not mean the environment.
  assert.equal(resolveSettings({ client_id: 'mine' }).identity.kind, 'application')
  assert.equal(resolveSettings({ token: 'handed' }).identity.kind, 'token')
})

test('another empty variable counts as none', () => {
  process.env.BULKHEAD_URL = ''
  process.env.BULKHEAD_CLIENT_ID = 'app'
  assert.throws(() => resolveSettings({}), /Missing client_secret \(BULKHEAD_CLIENT_SECRET\)\./)
})

test('what cannot be right is refused at once, and a password in an address is not repeated', () => {
  assert.throws(() => new Workspace(), { name: 'ConfigurationError', code: 'configuration' })
  assert.throws(() => new Organization(), /BULKHEAD_CLIENT_ID.*BULKHEAD_CLIENT_SECRET.*BULKHEAD_TOKEN/)
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

test('an option that nothing reads is refused, so that a slip never comes to mean the default', async () => {
  // Not typed, as what JavaScript gives is not.
  const given = (options: object) => ({ token: 't', ...options }) as ClientOptions
  const refused: [make: (options: ClientOptions) => unknown, options: object, message: RegExp][] = [
    [
      (options) => new Workspace(options),
      { workspaceName: 'acme' },
      /`workspaceName` is not known here. Did you mean `workspace_name`\?/,
    ],
    [(options) => new Workspace(options), { workspaceId: 'x' }, /`workspace_id`\?/],
    [(options) => new Workspace(options), { workspace: 'acme' }, /`workspace_name`\?/],
    [(options) => new Workspace(options), { customer: 'acme' }, /There are: workspace_name, workspace_id/],
    [(options) => new Workspace(options), { workspaceNmae: undefined }, /`workspace_name`\?/],
    [(options) => new Organization(options), { clientId: 'x' }, /`client_id`\?/],
    [(options) => new Organization(options), { workspace_name: 'acme' }, /not known here/],
    [configure, { timeout_ms: 5 }, /`timeoutMs`\?/],
    [configure, { workspace_name: 'acme' }, /not known here/],
  ]
  for (const [make, options, message] of refused) {
    assert.throws(() => make(given(options)), { name: 'ConfigurationError', code: 'configuration', message })
  }
  const slip = { token: 't', workspce_name: 'x' } as ClientOptions
  await assert.rejects(
    connect('github', slip),
    /`workspce_name` is not known here. Did you mean `workspace_name`/,
  )
  const which = { connectorId: 'x' } as object
  await assert.rejects(new Workspace({ token: 't' }).connect('github', which), /Did you mean `connector_id`/)
})

test('what is there without a value never comes to mean the default', () => {
  configure({ client_id: 'app', client_secret: 'secret' })
  const forgotten: unknown = undefined
  for (const value of [forgotten, '']) {
    for (const name of ['workspace_name', 'workspace_id', 'token']) {
      assert.throws(
        () => new Workspace({ [name]: value } as object),
        new RegExp(`\`${name}\` was given without`),
      )
    }
    assert.throws(() => configure({ token: value } as object), /without a value/)
  }
})

test('what no header can carry is refused at once, and not repeated', async () => {
  for (const token of ['secret\n', ' secret', 'sécret', 'sec\r\nX-Evil: 1']) {
    assert.throws(
      () => new Workspace({ token }),
      (error) => error instanceof ConfigurationError && !/s.cret/.test(inspect(error).split('\n')[0] ?? ''),
    )
  }
  assert.throws(() => new Workspace({ token: 't', organization_id: 'a\nb' }), { code: 'invalid_argument' })
  const workspace = new Workspace({ token: 't', fetch: () => assert.fail('nothing is sent') })
  const write = workspace.execute('c', 'e', 'a', {}, { idempotency_key: 'ключ' })
  await assert.rejects(write, { code: 'invalid_argument' })
})

test('an address may have a path, and ends without a slash', () => {
  assert.equal(
    resolveSettings({ token: 't', url: 'https://x.example/bulkhead//' }).url,
    'https://x.example/bulkhead',
  )
})

test('printing a workspace or an organization shows no secret', () => {
  const options = { client_id: 'app', client_secret: 'never-to-be-seen' }
  const shown = [
    new Workspace(options),
    new Organization(options),
    new Workspace({ token: 'never-to-be-seen' }),
  ]
  for (const one of shown) {
    assert.ok(!inspect(one, { depth: 10, showHidden: true }).includes('never-to-be-seen'))
    assert.ok(!JSON.stringify(one).includes('never-to-be-seen'))
  }
})
