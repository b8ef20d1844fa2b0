import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { COMMANDS } from '@bulkhead/server/operator/operator-commands'
import { createEmailLink } from '@bulkhead/server/people/account/email-link'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { isInNetworks, readNetwork } from '@bulkhead/server/platform/networks'
import { getAudit } from '@bulkhead/testing/audit'
import { engines } from '@bulkhead/testing/engines'
import { COMMAND_LINE, signAgentIn } from '@bulkhead/testing/oauth/agents'
import {
  callAsPage,
  type SignedInPerson,
  setSecondFactor,
  signInAgain,
  signUpOwner,
  signUpPerson,
} from '@bulkhead/testing/people'
import {
  type Answer,
  startTestServer,
  type Tenant,
  type TestServer,
  until,
} from '@bulkhead/testing/test-server'
import { sql } from 'kysely'

const POLICY = '/api/v1/sign-in'
const MINT = '/api/v1/account/applications/scoped-token'
const OFFICE = '198.51.100.7'
const HOME = '203.0.113.9'

for (const engine of engines) {
  describe(`limits of sign-ins on ${engine.name}`, () => {
    let testServer: TestServer

    before(async () => {
      // The tests are the proxy.
      testServer = await startTestServer(engine, { environment: { BULKHEAD_TRUSTED_PROXIES: 'loopback' } })
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    const setPolicy = ({ headers }: Pick<SignedInPerson, 'headers'>, body: object, from = OFFICE) =>
      testServer.call('PUT', POLICY, { headers: { ...headers, 'x-forwarded-for': from }, body })
    const read = (headers: Record<string, string>) => testServer.call('GET', '/auth/session', { headers })
    const at = ({ headers }: Pick<SignedInPerson, 'headers'>, from: string) => ({
      ...headers,
      'x-forwarded-for': from,
    })
    const assertOk = ({ status, text }: Answer, about?: string) => assert.equal(status, 200, about ?? text)
    const assertOutside = ({ status, body }: Answer, about?: string) =>
      assert.deepEqual([status, body.code], [403, 'network_not_allowed'], about)
    /** Backdates the beginning and the last use of a session, in minutes. */
    const age = ({ session }: SignedInPerson, { begun, used }: { begun: number; used: number }) =>
      asIdentity(testServer.server.services.database, 'read write', (tx) =>
        sql`update identity.sessions set created_at = now() - make_interval(mins => ${begun}),
          used_at = now() - make_interval(mins => ${used}) where id = ${session}`.execute(tx),
      )
    const getUse = async ({ session }: SignedInPerson) => {
      const row = await asIdentity(testServer.server.services.database, 'read only', (tx) =>
        tx.selectFrom('identity.sessions').select('used_at').where('id', '=', session).executeTakeFirst(),
      )
      return row?.used_at.getTime()
    }
    const mint = async ({ headers }: SignedInPerson) => {
      const { body, text } = await testServer.call('POST', MINT, {
        headers,
        body: { workspace_name: 'default', create_workspace: false },
      })
      assert.ok(body.token, text)
      return body as { token: string; expires_in: number }
    }
    const use = async (token: string, from = OFFICE) =>
      testServer.call('GET', '/api/v1/integrations/connectors', {
        token,
        headers: { 'x-forwarded-for': from },
      })
    const start = async () => {
      const tenant = await testServer.createTenant('Acme')
      return { tenant, owner: await signUpOwner(testServer, tenant) }
    }

    test('limits are as before by default, have bounds, and are the business of owners', async () => {
      const { tenant, owner } = await start()
      const admin = await signUpPerson(testServer, tenant, 'admin')
      const { body } = await testServer.call('GET', POLICY, { headers: at(admin, OFFICE) })
      assert.deepEqual(
        [body.session_hours, body.idle_minutes, body.networks, body.own_address],
        [720, 10_080, [], OFFICE],
      )
      for (const limits of [
        { session_hours: 0 },
        { session_hours: 721 },
        { idle_minutes: 4 },
        { idle_minutes: 10_081 },
        { networks: Array.from({ length: 101 }, (_, i) => `10.0.0.${i}`) },
      ]) {
        const refused = await setPolicy(owner, limits)
        assert.deepEqual(
          [refused.status, refused.body.code],
          [422, 'invalid_request'],
          JSON.stringify(limits),
        )
      }
      const member = await signUpPerson(testServer, tenant, 'member')
      for (const person of [admin, member]) {
        for (const limits of [{ session_hours: 1 }, { networks: [OFFICE] }])
          assert.equal((await setPolicy(person, limits)).body.code, 'not_permitted')
      }
      const set = await setPolicy(owner, { session_hours: 8, idle_minutes: 30 })
      assert.deepEqual([set.body.session_hours, set.body.idle_minutes, set.body.lapse_hours], [8, 30, 24])
      assert.ok((await getAudit(testServer, tenant, 'sign_in.updated')).length > 0)
    })

    test('a shorter limit ends at once the sessions that are past it, and what was minted in them', async () => {
      const { tenant, owner } = await start()
      const [long, idle, fresh] = [
        await signUpPerson(testServer, tenant, 'admin'),
        await signUpPerson(testServer, tenant, 'admin'),
        await signUpPerson(testServer, tenant, 'admin'),
      ]
      const stranger = await signUpOwner(testServer, await testServer.createTenant('Other'))
      await age(long, { begun: 61, used: 0 })
      await age(idle, { begun: 30, used: 21 })
      await age(stranger, { begun: 120, used: 120 })
      const tokens = await Promise.all([mint(long), mint(idle), mint(fresh), mint(stranger)])
      await age(idle, { begun: 30, used: 21 })
      await age(stranger, { begun: 120, used: 120 })
      assertOk(await setPolicy(owner, { session_hours: 1, idle_minutes: 20 }))
      for (const person of [long, idle]) assert.equal((await read(person.headers)).status, 401)
      for (const person of [owner, fresh, stranger]) assertOk(await read(person.headers))
      const statuses = await Promise.all(tokens.map(async ({ token }) => (await use(token)).status))
      assert.deepEqual(statuses, [401, 401, 200, 200])
      const again = await signInAgain(testServer, long)
      assertOk(await read(again.headers))
      const [item] = (await testServer.call('GET', '/auth/sessions', { headers: again.headers })).body.data
      const minutes = (Date.parse(item.expires_at) - Date.now()) / 60_000
      assert.ok(minutes > 18 && minutes < 21, `${minutes} minutes without use are left`)
    })

    test('time ends a session by the clock of the database, and tokens live no longer than it', async () => {
      const { tenant, owner } = await start()
      const person = await signUpPerson(testServer, tenant, 'admin')
      assertOk(await setPolicy(owner, { session_hours: 2, idle_minutes: 10 }))
      assert.ok((await mint(person)).expires_in <= 600, 'a token ends as an unused session would')
      await age(person, { begun: 115, used: 0 })
      const { expires_in } = await mint(person)
      assert.ok(expires_in <= 300 && expires_in > 200, `${expires_in}`)
      const list = async () =>
        (await testServer.call('GET', '/auth/sessions', { headers: other.headers })).body.data.length
      const other = await signInAgain(testServer, person)
      assert.equal(await list(), 2)
      await age(person, { begun: 121, used: 0 })
      assert.equal((await read(person.headers)).status, 401)
      assert.equal(await list(), 1, 'a session that has ended is not listed')
      await age(other, { begun: 60, used: 11 })
      assert.equal((await read(other.headers)).status, 401)
      assertOk(await setPolicy(owner, { session_hours: 720, idle_minutes: 10_080 }))
      assertOk(await read(other.headers), 'the limit was the reason')
    })

    test('a use is recorded from time to time, and an idle page is no use', async () => {
      const { owner } = await start()
      assertOk(await setPolicy(owner, { idle_minutes: 20 }))
      const signedIn = await getUse(owner)
      assert.ok(signedIn !== undefined && Date.now() - signedIn < 60_000, 'the sign-in is the first use')
      await age(owner, { begun: 60, used: 5 })
      const before = await getUse(owner)
      assertOk(await testServer.call('GET', POLICY, { headers: { ...owner.headers, 'x-unattended': '1' } }))
      assert.equal(await getUse(owner), before)
      await Promise.all(
        Array.from({ length: 5 }, () => testServer.call('GET', POLICY, { headers: owner.headers })),
      )
      const noted = await getUse(owner)
      assert.ok(noted !== undefined && before !== undefined && noted > before)
      await testServer.call('GET', POLICY, { headers: owner.headers })
      assert.equal(await getUse(owner), noted, 'not each request writes')
    })

    test('a page that nobody uses does not extend its session by asking who is signed in', async () => {
      const { owner } = await start()
      await age(owner, { begun: 120, used: 120 })
      const before = await getUse(owner)
      const unattended = await read({ ...owner.headers, 'x-unattended': '1' })
      assertOk(unattended)
      assert.equal(await getUse(owner), before)
      assertOk(await read(owner.headers))
      const after = await getUse(owner)
      assert.ok(after !== undefined && before !== undefined && after > before)
    })

    test('tokens that the command line mints end with its grant', async () => {
      const { owner } = await start()
      const { tokens } = await signAgentIn(testServer, owner, { everywhere: true }, COMMAND_LINE)
      await asIdentity(testServer.server.services.database, 'read write', (tx) =>
        sql`update identity.agent_grants set expires_at = now() + interval '90 seconds'
          where person_id = ${owner.person}`.execute(tx),
      )
      const { body, text } = await testServer.call('POST', MINT, {
        token: tokens.access_token,
        body: { workspace_name: 'default', create_workspace: false },
      })
      assert.ok(body.expires_in <= 90, text)
    })

    const skip = engine.name !== 'postgres' && 'one process at a time has its files'
    test('limits and networks are in force in a second process, too', { skip }, async () => {
      const beside = await startTestServer(engine, {
        store: testServer.store,
        environment: { BULKHEAD_TRUSTED_PROXIES: 'loopback' },
      })
      try {
        const { tenant, owner } = await start()
        const person = await signUpPerson(testServer, tenant, 'admin')
        await age(person, { begun: 180, used: 0 })
        const [{ token }, kept] = [await mint(person), await mint(owner)]
        const askBeside = async (token: string, from = OFFICE) =>
          (
            await beside.call('GET', '/api/v1/integrations/connectors', {
              token,
              headers: { 'x-forwarded-for': from },
            })
          ).status
        assert.deepEqual([await askBeside(token), await askBeside(kept.token, HOME)], [200, 200])
        assertOk(await setPolicy(owner, { session_hours: 2, networks: [`${OFFICE}/32`] }))
        await until(async () => (await askBeside(token)) === 401)
        assert.equal((await beside.call('GET', '/auth/session', { headers: at(person, OFFICE) })).status, 401)
        await until(async () => (await askBeside(kept.token, HOME)) === 403)
        assert.equal(await askBeside(kept.token), 200)
      } finally {
        await beside.close()
      }
    })

    describe('networks', () => {
      let tenant: Tenant
      let owner: SignedInPerson
      let member: SignedInPerson

      before(async () => {
        ;({ tenant, owner } = await start())
        member = await signUpPerson(testServer, tenant, 'member')
      })

      const getRefusals = async (event: string) => {
        const { body } = await testServer.call('GET', '/api/v1/audit?limit=50', { token: tenant.token })
        return (body.data as { event: string; code: string; person_id: string; subject_id: string }[]).filter(
          (row) => row.event === event && row.code === 'network_not_allowed',
        )
      }

      test('an invalid network is refused with the reason, and so is a list without the own address', async () => {
        for (const [network, reason] of [
          ['office', /is not an address or network/],
          ['10.0.0.0/33', /from 0 to 32/],
          ['2001:db8::/129', /from 0 to 128/],
          ['10.0.0.0/8/8', /is not an address/],
          ['010.0.0.1', /is not an address/],
          ['10.1/16', /is not an address/],
          ['fe80::1%eth0', /is not an address/],
          ['198.51.100.7/24', /198\.51\.100\.0\/24 is the whole network/],
        ] as const) {
          const { status, body } = await setPolicy(owner, { networks: [OFFICE, network] })
          assert.deepEqual([status, body.code], [422, 'invalid_request'], network)
          assert.match(body.errors[0].message, reason)
          assert.match(body.errors[0].message, /^body\.networks\.1 /)
        }
        const own = await setPolicy(owner, { networks: ['192.0.2.0/24', '2001:db8::/32'] })
        assert.deepEqual([own.status, own.body.code], [409, 'sign_in_policy_refused'])
        assert.match(own.body.message, /Your address 198\.51\.100\.7/)
        assertOk(await setPolicy(owner, { networks: [] }, HOME))
      })

      test('from outside a person does nothing but sign out, by cookie and by any token', async () => {
        const { tokens } = await signAgentIn(testServer, owner, { everywhere: true }, COMMAND_LINE)
        const workspaces = await testServer.call('GET', '/api/v1/workspaces', { headers: owner.headers })
        const workspace_id = workspaces.body.data[0].id as string
        const agent = await signAgentIn(testServer, owner, { workspace_id })
        const { token } = await mint(owner)
        const other = await signInAgain(testServer, owner)
        const set = await setPolicy(owner, { networks: [OFFICE, '::ffff:192.0.2.0/120', `${OFFICE}/32`] })
        assertOk(set)
        assert.deepEqual(set.body.networks, [`${OFFICE}/32`, '192.0.2.0/24'])
        const asAgent = (from: string) =>
          testServer.call('POST', '/mcp', {
            token: agent.tokens.access_token,
            headers: { accept: 'application/json, text/event-stream', 'x-forwarded-for': from },
            body: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
          })
        const asCommandLine = (from: string) =>
          testServer.call('GET', '/api/v1/people', {
            token: tokens.access_token,
            headers: { 'x-forwarded-for': from },
          })
        for (const from of [OFFICE, `::ffff:${OFFICE}`, '192.0.2.200', `${HOME}, ${OFFICE}`]) {
          assertOk(await read(at(owner, from)), from)
          assertOk(await use(token, from), from)
          assertOk(await asCommandLine(from), from)
        }
        assertOk(await asAgent(OFFICE))
        // Addresses that a caller puts before the proxy's own do not count.
        for (const from of [
          HOME,
          `${OFFICE}, ${HOME}`,
          `::ffff:${HOME}`,
          '2001:db8::1',
          'unknown',
          '192.0.3.1',
        ]) {
          assertOutside(await read(at(owner, from)), from)
          assertOutside(await use(token, from), from)
          assertOutside(await asCommandLine(from), from)
        }
        assertOutside(await testServer.call('GET', '/auth/sessions', { headers: at(owner, HOME) }))
        assert.equal((await asAgent(HOME)).status, 403)
        assertOutside(await setPolicy(owner, { networks: [] }, HOME))
        assertOk(await testServer.call('POST', '/auth/sign-out', { headers: at(other, HOME) }))
        const application = await testServer.call('GET', '/api/v1/workspaces', {
          token: tenant.token,
          headers: { 'x-forwarded-for': HOME },
        })
        assertOk(application, 'applications are not limited')
      })

      test('it is in the audit, and a flood of it is not', async () => {
        for (let i = 0; i < 12; i++) assertOutside(await read(at(member, HOME)))
        const getRows = async () =>
          (await getRefusals('getSession')).filter(({ person_id }) => person_id === member.person)
        await until(async () => (await getRows()).length >= 5)
        assert.equal((await getRows()).length, 5)
      })

      test('nobody signs in from outside, whatever they know', async () => {
        const { email, password } = member
        const signIn = (from: string, given = password) =>
          testServer.call('POST', '/auth/sign-in', {
            headers: { origin: testServer.server.services.issuer, 'x-forwarded-for': from },
            body: { email, password: given },
          })
        assertOk(await signIn(OFFICE))
        const refused = await signIn(HOME)
        assertOutside(refused)
        assert.deepEqual(refused.headers.getSetCookie(), [])
        assert.equal((await signIn(HOME, 'a wrong password')).body.code, 'invalid_sign_in')
        const sessions = await testServer.call('GET', '/auth/sessions', { headers: at(member, OFFICE) })
        assert.equal(sessions.body.data.length, 2, 'no session is left behind')
        await until(async () =>
          (await getRefusals('signIn')).some(({ subject_id }) => subject_id === member.person),
        )
        const again = await callAsPage(testServer, '/auth/sign-in', { email, password })
        assertOutside(again, 'a request without an address of a proxy is from the machine itself')
      })

      test('a sign-in from outside uses up no code', async () => {
        const { owner: other } = await start()
        const { recovery_codes } = await setSecondFactor(testServer, other)
        assertOk(await setPolicy(other, { networks: [OFFICE] }))
        const signIn = (from: string) =>
          testServer.call('POST', '/auth/sign-in', {
            headers: { origin: testServer.server.services.issuer, 'x-forwarded-for': from },
            body: { email: other.email, password: other.password, code: recovery_codes[0] },
          })
        assertOutside(await signIn(HOME))
        assertOk(await signIn(OFFICE))
      })

      test('a mailed link changes no address from outside', async () => {
        const { database, issuer } = testServer.server.services
        const { person } = member
        const link = await asIdentity(database, 'read write', (tx) =>
          createEmailLink(tx, { person, email: 'moved@acme.example' }, issuer),
        )
        const confirm = (from: string) =>
          testServer.call('POST', '/auth/email/confirmation', {
            headers: { origin: issuer, 'x-forwarded-for': from },
            body: { token: new URL(link).hash.slice(1) },
          })
        assertOutside(await confirm(HOME))
        assertOk(await confirm(OFFICE), 'the link was not used up')
      })

      test('the operator lets everybody in again', async () => {
        const { services } = testServer.server
        const context = { services, signal: new AbortController().signal, onProgress() {} }
        assertOutside(await read(at(owner, HOME)))
        assert.deepEqual(
          await COMMANDS['networks clear'](context, { organization_id: tenant.organization }),
          {
            organization_id: tenant.organization,
            cleared: `${OFFICE}/32, 192.0.2.0/24`,
          },
        )
        assertOk(await read(at(owner, HOME)))
        const last = (await getAudit(testServer, tenant, 'sign_in.updated')).at(-1)
        assert.equal(last?.subject_id, tenant.organization)
      })
    })
  })
}

test('an address is only in networks of its own family', () => {
  for (const [address, network, is] of [
    ['10.255.0.1', '10.0.0.0/8', true],
    ['11.0.0.1', '10.0.0.0/8', false],
    ['::ffff:10.0.0.1', '10.0.0.0/8', true],
    ['::ffff:a00:1', '10.0.0.0/8', true],
    ['2001:db8:1::5', '2001:db8:1::/48', true],
    ['2001:db8:2::5', '2001:db8:1::/48', false],
    ['10.0.0.1', '::/0', false],
    ['2001:db8::1', '0.0.0.0/0', false],
    ['fe80::1%eth0', 'fe80::/10', true],
    ['', '0.0.0.0/0', false],
    ['10.0.0.1:80', '0.0.0.0/0', false],
  ] as const)
    assert.equal(isInNetworks(address, [network]), is, `${address} in ${network}`)
  for (const [text, network] of [
    ['10.0.0.1', '10.0.0.1/32'],
    [' 2001:DB8:0:0::/32 ', '2001:db8::/32'],
    ['::ffff:10.0.0.0/104', '10.0.0.0/8'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['::/0', '::/0'],
  ] as const)
    assert.deepEqual(readNetwork(text), { network })
})
