import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { freePort } from '@bulkhead/testing/free-port'
import { PIXEL } from '@bulkhead/testing/mcp-conformance/fixture-media'
import { allowCode, type PersonElsewhere, signUpByLink } from '@bulkhead/testing/oauth/sign-up-by-link'
import { getSettingsOnlyProvider } from '@bulkhead/testing/oidc/settings-only-provider'
import { operatorResponse } from '@bulkhead/testing/operator-process'
import { getCode } from '@bulkhead/testing/people'
import { giveKey, startPier } from '@bulkhead/testing/pier'
import { COMPILE_CACHE, PROGRAM } from '@bulkhead/testing/program'
import { isInSample } from '@bulkhead/testing/sample'
import { json, startScriptedUpstream, TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { type ReadyServer, startReadyServer } from '@bulkhead/testing/server-process'
import { until } from '@bulkhead/testing/test-server'
import { TOPICS } from '#commands'
import { Tmux } from './tmux.ts'

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-terminal-'))
const data = join(folder, 'data')
const client = { id: 'my-app', secret: 'correct-horse-battery-staple-4747' }
const key = () => randomBytes(32).toString('base64')
const [first, second] = [key(), key()]
const commands = (await Promise.all(Object.values(TOPICS).map(({ load }) => load()))).flatMap(
  (one) => one.commands,
)
const postgres = engines.find(({ name }) => name === 'postgres')
const upstream = await startScriptedUpstream()
const pier = await startPier()
const documents = join(folder, 'documents')
for (const from of [TEST_CONNECTORS, pier.documents]) cpSync(from, documents, { recursive: true })
const settings = {
  BULKHEAD_PORT: String(await freePort()),
  BULKHEAD_DATA_DIR: data,
  BULKHEAD_CLIENT_ID: client.id,
  BULKHEAD_CLIENT_SECRET: client.secret,
  BULKHEAD_CONNECTORS_DIR: documents,
}
let server: ReadyServer
let terminal: Tmux

before(async () => {
  // Puts the command on the path, as npm would.
  const bin = join(folder, 'bin')
  rmSync(bin, { recursive: true, force: true })
  const program = `#!/bin/sh\nexec '${process.execPath}' --conditions=@bulkhead/source '${PROGRAM}' "$@"\n`
  const { mkdirSync } = await import('node:fs')
  mkdirSync(bin)
  writeFileSync(join(bin, 'bulkhead'), program)
  chmodSync(join(bin, 'bulkhead'), 0o755)
  writeFileSync(join(folder, 'token.json'), '{"token": "from-a-file"}')
  writeFileSync(join(folder, 'client.json'), '{"client_id": "app-1", "client_secret": "from-a-file"}')
  // A key that is replaced, so that it can be retired.
  await (await startReadyServer({ ...settings, BULKHEAD_KEY: `1:${first}` })).end('SIGTERM')
  server = await startReadyServer({ ...settings, BULKHEAD_KEY: `2:${second},1:${first}` })
  upstream.respond(json({ items: [{ id: '1', name: 'bolt' }] }))
  terminal = await Tmux.open({
    ...COMPILE_CACHE,
    PATH: `${bin}:${process.env.PATH}`,
    HOME: folder,
    BULKHEAD_CONFIG_DIR: join(folder, 'profiles'),
    // The keyring belongs to the person who runs the tests.
    BULKHEAD_KEYRING: 'off',
    BULKHEAD_DATA_DIR: data,
  })
  await terminal.run(`cd '${folder}'`)
})

after(async () => {
  await terminal?.close()
  await server?.end('SIGKILL').catch(() => {})
  await upstream.close()
  await pier.close()
  await postgres?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Runs a line, and asserts its exit codes and output. @returns The output. */
async function expect(
  line: string,
  code: number | readonly number[],
  ...seen: readonly RegExp[]
): Promise<string> {
  const { codes, screen } = await terminal.run(line)
  assert.deepEqual(codes, typeof code === 'number' ? [code] : code, `${line}\n${screen}`)
  for (const one of seen) assert.match(screen, one, line)
  return screen
}

/** Runs a line that asks, and answers. @returns What is seen. */
async function dialogue(
  line: string,
  code: number,
  answers: readonly (readonly [RegExp, string])[],
): Promise<string> {
  await terminal.start(line)
  for (const [question, answer] of answers) {
    await terminal.see(question)
    await terminal.type(answer)
    await terminal.press('Enter')
  }
  const { codes, screen } = await terminal.ended()
  assert.deepEqual(codes, [code], `${line}\n${screen}`)
  return screen
}

/** Sampling rate: 1 of this many help texts is shown here, and `commands.test.ts` reads all. */
const ONE_OF_THE_HELPS = 12

const W = '-w acme'
const used = new Set<string>()
/** Returns a successful case of this command. */
const well = (words: string, rest: string, ...seen: readonly RegExp[]) => {
  used.add(words)
  return expect(`bulkhead ${words}${rest === '' ? '' : ` ${rest}`}`, 0, ...seen)
}
/** Does the same with a question, to which it replies yes. */
const agreed = async (words: string, rest: string, question: RegExp) => {
  used.add(words)
  await dialogue(`bulkhead ${words} ${rest}`, 0, [[question, 'y']])
}

/** Lets an owner sign up by a link of the operator, as the web app does. */
async function signUpOwner(email: string): Promise<PersonElsewhere> {
  const { url } = await operatorResponse({ BULKHEAD_DATA_DIR: data }, 'owners', 'link')
  return signUpByLink(url, email, server.url)
}

test('operator commands have help like all others', async () => {
  const some = commands.filter((_, at) => isInSample(at, ONE_OF_THE_HELPS))
  const lines = some.map(
    ({ words }) =>
      `bulkhead ${words} --help > help; printf '%s ' $?; grep -c 'Usage: bulkhead ${words}' help`,
  )
  writeFileSync(join(folder, 'helps.sh'), lines.join('\n'))
  const screen = await expect('bash helps.sh', 0)
  assert.deepEqual(new Set(screen.split('\n')), new Set(['0 1']))
  await expect('bulkhead', 0, /Start here/)
  await expect('bulkhead workspaces', 0, /rename/)
})

test('whoami shows no sign-in, then the sign-in without its secret', async () => {
  await expect('bulkhead whoami', 2, /You are not logged in\.\nLog in: bulkhead login/)
  const wrong = await dialogue('bulkhead login --application', 2, [
    [/Address of the server \[http:\/\/localhost:4747\]: /, server.url],
    [/Client id: /, client.id],
    [/Client secret \(not shown\): /, 'wrong-wrong'],
  ])
  assert.ok(!wrong.includes('wrong-wrong'))
  used.add('login')
  const screen = await dialogue(`bulkhead login --application --url ${server.url}`, 0, [
    [/Client id: /, client.id],
    [/Client secret \(not shown\): /, client.secret],
  ])
  assert.match(screen, /Logged in to /)
  assert.ok(!screen.includes(client.secret))
  await well('whoami', '', /kind +application/, /workspace_name +default/)
  await well('profiles list', '', /NAME +CURRENT/, /default +yes/)
  await dialogue(`bulkhead login --application --url ${server.url} --profile second`, 0, [
    [/Client id: /, client.id],
    [/Client secret \(not shown\): /, client.secret],
  ])
  await well('logout', '--profile second', /The profile second was removed/)
  await well('profiles use', 'default', /Commands now use the profile default/)
  await expect('bulkhead whoami --profile nobody', 2, /There is no profile nobody\. There are: default\./)
})

test('workspaces', async () => {
  await well('workspaces token', 'acme --read-only', /token +eyJ/, /expires_in +1200/)
  await well('workspaces list', '', /NAME +ID +STATUS/, /acme +[0-9a-f-]{36} +active/)
  await well('workspaces get', 'acme', /name +acme/)
  await well('workspaces use', 'acme', /Commands now use the workspace acme/)
  await well('workspaces rename', 'acme acme-inc', /aliases +acme/)
  await agreed('workspaces delete-alias', 'acme-inc acme', /Free the name acme\? \[y\/N\]/)
  await well('workspaces rename', 'acme-inc acme')
  await agreed(
    'workspaces deactivate',
    'acme',
    /Deactivate the workspace acme and revoke all of its tokens\?/,
  )
  await expect('bulkhead workspaces token acme', 1, /inactive/, /bulkhead workspaces activate/)
  await well('workspaces activate', 'acme', /status +active/)
  await agreed('workspaces revoke-tokens', 'acme', /Revoke every token/)
  await expect('bulkhead workspaces get nobody', 3, /There is no such workspace/)
  await expect('bulkhead workspaces lst', 4, /Did you mean list\?/)
  await well('workspaces token', 'gone')
  const kept = await dialogue('bulkhead workspaces delete gone', 5, [[/permanently\? \[y\/N\]/, 'n']])
  assert.match(kept, /Nothing was done/)
  await agreed('workspaces delete', 'gone', /Delete the workspace gone/)
})

test('keys of a workspace', async () => {
  const made = await well('keys create', 'acme --name worker --read-only', /key +bhk_\S+/)
  await well('keys list', 'acme', /NAME +ID/, /worker/)
  await agreed('keys revoke', `acme ${/^id +(\S+)/m.exec(made)?.[1]}`, /Revoke the key/)
})

test('connectors', async () => {
  await well('connectors available', 'probe', /FIELD/, /username +credential/)
  used.add('connectors create')
  const made = await dialogue(
    `bulkhead connectors create probe ${W} --environment '{"base_url":"${upstream.url}"}'`,
    0,
    [
      [/How does it authenticate\?\n +1 +Token\n +2 +User and password\n1 to 2: /, '1'],
      [/Token \(not shown\): /, 'typed-secret'],
      [/tenant: /, 'acme'],
    ],
  )
  assert.match(made, /name +Probe - acme/)
  assert.ok(!made.includes('typed-secret'))
  await well('connectors list', W, /NAME +TYPE +ID +STATUS/, /probe/)
  await well('connectors get', `probe ${W}`, /status +ready/)
  await well('connectors describe', `probe things ${W}`, /things create \(write\)/)
  await well('connectors check', `probe ${W}`, /status +succeeded/)
  assert.equal(upstream.arrived.at(-1)?.headers.authorization, 'Bearer typed-secret')
  await dialogue(`bulkhead connectors update probe ${W} --ask-credentials`, 0, [
    [/1 to 2: /, '1'],
    [/\(not shown\): /, 'another-secret'],
  ])
  await well('connectors update', `probe ${W} --credentials @token.json`, /updated_at/)
  await well('connectors execute', `probe things list ${W} -p limit=1`, /ID +NAME\n1 +bolt/)
  assert.equal(upstream.arrived.at(-1)?.headers.authorization, 'Bearer from-a-file')
  await well('skills list', '', /^connector-source:\S+ +Probe/m)
  await well('skills search', '"things create"', /Probe/)
  await well('skills read', `"$(bulkhead skills list | jq -r '.[0].id')" --section things`, /things/)
  await expect(`bulkhead connectors execute probe things list`, 0, /bolt/)
  await expect(`bulkhead connectors create probe ${W} --credentials '{"token":"x"}'`, 4, /@file/)
})

test('pipes: jq reads responses and errors; a closed pipe shows no error', async () => {
  await expect(`bulkhead workspaces list | jq -r '.[].name'`, [0, 0], /^default\nacme$/m)
  await expect(`bulkhead connectors list ${W} | jq length`, [0, 0], /^1$/)
  await expect(
    `bulkhead workspaces get nobody 2>&1 >/dev/null | jq -r .code`,
    [3, 0],
    /^workspace_not_found$/,
  )
  upstream.respond(
    json({ items: Array.from({ length: 20_000 }, (_, id) => ({ id: `${id}`, name: 'bolt' })) }),
  )
  const screen = await expect(`bulkhead connectors execute probe things list ${W} | head -1`, [141, 0])
  assert.equal(screen, '[')
  upstream.respond(json({ items: [{ id: '1', name: 'bolt' }] }))
  await expect(
    `echo '{"token":"piped"}' | bulkhead connectors check probe ${W} --credentials -`,
    [0, 0],
    /succeeded/,
  )
})

test('a command that takes longer than a second says so, and Ctrl-C ends it', async () => {
  const { promise: seen, resolve: goOn } = Promise.withResolvers<void>()
  upstream.respond(async (_request, answer) => {
    await seen
    answer.end('{"items": [{"id": "slow"}]}')
  })
  await terminal.start(`bulkhead connectors execute probe things list ${W}`)
  await terminal.see(/Waiting for the service \([1-9]\d* s\)/)
  goOn()
  const { codes, screen } = await terminal.ended()
  assert.deepEqual(codes, [0])
  assert.ok(screen.includes('slow') && !screen.includes('Waiting'), screen)

  let closed = false
  upstream.respond((_request, answer) => {
    answer.once('close', () => {
      closed = true
    })
  })
  await terminal.start(`bulkhead connectors execute probe things list ${W}`)
  await terminal.see(/Waiting for the service/)
  await terminal.press('C-c')
  const interrupted = await terminal.ended()
  assert.deepEqual(interrupted.codes, [130])
  assert.match(interrupted.screen, /Interrupted\./)
  // The request to the service ends too.
  await until(() => closed)
  upstream.respond(json({ items: [] }))
})

test('Ctrl-C at a question ends the command, and the terminal is as before', async () => {
  await terminal.start(`bulkhead connectors update probe ${W} --ask-credentials`)
  await terminal.see(/1 to 2: /)
  await terminal.press('C-c')
  assert.deepEqual((await terminal.ended()).codes, [130])
  await terminal.start('bulkhead login --client-id my-app --url http://localhost:1')
  await terminal.see(/not shown/)
  await terminal.type('half-a-secr')
  await terminal.press('C-c')
  const ended = await terminal.ended()
  assert.deepEqual(ended.codes, [130])
  assert.ok(!ended.screen.includes('half-a-secr'))
  // The terminal echoes typed characters again.
  await expect('echo seen', 0, /^seen$/)
})

test('organization, applications, records', async () => {
  await well('organizations list', '', /NAME +ID/)
  await well('organizations get', '', /create_workspaces +yes/)
  await well('organizations update', '--name Acme', /name +Acme/)
  const made = await well('applications create', 'billing', /client_secret +\S+/)
  const [application = '', secret = ''] = ['id', 'secret_id'].map(
    (name) => new RegExp(`^${name} +(\\S+)`, 'm').exec(made)?.[1],
  )
  await well('oauth-apps set', 'linear --configuration @client.json')
  await well('oauth-apps list', '', /linear/)
  await agreed('oauth-apps delete', 'linear', /Delete the OAuth app of linear/)
  writeFileSync(join(folder, 'logo.png'), Buffer.from(PIXEL, 'base64'))
  await well('branding set', '--name Acme --logo logo.png', /logo_url +http/)
  await well('branding get', '', /name +Acme/)
  await well('applications list', '', /billing/)
  await well('applications create-secret', application, /client_secret/)
  await agreed('applications retire-secret', `${application} ${secret}`, /Retire the secret/)
  await agreed('applications revoke-tokens', application, /Revoke every token of the application/)
  await agreed('applications delete', application, /Delete the application/)
  await well('tool-calls', W, /AT +ENTITY +ACTION/, /things +list/)
  await well('calls groups', `--by status ${W}`, /success/)
  await well('connectors start-recording', `probe ${W}`, /records_bodies_until/)
  await well('connectors execute', `probe things list ${W} --intent recorded`, /./)
  const calls = await well('tool-calls', `${W} --limit 1 --fields id --format text`, /[0-9a-f-]{36}/)
  await well('calls bodies', `${/[0-9a-f-]{36}/.exec(calls)?.[0]} ${W}`, /request/)
  await well('connectors stop-recording', `probe ${W} --discard`, /discarded/)
  await well('organizations usage', '', /./)
  await well('audit', '', /RECORDED_AT +WHO +EVENT/, /workspace\.deleted +done/)
})

test('a person signs in, and manages people', async () => {
  const olga = await signUpOwner('olga@example.com')
  await terminal.start(`bulkhead login --device --profile olga --url ${server.url}`)
  await allowCode(olga, await terminal.see(/type this code: \S+\n/))
  await terminal.see(/Signed in to .* as olga@example\.com/)
  assert.deepEqual((await terminal.ended()).codes, [0])
  await well('access-token', '', /^eyJ/)

  await well('people invite', 'carl@example.com --member-of acme=user > invited.json')
  const [{ sign_up_url }] = JSON.parse(readFileSync(join(folder, 'invited.json'), 'utf8'))
  const carl = await signUpByLink(sign_up_url, 'carl@example.com', server.url)
  await expect('bulkhead people invite dora@example.com', 0, /EMAIL +STATUS/, /^dora@\S+ {2}http\S+#\S+$/m)
  await well('people invitations list', '', /dora@example\.com +member/)
  await well('people invitations renew', 'dora@example.com', /sign_up_url +http/)
  await agreed('people invitations revoke', 'dora@example.com', /Revoke the invitation of dora/)
  await well('people list', '', /EMAIL +NAME +ROLE/, /carl@example\.com .* member/)

  await well('workspaces members list', 'acme', /carl@example\.com .* user/)
  await well('workspaces members set', 'acme carl@example.com manager', /level +manager/)
  await well('workspaces members open', 'acme viewer', /level +viewer/)
  await agreed('workspaces members close', 'acme', /Close the workspace acme/)
  await agreed(
    'workspaces members remove',
    'acme carl@example.com',
    /End the membership of carl@example\.com/,
  )
  await well('people access-review', '', /carl@example\.com +member/)
  await expect('bulkhead people access-review --csv', 0, /^person_id,name,email,role/)

  const made = await well(
    'agent-clients create',
    'Reviewer --redirect-uris https://review.example.com/back --confidential',
    /client_secret +\S+/,
  )
  const client = /^id +(\S+)/m.exec(made)?.[1] ?? ''
  await well('agent-clients list', '', /Reviewer +\S+ +yes +yes/)
  await well('agent-clients update', `${client} --no-verified`, /verified +(no|false)/)
  await agreed('agent-clients delete', client, /Delete the program/)

  writeFileSync(join(folder, 'provider.txt'), 'from-a-file\n')
  const issuer = await getSettingsOnlyProvider()
  const added = await well(
    'people providers create',
    `Staff ${issuer} --client-id ours --client-secret @provider.txt --mappings '[{"value":"eng","suggests":{"pattern":"ac*","level":"user"}}]'`,
    /redirect_url +http/,
  )
  const provider = /^id +(\S+)/m.exec(added)?.[1] ?? ''
  await well('people providers list', '', /Staff +http/)
  await well('people providers update', `${provider} --name Everybody`, /name +Everybody/)
  await well('people providers test', provider, /authorization_url +http/)
  const suggested = await well(
    'people providers suggestions',
    `${provider} --fields workspace_id`,
    /[0-9a-f-]{36}/,
  )
  const accepted = `--claim groups --value eng --workspace-id ${/[0-9a-f-]{36}/.exec(suggested)?.[0]}`
  await well('people providers accept', `${provider} ${accepted}`, /level +user/)
  await agreed('people providers delete', provider, /Delete the provider/)

  await well('people policy get', '', /passwords +yes/)
  await well('people policy set', '--lapse-hours 12', /lapse_hours +12/)
  await well('people domains create', 'people.example.com', /record_value +\S+/)
  await well('people domains list', '', /people\.example\.com/)
  used.add('people domains check')
  await expect('bulkhead people domains check other.example.com', 3, /domain/)
  await agreed('people domains delete', 'people.example.com', /Give up the domain/)
  await well('connectors access get', `probe ${W}`, /access/)
  await well('connectors access set', `probe ${W} --access null`, /access/)
  await agreed('connectors delete', `probe ${W}`, /Delete the connector probe/)
  await well('agents list', '', /PROGRAM +PERSON/)
  for (const [words, more] of [
    ['people directory get', ''],
    ['people directory create-token', ''],
    ['people directory delete-tokens', ' --yes'],
  ] as const) {
    used.add(words)
    await expect(`bulkhead ${words} ${client}${more}`, 3, /provider/)
  }

  const { secret } = await carl.post('/auth/second-factor', { current_password: carl.password })
  await carl.post('/auth/second-factor/confirmation', { code: getCode(secret) })
  await agreed('people remove-second-factor', 'carl@example.com', /with only the password/)
  await well('people set-role', 'carl@example.com admin', /role +admin/)
  await agreed('people end-sessions', 'carl@example.com', /End all sessions of carl/)
  await agreed('people remove', 'carl@example.com', /Remove carl@example\.com/)
  await expect('bulkhead people remove carl@example.com --yes', 3, /bulkhead people list/)

  await expect('bulkhead profiles use default', 0)
  await expect('bulkhead people list', 2, /a person who is signed in/, /bulkhead login/)
  const grants = await expect('bulkhead agents list --fields id --format text --profile olga', 0)
  await agreed('agents end', `${/[0-9a-f-]{36}/.exec(grants)?.[0]} --profile olga`, /End the grant/)
  await expect('bulkhead logout --profile olga', 0, /The sign-in has ended/)
})

test('the server and its operator', async () => {
  used.add('serve')
  await terminal.start(
    `BULKHEAD_DATA_DIR=own BULKHEAD_PORT=${await freePort()} BULKHEAD_LOG_LEVEL=warn bulkhead serve`,
  )
  await terminal.see(/Bulkhead is ready at http/)
  await terminal.press('C-c')
  const { codes } = await terminal.ended()
  assert.deepEqual(codes, [0])
  await expect(
    'BULKHEAD_DATA_DIR=own bulkhead operator keys status',
    1,
    /No server runs with the data directory/,
  )

  await well('operator organizations create', '"Other one"', /client_secret/)
  await well('operator organizations list', '', /Other o/)
  await well(
    'operator organizations limit',
    `$(bulkhead operator organizations list | jq -r '.[0].organization_id') --max-workspaces 100`,
    /max_workspaces +100/,
  )
  await well('operator domains prove', 'acme.example', /"proven_by": ?"operator"|proven_by +operator/)
  await well('operator networks clear', '')
  const company = { name: 'Company', issuer: 'https://id.acme.example', client_id: 'bulkhead' }
  const providers = [{ ...company, client_secret_file: 'company.secret' }]
  writeFileSync(join(folder, 'company.secret'), 'secret at the company\n')
  writeFileSync(join(folder, 'sign-in.json'), JSON.stringify({ providers }))
  await well('operator providers apply', 'sign-in.json --without-discovery', /provider +Company +created/)
  await well('operator providers list', '', /Company/)
  await well('operator owners link', '', /http/)
  for (const name of ['anna', 'bert']) await signUpOwner(`${name}@example.com`)
  await well('operator owners list', '', /anna@ex/)
  await agreed('operator owners reset', 'anna@example.com', /Remove password, second factor/)
  await agreed('operator owners remove', 'bert@example.com', /Remove an owner/)
  used.add('doctor')
  const doctor = `BULKHEAD_KEY='2:${second},1:${first}' BULKHEAD_PUBLIC_URL=${server.url} bulkhead doctor`
  await expect(doctor, 0, /^ok +key: version 2 wraps/m, /^ok +public URL: /m)
  await well('operator keys status', '', /VERSION/)
  await well('operator keys rotate', '')
  await agreed('operator keys retire', '1', /Retire .*version 1/)
  await agreed('operator keys replace-signing', '', /Sign tokens with a new key/)
  await well('operator backup', 'all.archive', /sha256/)
  await expect('bulkhead operator backup all.archive', 1, /all\.archive exists/)
  await well('operator restore', 'all.archive > /dev/null || true')
  await expect(
    `BULKHEAD_KEY=2:${second} BULKHEAD_DATA_DIR=restored bulkhead operator restore all.archive`,
    0,
    /rows/,
  )
  assert.ok(postgres)
  const store = await postgres.createStore()
  used.add('operator copy')
  const copy = `BULKHEAD_DATA_DIR=restored BULKHEAD_KEY=2:${second} bulkhead operator copy --to '${store.postgres?.ownerUrl}'`
  await expect(copy, 0, /BULKHEAD_DATABASE_URL/)
  used.add('operator migrate')
  const { ownerUrl, login } = store.postgres ?? {}
  const migrate = `BULKHEAD_DATABASE_OWNER_URL='${ownerUrl}' bulkhead operator migrate --login '${login}'`
  await expect(migrate, 0, /schema_version/)
  store.remove()
})

const fill = (link: string, account: string) => giveKey(server.url, link, account)

/** Makes a connect link and gives what the command wrote as JSON. */
async function makeLink(rest = ''): Promise<{ session_id: string; url: string }> {
  await well('connect', `pier -w linked --link ${rest} > link.json`)
  return JSON.parse(readFileSync(join(folder, 'link.json'), 'utf8'))
}

test('connect links, from the link to the connector', async () => {
  await terminal.resize(200)
  await terminal.start('bulkhead connect pier -w linked --no-browser')
  await terminal.see(/#bhc_\S+/)
  await fill(/http\S+#bhc_\S+/.exec(await terminal.see(/#bhc_\S+/))?.[0] ?? '', 'anna')
  await terminal.see(/Connected as anna/)
  assert.deepEqual((await terminal.ended()).codes, [0])

  const first = await makeLink()
  await well('connect-sessions get', first.session_id, /open/)
  const code = await fill(first.url, 'bert')
  await well('connect-sessions list', '--status awaiting_confirmation', /bert/)
  await agreed('connect-sessions confirm', `${first.session_id} --confirmation-code ${code}`, /Accept bert/)
  const second = await makeLink(`--json '{"end_user": {"id": "user-7"}}'`)
  await fill(second.url, 'bert')
  await agreed('connect-sessions discard', second.session_id, /Reject the credential/)
  await well('connect-sessions revoke', (await makeLink()).session_id, /revoked/)
  await agreed('connect-sessions erase-end-user', 'user-7', /Erase the data/)
  await terminal.resize(110)
})

test('OAuth apps, webhooks, recordings, and numbers of calls', async () => {
  writeFileSync(join(folder, 'client.json'), '{"client_id": "my-client", "client_secret": "my-secret"}')
  await well('oauth-apps set', 'github --configuration @client.json')
  await well('oauth-apps list', '', /my-client/)
  await agreed('oauth-apps delete', 'github', /Delete the OAuth app of github/)

  await well('webhooks create', `${upstream.url}/hooks > hook.json`)
  const { id } = JSON.parse(readFileSync(join(folder, 'hook.json'), 'utf8'))
  await well('webhooks list', '', /hooks/)
  await well('webhooks get', id, /enabled/)
  await well('webhooks update', `${id} --description 'of a test'`, /of a test/)
  await well('webhooks rotate-secret', id, /whsec_/)
  await well('webhooks ping', id)
  await until(async () => {
    await well('webhooks deliveries', `${id} --fields id,state > deliveries.json`)
    return readFileSync(join(folder, 'deliveries.json'), 'utf8').includes('delivered')
  })
  const [delivery] = JSON.parse(readFileSync(join(folder, 'deliveries.json'), 'utf8'))
  await well('webhooks replay', `${id} ${delivery.id}`)
  await agreed('webhooks delete', id, /Delete the webhook endpoint/)

  upstream.respond(json({ items: [{ id: '1', name: 'bolt' }] }))
  const given = `--environment '{"base_url":"${upstream.url}"}' --replication-config '{"tenant":"acme"}'`
  await expect(`bulkhead connectors create probe -w recorded --credentials @token.json ${given}`, 0)
  await well('connectors start-recording', 'probe -w recorded')
  await expect('bulkhead connectors execute probe things list -w recorded', 0, /bolt/)
  await well('connectors stop-recording', 'probe -w recorded')
  await until(async () => {
    await expect('bulkhead tool-calls -w recorded > calls.json', 0)
    return readFileSync(join(folder, 'calls.json'), 'utf8').includes('things')
  })
  const calls = JSON.parse(readFileSync(join(folder, 'calls.json'), 'utf8'))
  const call = calls.find(({ entity }: { entity: string }) => entity === 'things')
  await well('calls bodies', `${call.id} -w recorded`, /bolt/)
  await well('calls groups', '--by service -w recorded', /"calls":\d/)
  await well('organizations usage', '')
})

test('documents, declarations, completion, agents', async () => {
  const document = join(TEST_CONNECTORS, 'probe/connector.yaml')
  await well('definitions check', document, /0 errors/)
  await well('definitions diff', `${document} ${document}`)
  await well('definitions try', `${document} things list --setting tenant=acme`, /authorization: \*\*\*/)
  const openapi = {
    openapi: '3.1.0',
    info: { title: 'Own API', version: '1' },
    servers: [{ url: 'https://api.own.example' }],
    paths: {
      '/things': { get: { operationId: 'listThings', responses: { 200: { description: 'Things' } } } },
    },
  }
  writeFileSync(join(folder, 'own.json'), JSON.stringify(openapi))
  await well('definitions add', 'own.json --slug own-api', /own-api/)
  await well('definitions list', '', /own-api/)
  await well('definitions show', 'own-api', /Own API/)
  await well('definitions update', 'own-api own.json', /own-api/)
  await agreed('definitions remove', 'own-api', /Remove the definition own-api/)
  const connection = {
    ...{ connection_id: 'c1', provider: 'probe', provider_config_key: 'probe', end_user: { id: 'birch' } },
    ...{ credentials: { type: 'API_KEY', apiKey: 'a-key' }, connection_config: { tenant: 'acme' } },
  }
  writeFileSync(join(folder, 'nango.json'), JSON.stringify(connection))
  await well('import nango', 'nango.json', /birch/)
  const account = {
    ...{ id: 'ca_1', toolkit: { slug: 'probe' }, user_id: 'elm', status: 'ACTIVE' },
    state: { authScheme: 'BEARER_TOKEN', val: { token: 'a-token', tenant: 'acme' } },
  }
  writeFileSync(join(folder, 'composio.json'), JSON.stringify(account))
  await well('import composio', 'composio.json', /elm/)
  await well('generate types', `${document} --output types`, /types\/probe\.d\.ts/)
  await well('completion', 'bash', /complete -o default/)
  await terminal.run('source <(bulkhead completion bash)')
  await terminal.type('bulkhead worksp')
  await terminal.press('Tab')
  await terminal.see(/\$ bulkhead workspaces $/m)
  await terminal.press('C-c')
  // What is typed before the next prompt is lost.
  await terminal.see(/\^C\n\$ $/)
  await well(
    'mcp',
    `${W} --snippet claude-code`,
    /^claude mcp add bulkhead -- \S+ \S+bulkhead\.js mcp --workspace acme$/m,
  )
  await terminal.start(`bulkhead mcp ${W}`)
  await terminal.see(/This command speaks MCP/)
  await terminal.press('C-d')
  assert.deepEqual((await terminal.ended()).codes, [0])
})

test('a narrow screen gets narrow tables', async () => {
  await expect(`bulkhead workspaces token 'a name that goes on and on, as those of some customers do'`, 0)
  await terminal.resize(80)
  const screen = await expect('bulkhead workspaces list', 0, /a name.*…/)
  for (const line of screen.split('\n')) assert.ok(line.length <= 80, line)
  await terminal.resize(110)
})

test('a server that is down is reported, and a profile can be deleted', async () => {
  await server.end('SIGTERM')
  await expect('bulkhead workspaces list', 1, /No reply from .*ECONNREFUSED/, /bulkhead serve/)
  await agreed('profiles delete', 'default', /Remove the profile default/)
  await expect('bulkhead workspaces list', 2, /You are not logged in/)
})

test('each command was run successfully', () => {
  assert.deepEqual(
    commands.map(({ words }) => words).filter((words) => !used.has(words)),
    [],
  )
})
