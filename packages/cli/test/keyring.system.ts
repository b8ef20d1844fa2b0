import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { signUpOwner } from '@bulkhead/testing/people'
import { until } from '@bulkhead/testing/test-server'
import { openSignInStore } from '#profile/sign-in-store'
import { type Bench, openBench } from './bench.ts'
import { allowInBrowser } from './sign-in.ts'

const [engine] = engines
assert.ok(engine)
/** Debian's package has 50 MB of libraries for windows, so the test runs only where somebody installed it. */
const DAEMON = process.env.KEYRING_DAEMON ?? 'gnome-keyring-daemon'
/** A bus that any process of the user may use. */
const BUS = `<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=${tmpdir()}</listen>
  <policy context="default"><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/></policy>
</busconfig>`
const isMissing = spawnSync(DAEMON, ['--version']).error !== undefined

suite('a keyring of the system', { skip: isMissing && `${DAEMON} is not installed` }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-keyring-'))
  let bus: ChildProcess
  let keyring: ChildProcess
  let bench: Bench

  before(async () => {
    bench = await openBench(engine)
    // Without the services of the system, the bus starts no other keyring.
    const config = join(folder, 'bus.conf')
    writeFileSync(config, BUS)
    bus = spawn('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let address = ''
    bus.stdout?.on('data', (chunk) => {
      address += chunk
    })
    await until(() => address.includes('\n'))
    process.env.DBUS_SESSION_BUS_ADDRESS = address.trim()
    await startKeyring('--unlock')
  })
  after(async () => {
    keyring?.kill()
    bus?.kill()
    await bench?.close()
    await engine.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function startKeyring(...flags: readonly string[]): Promise<void> {
    keyring = spawn(DAEMON, [...flags, '--foreground', '--components=secrets'], {
      env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_RUNTIME_DIR: folder },
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    keyring.stdin?.end('password-of-the-keyring')
    const opens = () => openSignInStore({ HOME: folder }, 'any', 'keyring')
    await until(() => opens().then(Boolean, () => false))
  }
  async function endKeyring(): Promise<void> {
    keyring.kill()
    await new Promise((resolve) => keyring.once('close', resolve))
  }

  /** A person whose environment names only the folder of profiles. */
  const alone = {
    environment: {
      ...{ BULKHEAD_URL: '', BULKHEAD_CLIENT_ID: '', BULKHEAD_CLIENT_SECRET: '', BULKHEAD_KEYRING: '' },
    },
  }
  /** A person signs in by the browser. @returns What the command says. */
  async function logIn(): Promise<{ readonly said: string; readonly email: string }> {
    const { testServer, tenant, run } = bench
    const owner = await signUpOwner(testServer, tenant)
    let acting: Promise<void> | undefined
    const { code, stderr } = await run(['login', '--url', testServer.server.url], {
      ...alone,
      onStderr(text) {
        if (/Open in a browser\D*: \S+\n/.test(text))
          acting ??= allowInBrowser(testServer, owner, text, { everywhere: true })
      },
    })
    await acting
    assert.equal(code, 0, stderr)
    return { said: stderr, email: owner.email }
  }

  test('it keeps the sign-in of a person, and no file does', async () => {
    const { environment, run, getOutput } = bench
    const { said, email } = await logIn()
    assert.match(said, /in the keyring of the system/)
    const config = environment.BULKHEAD_CONFIG_DIR ?? ''
    assert.deepEqual(readdirSync(config), ['profiles.json'])
    const store = await openSignInStore({ ...environment, ...alone.environment }, 'default', 'keyring')
    const kept = store.read()
    assert.ok(kept)
    assert.equal((await getOutput(['whoami'], alone)).person, email)
    // Once the access token has expired, the new tokens are stored in the keyring again.
    store.write({ ...kept, expires_at: 0 })
    assert.equal((await getOutput(['whoami'], alone)).person, email)
    const next = store.read()
    assert.ok(next && next.refresh_token !== kept.refresh_token)
    for (const path of [...listFiles(config), ...listFiles(folder)]) {
      const content = readFileSync(path)
      for (const { refresh_token, access_token } of [kept, next])
        assert.ok(!content.includes(refresh_token) && !content.includes(access_token), path)
    }
    const out = await run(['logout'], alone)
    assert.equal(out.code, 0, out.stderr)
    assert.equal(store.read(), undefined)
  })

  test('a keyring that is gone is reported, and no file replaces it', async () => {
    await logIn()
    await endKeyring()
    const { code, error } = await bench.run(['whoami'], alone)
    assert.deepEqual([code, error().code], [2, 'no_keyring'])
    assert.deepEqual(readdirSync(bench.environment.BULKHEAD_CONFIG_DIR ?? ''), ['profiles.json'])
  })

  test('a person signs in again without it, and a file keeps the tokens', async () => {
    const { said } = await logIn()
    assert.match(said, /in a file that only you can read/)
    assert.equal((await bench.run(['logout'], alone)).code, 0)
  })

  test('a keyring that takes no secrets is not used', async () => {
    rmSync(join(folder, 'keyrings'), { recursive: true, force: true })
    await startKeyring()
    const { said, email } = await logIn()
    assert.match(said, /in a file that only you can read/)
    assert.equal((await bench.getOutput(['whoami'], alone)).person, email)
  })
})

/** Returns the paths of all files in a folder. */
function listFiles(path: string): string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile())
}
