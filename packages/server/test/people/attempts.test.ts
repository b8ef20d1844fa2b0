import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { holdLease } from '@bulkhead/server/access/limits/hold-lease'
import { createSharedCounter } from '@bulkhead/server/access/limits/shared-counter'
import { purgeRateLimits } from '@bulkhead/server/jobs/background-jobs'
import { ATTEMPTS_WINDOW_MS } from '@bulkhead/server/people/attempt-limiter'
import { clientNetwork } from '@bulkhead/server/platform/client-network'
import { asOperator } from '@bulkhead/server/platform/database/roles/as-operator'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { engines, type Store } from '@bulkhead/testing/engines'
import { signUpOwner } from '@bulkhead/testing/people'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'

for (const engine of engines) {
  describe(`attempts to sign in on ${engine.name}, counted for the installation`, () => {
    let servers: readonly TestServer[] = []
    let store: Store
    let tenant: Tenant

    before(async () => {
      store = await engine.createStore()
      const start = () =>
        startTestServer(engine, { store, environment: { BULKHEAD_TRUSTED_PROXIES: '127.0.0.1' } })
      servers = [await start()]
      // Only one process can use the embedded database.
      if (engine.name === 'postgres') servers = [...servers, await start()]
      tenant = await first().createTenant('Acme')
    })
    after(async () => {
      for (const server of servers) await server.close()
      await engine.close()
    })

    const first = () => servers[0] as TestServer
    const last = () => servers.at(-1) as TestServer
    const signIn = (server: TestServer, email: string, password: string, address: string) =>
      server.call('POST', '/auth/sign-in', {
        headers: { origin: 'http://house.test', 'x-forwarded-for': address },
        body: { email, password },
      })

    test('200 wrong passwords at once to every process get as many attempts as with one process', async () => {
      const { email, password } = await signUpOwner(first(), tenant)
      const guesses = servers.flatMap((server) =>
        Array.from({ length: 200 }, (_, guess) => signIn(server, email, `guess ${guess}`, '192.0.2.7')),
      )
      const statuses = (await Promise.all(guesses)).map(({ status }) => status)
      // On a busy machine some of them wait for the database for too long (503), before or after they were counted.
      const checked = statuses.filter((status) => status === 401).length
      assert.ok(statuses.includes(503) ? checked <= 10 : checked === 10, `${checked} were checked`)
      const refused = statuses.filter((status) => status === 429 || status === 503)
      assert.equal(refused.length, servers.length * 200 - checked)
      for (const server of servers) {
        assert.equal((await signIn(server, email, password, '192.0.2.7')).status, 429)
      }
      assert.equal((await signIn(last(), email, password, '192.0.2.8')).status, 200)
    })

    test('what the limit refuses writes nothing, and challenges of passkeys have a limit', async () => {
      const { email } = await signUpOwner(first(), tenant)
      const address = '192.0.2.60'
      for (let guess = 0; guess < 10; guess += 1) await signIn(first(), email, 'wrong', address)
      const refused = await signIn(first(), email, 'wrong', address)
      assert.equal(refused.status, 429)
      const { database, backgroundTasks } = first().server.services
      await backgroundTasks.settled()
      const id = refused.headers.get('x-request-id') ?? ''
      const records = await asPrincipal(database, tenant, 'read only', (tx) =>
        tx.selectFrom('audit_records').select('event').where('request_id', '=', id).execute(),
      )
      assert.deepEqual(records, [])

      const begin = (from: string) =>
        first().call('POST', '/auth/sign-in/passkey/challenge', {
          headers: { origin: 'http://house.test', 'x-forwarded-for': from },
          body: {},
        })
      const { passkeyChallenges } = first().server.services
      for (let begun = 0; begun < 299; begun += 1) passkeyChallenges.count(clientNetwork('192.0.2.61'))
      assert.equal((await begin('192.0.2.61')).status, 200)
      const { status, headers } = await begin('192.0.2.61')
      assert.deepEqual([status, headers.has('retry-after')], [429, true])
      assert.equal((await begin('192.0.2.62')).status, 200)
    })

    test('a restart forgets none', async () => {
      const { email } = await signUpOwner(first(), tenant)
      for (let guess = 0; guess < 10; guess += 1) await signIn(first(), email, 'wrong', '192.0.2.9')
      const another = createSharedCounter({
        database: last().server.services.database,
        name: 'sign_in',
        windowMs: ATTEMPTS_WINDOW_MS,
      })
      const { count, endsInMs } = await another.count(`both 192.0.2.9 ${email}`)
      assert.equal(count, 11)
      assert.ok(endsInMs > 0 && endsInMs <= ATTEMPTS_WINDOW_MS)
    })

    test('the counter adds and returns several points, and starts again when the window has ended', async () => {
      const { database, log } = last().server.services
      const counter = createSharedCounter({ database, name: 'test', windowMs: 1 })
      const long = createSharedCounter({ database, name: 'long', windowMs: 60_000 })
      assert.equal((await long.count('a', 5)).count, 5)
      await long.uncount('a', 3)
      assert.equal((await long.count('a')).count, 3)
      assert.equal((await long.count('b')).count, 1)
      assert.equal((await counter.count('a')).count, 1)
      const rows = await asOperator(database, log, 'look at counters', (tx) =>
        tx.selectFrom('rate_limits').select(['key', 'expire']).where('key', 'like', 'test:%').execute(),
      )
      assert.equal(rows.length, 1)
      assert.match(rows[0]?.key ?? '', /^test:[\w-]{43}$/, 'no key is stored as it is')
      while (Date.now() <= Number(rows[0]?.expire)) await new Promise(setImmediate)
      assert.equal((await counter.count('a')).count, 1)
      while (await purgeRateLimits(database, log));
      assert.equal((await long.count('a')).count, 4)
    })

    // The embedded database has the clock of its process.
    if (engine.name === 'postgres')
      test('a process whose clock is ahead deletes no lease of another', async (t) => {
        const { database, log } = last().server.services
        assert.ok(await holdLease(database, 'test', 1, 600_000))
        const ahead = Date.now() + 660_000
        const clock = t.mock.method(Date, 'now', () => ahead)
        while (await purgeRateLimits(database, log));
        clock.mock.restore()
        assert.equal(await holdLease(database, 'test', 2, 600_000), false)
      })
  })
}
