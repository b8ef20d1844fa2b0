import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { freePort } from '@bulkhead/testing/free-port'
import { signUpOwner } from '@bulkhead/testing/people'
import { PUBLIC_URL } from '@bulkhead/testing/test-server'
import { type Bench, openBench } from '../bench.ts'
import { allowInBrowser } from '../sign-in.ts'

for (const engine of engines) {
  describe(engine.name, () => {
    let bench: Bench
    before(async () => {
      bench = await openBench(engine)
    })
    after(async () => {
      await bench?.close()
      await engine.close()
    })

    /** A person whose environment names only the folder of profiles. */
    const stranger = ({ environment }: Bench, more: Record<string, string> = {}) => ({
      environment: {
        BULKHEAD_URL: '',
        BULKHEAD_CLIENT_ID: '',
        BULKHEAD_CLIENT_SECRET: '',
        BULKHEAD_CONFIG_DIR: environment.BULKHEAD_CONFIG_DIR ?? '',
        ...more,
      },
    })
    const getLogin = ({ tenant, testServer }: Bench, ...more: string[]) => [
      ...['login', '--url', testServer.server.url, '--client-id', tenant.client_id, '--client-secret', '-'],
      ...more,
    ]

    test('a profile is checked, stored with mode 0600 in a 0700 folder, and used', async () => {
      const one = await bench.other()
      const { run, getOutput: response, environment, tenant } = one
      const before = await run(['whoami'], stranger(one))
      assert.deepEqual([before.code, before.error().code], [2, 'not_logged_in'])
      const { environment: alone } = stranger(one)
      const login = await run(getLogin(one), { environment: alone, stdin: `${tenant.client_secret}\n` })
      assert.equal(login.code, 0, login.stderr)
      assert.ok(!`${login.stdout}${login.stderr}`.includes(tenant.client_secret))
      const path = join(environment.BULKHEAD_CONFIG_DIR ?? '', 'profiles.json')
      assert.equal(statSync(path).mode & 0o777, 0o600)
      assert.equal(statSync(join(path, '..')).mode & 0o777, 0o700)
      const who = await response(['whoami'], stranger(one))
      assert.deepEqual(
        [who.profile, who.kind, who.client_id, who.organization_id, who.workspace_name],
        ['default', 'application', tenant.client_id, tenant.organization, 'default'],
      )
      const listed = await run(['profiles', 'list'], stranger(one))
      assert.deepEqual(listed.json()[0].current, true)
      assert.ok(!listed.stdout.includes(tenant.client_secret))
    })

    test('a person signs in by browser or code, runs commands, and signs out', async () => {
      const one = await bench.other()
      const { run, getOutput: response, environment, tenant, testServer } = one
      await one.createProbe('acme')
      const owner = await signUpOwner(testServer, tenant)
      const alone = stranger(one)
      const login = (...more: string[]) => ['login', '--url', testServer.server.url, ...more]
      const onceShown = (pattern: RegExp, act: (stderr: string) => Promise<void>) => {
        let acting: Promise<void> | undefined
        return {
          ...alone,
          onStderr: (text: string) => {
            if (pattern.test(text)) acting ??= act(text)
          },
          done: () => acting,
        }
      }
      const browser = onceShown(/Open in a browser\D*: \S+\n/, (text) =>
        allowInBrowser(testServer, owner, text, { everywhere: true }),
      )
      const signedIn = await run(login(), browser)
      assert.equal(signedIn.code, 0, signedIn.stderr)
      await browser.done()
      assert.match(signedIn.stderr, new RegExp(`as ${owner.email}`))
      const folder = environment.BULKHEAD_CONFIG_DIR ?? ''
      const path = join(folder, 'sign-in.default.json')
      assert.equal(statSync(path).mode & 0o777, 0o600)
      const { refresh_token, access_token } = JSON.parse(readFileSync(path, 'utf8'))
      const who = await response(['whoami'], alone)
      assert.deepEqual(
        [who.kind, who.person, who.organization_id],
        ['person', owner.email, tenant.organization],
      )
      const connectors = await response(['connectors', 'list', '--workspace', 'acme'], alone)
      assert.equal(connectors.length, 1)
      const shown = await run(['profiles', 'list'], alone)
      const profiles = readFileSync(join(folder, 'profiles.json'), 'utf8')
      for (const text of [signedIn.stdout + signedIn.stderr, shown.stdout, profiles])
        assert.ok(!text.includes(refresh_token) && !text.includes(access_token))
      // Once the access token has expired, two commands at once redeem the refresh token only once.
      writeFileSync(path, JSON.stringify({ refresh_token, access_token, expires_at: 0 }))
      await Promise.all([response(['whoami'], alone), response(['applications', 'list'], alone)])
      assert.notEqual(JSON.parse(readFileSync(path, 'utf8')).refresh_token, refresh_token)

      const code = onceShown(/type this code: \S+\n/, async (text) => {
        const user_code = /type this code: (\S+)/.exec(text)?.[1]
        const workspaces = await response(['workspaces', 'list'], alone)
        const workspace_id = workspaces.find(({ name }: { name: string }) => name === 'acme').id
        const body = { user_code, allow: true, workspace_id, narrowing: { read_only: true } }
        const decided = await testServer.call('POST', '/oauth/device/decision', {
          headers: owner.headers,
          body,
        })
        assert.equal(decided.status, 200, decided.text)
      })
      const narrow = ['--device', '--workspace', 'acme', '--read-only', '--profile', 'narrow']
      const byCode = await run(login(...narrow), code)
      assert.equal(byCode.code, 0, byCode.stderr)
      await code.done()
      const narrowed = await response(['whoami', '--profile', 'narrow'], alone)
      assert.deepEqual(
        [narrowed.kind, narrowed.workspace_name, narrowed.grant],
        ['token', 'acme', { read_only: true }],
      )

      const token = JSON.parse(readFileSync(path, 'utf8')).access_token
      const out = await run(['logout', '--profile', 'default'], alone)
      assert.equal(out.code, 0, out.stderr)
      assert.match(out.stderr, /The sign-in has ended/)
      assert.equal(existsSync(path), false)
      assert.equal((await testServer.call('GET', '/api/v1/organization', { token })).status, 401)
    })

    test('a person signs in behind a proxy, and no output holds a secret', async (t) => {
      const one = await bench.other()
      const { environment, tenant, testServer } = one
      const owner = await signUpOwner(testServer, tenant)
      const { port } = new URL(testServer.server.url)
      const asked: string[] = []
      const proxy = createServer((_request, response) => response.writeHead(502).end())
      // Only the proxy can resolve the server's name, so any other request would fail.
      proxy.on('connect', ({ url = '' }, socket) => {
        asked.push(url)
        const server = connect(Number(port), '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'))
        for (const end of [socket, server]) end.on('error', () => socket.destroy())
        server.pipe(socket).pipe(server)
      })
      await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
      t.after(() => proxy.close())
      const child = spawn(
        process.execPath,
        [join(import.meta.dirname, '../../bin/bulkhead.js'), 'login', '--url', PUBLIC_URL, '--no-browser'],
        {
          stdio: ['ignore', 'pipe', 'pipe'],
          env: {
            ...{ PATH: process.env.PATH, BULKHEAD_KEYRING: 'off', HOME: environment.BULKHEAD_CONFIG_DIR },
            BULKHEAD_CONFIG_DIR: environment.BULKHEAD_CONFIG_DIR,
            HTTP_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
          },
        },
      )
      const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 1)))
      let said = ''
      let running = ''
      for await (const text of child.stderr.setEncoding('utf8')) {
        said += text
        if (!/Open in a browser\D*: \S+\n/.test(said) || running !== '') continue
        running = readFileSync(`/proc/${child.pid}/cmdline`, 'utf8')
        await allowInBrowser(testServer, owner, said, { everywhere: true })
      }
      assert.equal(await ended, 0, said)
      assert.ok(asked.length > 0 && asked.every((host) => host === 'house.test:80'), asked.join())
      const folder = environment.BULKHEAD_CONFIG_DIR ?? ''
      const kept = JSON.parse(readFileSync(join(folder, 'sign-in.default.json'), 'utf8'))
      const profiles = readFileSync(join(folder, 'profiles.json'), 'utf8')
      for (const text of [said, running, profiles, ...testServer.log])
        assert.ok(!text.includes(kept.refresh_token) && !text.includes(kept.access_token))
    })

    test('wrong credentials are not stored', async () => {
      const one = await bench.other()
      const { environment } = stranger(one)
      const refused = await one.run(getLogin(one), { environment, stdin: 'wrong' })
      assert.deepEqual([refused.code, refused.error().code], [2, 'invalid_client'])
      assert.equal(existsSync(join(environment.BULKHEAD_CONFIG_DIR, 'profiles.json')), false)
      const shown = await one.run([...getLogin(one).slice(0, -1), one.tenant.client_secret], { environment })
      assert.equal(shown.code, 4)
      assert.ok(!shown.stderr.includes(one.tenant.client_secret))
      for (const args of [
        ['login', '--application'],
        [...getLogin(one), '--profile', 'a/b'],
        getLogin(one).slice(0, -2),
      ]) {
        assert.equal((await one.run(args, { environment, stdin: '' })).code, 4, args.join(' '))
      }
    })

    test('profiles are named, chosen and forgotten', async () => {
      const [one, two] = [await bench.other(), await bench.other()]
      const { run, getOutput: response } = one
      const alone = stranger(one)
      for (const [who, name] of [
        [one, 'one'],
        [two, 'two'],
      ] as const) {
        const login = getLogin(who, '--profile', name)
        assert.equal((await run(login, { ...alone, stdin: who.tenant.client_secret })).code, 0)
      }
      const organization = async (args: string[], options = alone) =>
        (await response(['whoami', ...args], options)).organization_id
      assert.equal(await organization([]), two.tenant.organization)
      assert.equal(await organization(['--profile', 'one']), one.tenant.organization)
      assert.equal(
        await organization([], stranger(one, { BULKHEAD_PROFILE: 'one' })),
        one.tenant.organization,
      )
      assert.equal((await run(['profiles', 'use', 'one'], alone)).code, 0)
      assert.equal(await organization([]), one.tenant.organization)
      // The environment takes precedence over the current profile, but not over a profile that is named.
      const { BULKHEAD_CLIENT_ID = '', BULKHEAD_CLIENT_SECRET = '', BULKHEAD_URL = '' } = two.environment
      const said = stranger(one, { BULKHEAD_CLIENT_ID, BULKHEAD_CLIENT_SECRET, BULKHEAD_URL })
      assert.equal(await organization([], said), two.tenant.organization)
      assert.equal(await organization(['--profile', 'one'], said), one.tenant.organization)
      const foreign = stranger(one, { BULKHEAD_ORGANIZATION_ID: two.tenant.organization })
      const mismatch = await run(['whoami'], foreign)
      assert.deepEqual([mismatch.code, mismatch.error().code], [1, 'organization_mismatch'])

      const wrong = await run(['whoami', '--profile', 'three'], alone)
      assert.deepEqual([wrong.code, wrong.error().code], [2, 'no_profile'])
      assert.match(wrong.error().message, /There are: one, two\./)
      for (const args of [
        ['profiles', 'use', 'three'],
        ['profiles', 'delete', 'three', '--yes'],
        ['profiles', 'use', '__proto__'],
      ]) {
        assert.equal((await run(args, alone)).code, 3, args.join(' '))
      }
      assert.equal((await run(['profiles', 'delete', 'one'], alone)).code, 4)
      assert.equal((await run(['profiles', 'delete', 'one', '-y'], alone)).code, 0)
      assert.equal((await run(['whoami'], alone)).code, 2)
      const stored = readFileSync(join(alone.environment.BULKHEAD_CONFIG_DIR, 'profiles.json'), 'utf8')
      assert.ok(!stored.includes(one.tenant.client_secret) && stored.includes(two.tenant.client_secret))
    })

    test('the secret of a profile goes to its own server and nowhere else', async () => {
      const one = await bench.other()
      const alone = stranger(one)
      await one.run(getLogin(one), { ...alone, stdin: one.tenant.client_secret })
      let asked = 0
      const elsewhere = createServer((_request, response) => {
        asked++
        response.end('{}')
      })
      await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
      const { port } = elsewhere.address() as AddressInfo
      const url = `http://user:hunter2@127.0.0.1:${port}`
      const refused = await one.run(['whoami'], stranger(one, { BULKHEAD_URL: url }))
      assert.deepEqual([refused.code, asked, refused.stderr.includes('hunter2')], [2, 0, false])
      const same = stranger(one, { BULKHEAD_URL: `${one.testServer.server.url}/` })
      assert.equal((await one.run(['whoami'], same)).code, 0)
      elsewhere.close()
    })

    test('a profile file that others may read, or that is invalid, is reported', async () => {
      const one = await bench.other()
      const alone = stranger(one)
      const path = join(alone.environment.BULKHEAD_CONFIG_DIR, 'profiles.json')
      mkdirSync(join(path, '..'))
      writeFileSync(path, 'no json')
      const open = await one.run(['whoami'], alone)
      assert.deepEqual([open.code, open.error().code], [1, 'exposed_profiles'])
      assert.match(open.error().hint, /chmod 600/)
      chmodSync(path, 0o600)
      const broken = await one.run(['whoami'], alone)
      assert.deepEqual([broken.code, broken.error().code], [1, 'unreadable_profiles'])
    })

    test('half of a pair of credentials does not count', async () => {
      const one = await bench.other()
      for (const half of ['BULKHEAD_CLIENT_ID', 'BULKHEAD_CLIENT_SECRET']) {
        const ended = await one.run(['whoami'], stranger(one, { [half]: 'something' }))
        assert.deepEqual([ended.code, ended.error().code], [2, 'not_logged_in'], half)
      }
    })

    test('an unreachable server is an error that says what to do', async () => {
      const one = await bench.other()
      const url = `http://127.0.0.1:${await freePort()}`
      const ended = await one.run(['whoami'], { environment: { BULKHEAD_URL: url } })
      assert.deepEqual([ended.code, ended.error().code], [1, 'connection_failed'])
      assert.match(ended.error().hint, /bulkhead serve/)
      const shown = await one.run(['whoami'], { environment: { BULKHEAD_URL: url }, columns: 80 })
      assert.match(shown.stderr, /bulkhead: No reply from http:\/\/127[^\n]+\nStart a server: bulkhead serve/)
    })

    test('a token of one workspace cannot manage the organization', async () => {
      const one = await bench.other()
      const { token } = await one.getOutput(['workspaces', 'token', 'acme'])
      const handed = { environment: { BULKHEAD_TOKEN: token } }
      assert.deepEqual(await one.getOutput(['connectors', 'list'], handed), [])
      for (const args of [
        ['workspaces', 'list'],
        ['workspaces', 'token', 'birch'],
        ['applications', 'list'],
        ['organizations', 'get'],
        ['audit'],
      ]) {
        const ended = await one.run(args, handed)
        assert.deepEqual([ended.code, ended.stdout], [4, ''], args.join(' '))
      }
      const other = await one.run(['connectors', 'list', '-w', 'birch'], handed)
      assert.deepEqual([other.code, other.stdout], [4, ''])
      const dead = await one.run(['connectors', 'list'], { environment: { BULKHEAD_TOKEN: `${token}x` } })
      assert.deepEqual([dead.code, dead.error().code], [2, 'unauthenticated'])
    })

    test('the organization and its settings', async () => {
      const { getOutput: response, run, tenant, file } = await bench.other()
      const [listed] = await response(['organizations', 'list'])
      assert.equal(listed.id, tenant.organization)
      const flags = ['--name', 'Acme Inc.', '--no-create-workspaces', '--audit-retention-days', '30']
      const changed = await response(['organizations', 'update', ...flags])
      assert.deepEqual(
        [changed.name, changed.create_workspaces, changed.audit_retention_days],
        ['Acme Inc.', false, 30],
      )
      assert.equal((await run(['workspaces', 'token', 'new'])).code, 3)
      const origins = 'https://a.example,https://b.example'
      const settings = ['--json', `@${file('settings.json', { create_workspaces: true, name: 'X' })}`]
      const again = await response([
        'organizations',
        'update',
        ...settings,
        '--redirect-origins',
        origins,
        '--name',
        'Y',
      ])
      assert.deepEqual(
        [again.create_workspaces, again.redirect_origins, again.name],
        [true, ['https://a.example', 'https://b.example'], 'Y'],
      )
      const wrong = await run(['organizations', 'update', '--audit-retention-days', '0'])
      assert.deepEqual([wrong.code, wrong.error().code], [4, 'invalid_request'])
      assert.equal((await run(['organizations', 'update', '--json', '{"nmae": "Z"}'])).code, 4)
      assert.equal((await run(['organizations', 'update', '--audit-retention-days', 'long'])).code, 4)
      assert.equal((await response(['organizations', 'get'])).name, 'Y')
    })

    test('an application from its first secret to its end', async () => {
      const { getOutput: response, run, testServer } = await bench.other()
      const made = await response(['applications', 'create', 'billing'])
      const as = (client_secret: string) => ({
        environment: { BULKHEAD_CLIENT_ID: made.client_id, BULKHEAD_CLIENT_SECRET: client_secret },
      })
      assert.equal((await run(['whoami'], as(made.client_secret))).code, 0)
      const second = await response(['applications', 'create-secret', made.id])
      assert.equal((await run(['applications', 'create-secret', made.id])).code, 1)
      assert.equal((await run(['applications', 'retire-secret', made.id, made.secret_id])).code, 4)
      await response(['applications', 'retire-secret', made.id, made.secret_id, '--yes'])
      const retired = testServer.applicationToken({
        client_id: made.client_id,
        client_secret: made.client_secret,
      })
      assert.equal(await retired, undefined)
      assert.equal((await run(['whoami'], as(second.client_secret))).code, 0)
      await response(['applications', 'revoke-tokens', made.id, '--yes'])
      const listed = await run(['applications', 'list'], { columns: 120 })
      assert.match(listed.stdout, /\nbilling +[0-9a-f-]{36} /)
      await response(['applications', 'delete', made.id, '-y'])
      const gone = await run(['applications', 'delete', made.id, '-y'])
      assert.deepEqual([gone.code, gone.error().code], [3, 'application_not_found'])
    })
  })
}
