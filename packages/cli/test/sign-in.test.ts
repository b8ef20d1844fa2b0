import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CLIENT_ID } from '#profile/oauth-client'
import { readProfiles, type SignInProfile, writeProfiles } from '#profile/profiles'
import { createAccessTokens } from '#profile/sign-in'
import { openSignInStore, signInPath } from '#profile/sign-in-store'
import { runCommand } from './run-command.ts'

/** Token response for a person: `ann`, or `ann again` after a renewal. */
const tokensOf = (person: string) => ({
  ...{ access_token: `access of ${person}`, refresh_token: `refresh of ${person}`, expires_in: 1200 },
  ...{ organization_id: 'o', organization_name: 'Acme', person_email: person, read_only: false },
})

interface Request {
  readonly path: string
  readonly form: URLSearchParams
}

/** An authorization server that answers as the test says, and a profile of ann, whose access token has expired. */
async function openFixture(t: TestContext) {
  const requests: Request[] = []
  const answers: ((request: Request, response: ServerResponse) => boolean)[] = []
  const server = createServer(async (request, response) => {
    const path = request.url ?? ''
    const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString())
    requests.push({ path, form })
    if (answers.some((answer) => answer({ path, form }, response))) return
    if (path === '/.well-known/oauth-authorization-server') response.end(JSON.stringify({ issuer: url }))
    else if (path === '/oauth/device_authorization')
      response.end(
        JSON.stringify({ device_code: 'd', user_code: 'u', verification_uri: url, interval: 0.01 }),
      )
    else if (path === '/oauth/token') response.end(JSON.stringify(tokensOf('ben')))
    else response.writeHead(path === '/oauth/revoke' ? 200 : 404).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-sign-in-'))
  t.after(() => {
    server.close()
    server.closeAllConnections()
    rmSync(folder, { recursive: true, force: true })
  })
  const environment = { BULKHEAD_CONFIG_DIR: folder, BULKHEAD_KEYRING: 'off' }
  const ann: SignInProfile = {
    ...{ url, client_id: CLIENT_ID, organization_id: 'o', person: 'ann', store: 'file' },
  }
  const store = await openSignInStore(environment, 'default', 'file')
  store.write({ access_token: 'access of ann', refresh_token: 'refresh of ann', expires_at: 0 })
  writeProfiles(environment, { current: 'default', profiles: { default: ann } })
  return {
    ...{ url, environment, ann, requests, answers, store },
    run: (...args: string[]) => runCommand(args, { environment }),
    revoked: () =>
      requests.flatMap(({ path, form }) => (path === '/oauth/revoke' ? form.getAll('token') : [])),
  }
}

/** Starts a command that renews the sign-in. @returns A function that lets the server respond, and waits for the command. */
async function holdRenewal({ answers, run }: Awaited<ReturnType<typeof openFixture>>) {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  answers.push(({ form }, response) => {
    if (form.get('grant_type') !== 'refresh_token') return false
    arrive()
    void released.then(() => response.end(JSON.stringify(tokensOf('ann again'))))
    return true
  })
  const renewing = run('whoami')
  await arrived
  return async (ending: Promise<unknown>) => {
    // A command that does not wait for the renewal has ended by then, on most machines.
    await Promise.race([ending, sleep(500)])
    release()
    await renewing
  }
}

test('a logout during a renewal ends what the renewal brings', async (t) => {
  const fixture = await openFixture(t)
  const finishRenewal = await holdRenewal(fixture)
  const out = fixture.run('logout')
  await finishRenewal(out)
  const { code, stderr } = await out
  assert.equal(code, 0, stderr)
  assert.equal(existsSync(signInPath(fixture.environment, 'default')), false)
  assert.deepEqual(fixture.revoked(), ['refresh of ann again'])
})

test('a login during a renewal stays, and ends what the renewal brings', async (t) => {
  const fixture = await openFixture(t)
  const finishRenewal = await holdRenewal(fixture)
  const login = fixture.run('login', '--device', '--url', fixture.url)
  await finishRenewal(login)
  const { code, stderr } = await login
  assert.equal(code, 0, stderr)
  const stored = JSON.parse(readFileSync(signInPath(fixture.environment, 'default'), 'utf8'))
  assert.equal(stored.refresh_token, 'refresh of ben')
  assert.equal(readProfiles(fixture.environment).profiles.default?.person, 'ben')
  assert.deepEqual(fixture.revoked(), ['refresh of ann again'])
})

test('a profile that another command saves in the meantime stays', async (t) => {
  const { url, environment, ann, answers, run } = await openFixture(t)
  const save = (name: string) => {
    const { profiles } = readProfiles(environment)
    writeProfiles(environment, { current: name, profiles: { ...profiles, [name]: ann } })
  }
  const names = () => {
    const { current, profiles } = readProfiles(environment)
    return { current, names: Object.keys(profiles).sort() }
  }
  // The server is slow to end a sign-in: it has another command save a profile first.
  let saved = ''
  answers.push(({ path }) => {
    if (path === '/oauth/revoke') save(saved)
    return false
  })
  saved = 'one'
  assert.equal((await run('login', '--device', '--url', url)).code, 0)
  assert.deepEqual(names(), { current: 'default', names: ['default', 'one'] })
  saved = 'two'
  assert.equal((await run('logout')).code, 0)
  assert.deepEqual(names(), { current: 'two', names: ['one', 'two'] })
  assert.equal((await run('login', '--device', '--url', url)).code, 0)
  saved = 'three'
  assert.equal((await run('profiles', 'delete', 'default', '--yes')).code, 0)
  assert.deepEqual(names(), { current: 'three', names: ['one', 'three', 'two'] })
})

test('a login as an application ends the former sign-in', async (t) => {
  const { url, environment, answers, revoked } = await openFixture(t)
  const replies: Readonly<Record<string, object>> = {
    '/api/v1/account/applications/token': { access_token: 'access of the application', expires_in: 900 },
    '/api/v1/organization': { id: 'o', name: 'Acme' },
  }
  answers.push(({ path }, response) => {
    const reply = replies[path]
    if (reply) response.setHeader('content-type', 'application/json').end(JSON.stringify(reply))
    return reply !== undefined
  })
  const secret = { BULKHEAD_CLIENT_ID: 'app', BULKHEAD_CLIENT_SECRET: 'a-secret-of-the-application' }
  const { code, stderr } = await runCommand(['login', '--url', url], {
    environment: { ...environment, ...secret },
  })
  assert.equal(code, 0, stderr)
  assert.equal(readProfiles(environment).profiles.default?.client_id, 'app')
  assert.deepEqual(revoked(), ['refresh of ann'])
  assert.equal(existsSync(signInPath(environment, 'default')), false)
})

test('choosing a workspace keeps what another command saved in the meantime', async (t) => {
  const { environment, ann, store, answers, run } = await openFixture(t)
  store.write({
    access_token: 'access of ann',
    refresh_token: 'refresh of ann',
    expires_at: Date.now() + 1e6,
  })
  let changed = {}
  answers.push(({ path }, response) => {
    if (!path.startsWith('/api/v1/workspaces')) return false
    writeProfiles(environment, { current: 'default', profiles: { default: { ...ann, ...changed } } })
    const id = '01a21031-e2ca-7078-926b-a819b875a701'
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ id, name: 'acme', data: [{ id, name: 'acme' }] }))
    return true
  })
  changed = { person: 'ann of another name' }
  const used = await run('workspaces', 'use', 'acme')
  assert.equal(used.code, 0, used.stderr)
  const { person, workspace } = readProfiles(environment).profiles.default ?? {}
  assert.deepEqual([person, workspace], ['ann of another name', 'acme'])
  changed = { organization_id: 'p' }
  const refused = await run('workspaces', 'use', 'acme')
  assert.deepEqual([refused.code, refused.error().code], [1, 'profile_replaced'])
  assert.equal(readProfiles(environment).profiles.default?.workspace, undefined)
})

test('a login leaves no connection open, not even one on which the browser has asked nothing', async (t) => {
  const { url, environment } = await openFixture(t)
  const spare = new Socket()
  t.after(() => spare.destroy())
  const closed = new Promise((resolve) => spare.once('close', resolve))
  let heard = ''
  spare
    .on('error', () => {})
    .on('data', (bytes) => {
      heard += bytes
    })
  const allow = async (address: string) => {
    const { searchParams: asked } = new URL(address)
    const callback = new URL(asked.get('redirect_uri') ?? '')
    await once(spare.connect(Number(callback.port), callback.hostname), 'connect')
    callback.search = `${new URLSearchParams({ code: 'c', state: asked.get('state') ?? '', iss: url })}`
    assert.match(await (await fetch(callback)).text(), /You can close this page/)
  }
  let allowing: Promise<void> | undefined
  const { code, stderr } = await runCommand(['login', '--url', url], {
    environment,
    onStderr(text) {
      const [, address] = /Open in a browser[^:]*: (\S+)\n/.exec(text) ?? []
      if (address !== undefined) allowing ??= allow(address)
    },
  })
  assert.equal(code, 0, stderr)
  await allowing
  spare.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
  await closed
  assert.equal(heard, '')
})

test('a code stays valid while the server does not respond for a moment', async (t) => {
  const { url, environment, answers, requests, run } = await openFixture(t)
  const failures: ((response: ServerResponse) => void)[] = [
    (response) => response.writeHead(503).end(JSON.stringify({ error: 'temporarily_unavailable' })),
    (response) => response.writeHead(502).end('<html>'),
    (response) => response.destroy(),
  ]
  answers.push(({ path }, response) => {
    const fail = path === '/oauth/token' ? failures.shift() : undefined
    fail?.(response)
    return fail !== undefined
  })
  const { code, stderr } = await run('login', '--device', '--url', url)
  assert.equal(code, 0, stderr)
  assert.equal(requests.filter(({ path }) => path === '/oauth/token').length, 4)
  assert.equal(readProfiles(environment).profiles.default?.person, 'ben')
})

test('a command that runs on uses no sign-in of another server, organization or workspace', async (t) => {
  const { environment, ann, store } = await openFixture(t)
  const fresh = {
    access_token: 'access of ann',
    refresh_token: 'refresh of ann',
    expires_at: Date.now() + 1e6,
  }
  store.write(fresh)
  const opened = { ...ann, name: 'default' }
  assert.equal(await createAccessTokens(environment, opened)(), 'access of ann')
  for (const changed of [
    { url: 'https://b.example' },
    { organization_id: 'p' },
    { only_workspace: 'acme' },
  ]) {
    writeProfiles(environment, { current: 'default', profiles: { default: { ...ann, ...changed } } })
    await assert.rejects(createAccessTokens(environment, opened)(), /default now has another sign-in/)
  }
})
