import assert from 'node:assert/strict'
import { createHmac, randomUUID } from 'node:crypto'
import { after, before, suite, test } from 'node:test'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { letRequestsWait, limitRequests } from '@bulkhead/testing/busy/let-requests-wait'
import { engines } from '@bulkhead/testing/engines'
import { callMcp, type OAuthAnswer, readClaims, send } from '@bulkhead/testing/oauth/agents'
import { type CompanyProvider, startCompanyProvider } from '@bulkhead/testing/oidc/company-provider'
import { type SignedInPerson, setLevels, signUpOwner, signUpPerson } from '@bulkhead/testing/people'
import { countWaiting } from '@bulkhead/testing/postgres/count-waiting'
import {
  PUBLIC_URL,
  startTestServer,
  type Tenant,
  type TestServer,
  until,
} from '@bulkhead/testing/test-server'
import { sql } from 'kysely'
import pg from 'pg'
import { addProvider, comeBack, toJourney } from '../people/company.ts'

type Claims = Readonly<Record<string, unknown>>

interface Client {
  readonly id: string
  readonly client_secret: string
}

/** An organization with a provider that approves agents, and a client. */
interface Company {
  readonly tenant: Tenant
  readonly owner: SignedInPerson
  readonly company: CompanyProvider
  readonly provider: string
  readonly client: Client
}

const SUBJECT = 'ada-at-the-company'
const DETAILS = 'bulkhead_workspace'

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  suite(`identity assertions on ${engine.name}`, () => {
    before(letRequestsWait)
    after(limitRequests)
    let servers: readonly [TestServer, ...(readonly TestServer[])]
    let testServer: TestServer
    let acme: Company
    let other: Company
    let ada: SignedInPerson
    let workspace_id: string

    before(async () => {
      testServer = await startTestServer(engine)
      // The embedded database has one process.
      servers = engine.name.startsWith('postgres')
        ? [testServer, await startTestServer(engine, { store: testServer.store })]
        : [testServer]
      acme = await createCompany('Acme')
      other = await createCompany('Other')
      ada = await signUpPerson(testServer, acme.tenant, 'member')
      workspace_id = (await testServer.mint(acme.tenant, 'acme')).workspace_id
      await setLevels(testServer, acme.tenant, workspace_id, { user: ada })
      await link(acme, ada, SUBJECT)
    })
    after(async () => {
      for (const server of servers.toReversed()) await server.close()
      await acme.company.close()
      await other.company.close()
    })

    async function createCompany(name: string): Promise<Company> {
      const tenant = await testServer.createTenant(name)
      const owner = await signUpOwner(testServer, tenant)
      const callback = `${PUBLIC_URL}/auth/organizations/${tenant.organization}/callback`
      const company = await startCompanyProvider([callback])
      const provider = await addProvider(testServer, owner, company, { approves_agents: true })
      return { tenant, owner, company, provider, client: await register(owner) }
    }
    async function register(owner: SignedInPerson, given: object = {}): Promise<Client> {
      const body = {
        ...{ name: 'Desk', redirect_uris: ['https://agents.example/callback'], confidential: true },
        ...given,
      }
      const made = await testServer.call('POST', '/api/v1/agent-clients', { headers: owner.headers, body })
      assert.equal(made.status, 200, made.text)
      return made.body
    }
    async function link({ company, provider }: Company, { headers }: SignedInPerson, subject: string) {
      company.people.set(subject, { name: subject, email: `${subject}@acme.example`, email_verified: true })
      const linking = await testServer.call('POST', `/auth/providers/${provider}/link`, { headers })
      assert.equal((await comeBack(testServer, toJourney(linking), subject)).status, 302)
    }
    const toClaims = (claims: Claims = {}): Claims => {
      const iat = Math.floor(Date.now() / 1000)
      const { issuer, mcpResource } = testServer.server.services
      return {
        ...{ iss: acme.company.issuer, sub: SUBJECT, aud: issuer, client_id: acme.client.id },
        ...{ jti: randomUUID(), iat, exp: iat + 300, resource: mcpResource },
        authorization_details: [{ type: DETAILS, workspace_name: 'acme' }],
        ...claims,
      }
    }
    const present = (
      assertion: string,
      more: Readonly<Record<string, string>> = {},
      at = testServer,
    ): Promise<OAuthAnswer> => {
      const { id: client_id, client_secret } = acme.client
      const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
      const form = { grant_type, client_id, client_secret, assertion, ...more }
      return send(at, 'POST', '/oauth/token', { form })
    }
    const assertion = (claims: Claims = {}, header?: Claims) =>
      acme.company.identityAssertion(toClaims(claims), header)
    const redeem = async (claims: Claims = {}, more?: Readonly<Record<string, string>>) => {
      const { status, body } = await present(assertion(claims), more)
      assert.equal(status, 200, JSON.stringify(body))
      return body
    }
    const refused = async (jwt: string, error = 'invalid_grant', more?: Readonly<Record<string, string>>) => {
      const { status, body } = await present(jwt, more)
      assert.deepEqual(
        [status, body.error],
        [error === 'invalid_client' ? 401 : 400, error],
        body.error_description,
      )
      return String(body.error_description)
    }
    const listGrants = async () => {
      const { body } = await testServer.call('GET', '/api/v1/agent-grants', { headers: acme.owner.headers })
      return body.data
    }
    const works = async (token: string) => (await callMcp(testServer, token, 'tools/list')).status === 200
    const set = async (settings: object) => {
      const path = `/api/v1/providers/${acme.provider}`
      const { status, text } = await testServer.call('PUT', path, {
        ...{ headers: acme.owner.headers, body: settings },
      })
      assert.equal(status, 200, text)
    }

    test('a provider lets a client act for a person, within what both name', async () => {
      const first = await redeem()
      assert.deepEqual(Object.keys(first).sort(), [
        ...['access_token', 'authorization_details', 'expires_in', 'scope', 'token_type'],
      ])
      assert.deepEqual([first.token_type, first.expires_in, first.scope], ['Bearer', 1200, 'mcp'])
      assert.deepEqual(first.authorization_details, [{ type: DETAILS, workspace_id }])
      const claims = readClaims(first.access_token)
      assert.deepEqual(
        [claims.sub, claims.client_id, claims.workspace_id, claims.aud, claims.grant],
        [ada.person, acme.client.id, workspace_id, [testServer.server.services.mcpResource], {}],
      )
      assert.equal(await works(first.access_token), true)
      // There is one row, whatever the requested rights. Each token has the rights of its own assertion.
      const second = await redeem({ scope: 'mcp:read offline_access' })
      assert.deepEqual(
        [second.scope, readClaims(second.access_token).grant, readClaims(second.access_token).grant_id],
        ['mcp:read', { read_only: true }, claims.grant_id],
      )
      assert.equal((await redeem({}, { scope: 'mcp:read' })).scope, 'mcp:read')
      assert.equal((await redeem({ scope: 'mcp:read' }, { scope: 'mcp' })).scope, 'mcp:read')
      const grants = await listGrants()
      assert.deepEqual(
        grants.map(({ id, approved_by, redirect_origin, client_kind, manages }: Claims) => [
          ...[id, approved_by, redirect_origin, client_kind, manages],
        ]),
        [[claims.grant_id, 'provider', acme.company.issuer, 'registered', false]],
      )
      const audit = await testServer.call('GET', '/api/v1/audit?event=agent_grant.created', {
        headers: acme.owner.headers,
      })
      assert.deepEqual(
        audit.body.data.map(({ subject_id, client_name }: Claims) => [subject_id, client_name]),
        [[claims.grant_id, 'Desk']],
      )
    })

    test('a narrowing of the provider counts, one of the client where the provider has none', async () => {
      const entities = ['widgets']
      const narrow = [{ type: DETAILS, workspace_id, entities }]
      const claimed = await redeem({ authorization_details: narrow })
      assert.deepEqual(readClaims(claimed.access_token).grant, { entities })
      const details = { authorization_details: JSON.stringify(narrow) }
      const asked = await redeem({ authorization_details: undefined }, details)
      assert.deepEqual(readClaims(asked.access_token).grant, { entities })
      await refused(assertion(), 'invalid_authorization_details', details)
      for (const given of [
        ...[{ type: 'other' }, { type: DETAILS, workspace_name: 'nowhere' }, { type: DETAILS, more: 1 }],
        { type: DETAILS, actions: ['none'] },
      ])
        await refused(assertion({ authorization_details: [given] }), 'invalid_authorization_details')
    })

    test('without a workspace it is the default one', async () => {
      const { access_token } = await redeem({ authorization_details: undefined })
      const standard = await testServer.mint(acme.tenant, 'default')
      assert.equal(readClaims(access_token).workspace_id, standard.workspace_id)
    })

    test('an assertion counts once, over all processes', async () => {
      const jwt = assertion()
      const sent = servers.flatMap((at) => Array.from({ length: 5 }, () => present(jwt, {}, at)))
      const statuses = (await Promise.all(sent)).map(({ status }) => status)
      assert.deepEqual(
        statuses.filter((status) => status !== 400),
        [200],
      )
      assert.match(await refused(jwt), /already used/)
    })

    test('an assertion of anybody else, for anything else, or of another time is refused', async () => {
      const iat = Math.floor(Date.now() / 1000)
      for (const wrong of [
        ...[{ iss: other.company.issuer }, { iss: 'https://id.example' }, { iss: undefined }],
        ...[{ aud: 'https://elsewhere.example' }, { aud: `${PUBLIC_URL}/oauth/token` }],
        { aud: [PUBLIC_URL, 'https://elsewhere.example'] },
        ...[{ client_id: other.client.id }, { client_id: undefined }],
        ...[{ resource: 'https://elsewhere.example/mcp' }, { resource: testServer.server.services.audience }],
        ...[{ sub: 'somebody-else' }, { sub: undefined }, { jti: undefined }],
        ...[{ iat: iat - 1000, exp: iat - 100 }, { iat: iat - 1000 }, { iat: iat + 1000, exp: iat + 1300 }],
        ...[{ exp: undefined }, { nbf: iat + 600 }, { cnf: { jkt: 'key' } }],
      ])
        assert.doesNotMatch(await refused(assertion(wrong)), /undefined/)
      await refused(assertion({ scope: 'admin' }), 'invalid_scope')
      await refused(assertion(), 'invalid_target', { resource: 'https://elsewhere.example/mcp' })
      for (const typ of ['JWT', 'logout+jwt', undefined]) await refused(assertion({}, { typ }))
    })

    test('an assertion that the provider did not sign is refused', async () => {
      const [header = '', payload = '', signature = ''] = assertion().split('.')
      const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
      const none = encode({ alg: 'none', typ: 'oauth-id-jag+jwt' })
      const shared = `${encode({ alg: 'HS256', typ: 'oauth-id-jag+jwt', kid: 'company' })}.${payload}`
      const mac = createHmac('sha256', 'client-secret-of-the-company-5ecretAbc123').update(shared)
      for (const jwt of [
        ...['', 'no.jwt', `${none}.${payload}.`, `${none}.${payload}.${signature}`],
        `${shared}.${mac.digest('base64url')}`,
        `${header}.${encode(toClaims({ sub: 'another' }))}.${signature}`,
        // Signed by another organization's provider, which has the same name.
        other.company.identityAssertion(toClaims()),
      ])
        await refused(jwt)
    })

    test('only a client that the organization registered, with its secret, presents one', async () => {
      await refused(assertion(), 'invalid_client', { client_secret: 'wrong' })
      await refused(assertion(), 'invalid_client', { client_secret: '' })
      const { id: client_id } = await register(acme.owner, { confidential: false })
      await refused(assertion({ client_id }), 'invalid_client', { client_id, client_secret: '' })
      // A client of another organization has no provider with this issuer.
      const { id, client_secret } = other.client
      await refused(assertion({ client_id: id }), 'invalid_grant', { client_id: id, client_secret })
      const { client_id: application, client_secret: secret } = acme.tenant
      await refused(assertion({ client_id: application }), 'invalid_client', {
        ...{ client_id: application, client_secret: secret },
      })
    })

    test('rights taken from the person are gone, and no assertion restores them', async () => {
      const bob = await signUpPerson(testServer, acme.tenant, 'member')
      await link(acme, bob, 'bob')
      const second = (await testServer.mint(acme.tenant, 'second')).workspace_id
      const path = `/api/v1/workspaces/${second}/members/${bob.person}`
      const { headers } = acme.owner
      await testServer.call('PUT', path, { headers, body: { level: 'user' } })
      const given = { sub: 'bob', authorization_details: [{ type: DETAILS, workspace_id: second }] }
      const { access_token } = await redeem(given)
      assert.equal(await works(access_token), true)
      assert.equal((await testServer.call('DELETE', path, { headers })).status, 200)
      assert.equal(await works(access_token), false)
      await refused(assertion(given), 'invalid_authorization_details')
      await testServer.call('PUT', path, { headers, body: { level: 'viewer' } })
      await refused(assertion(given), 'invalid_authorization_details')
      await testServer.call('PUT', path, { headers, body: { level: 'user' } })
      const again = await redeem(given)
      const removed = await testServer.call('DELETE', `/api/v1/people/${bob.person}`, { headers })
      assert.equal(removed.status, 200, removed.text)
      assert.equal(await works(again.access_token), false)
      await refused(assertion(given))
    })

    test('rights that the claims of the provider gave lapse as in a session', async () => {
      const { database } = testServer.server.services
      const age = (origin: 'given' | 'provider', hours: number) =>
        asIdentity(database, 'read write', async (_tx, become) => {
          const rows = await become({ role: 'bulkhead_organization', organization: acme.tenant.organization })
          await rows
            .updateTable('workspace_members')
            .set({ origin })
            .where('person_id', '=', ada.person)
            .execute()
          await rows
            .updateTable('identity.identities')
            .set({ refreshed_at: sql<Date>`now() - make_interval(hours => ${hours})` })
            .where('person_id', '=', ada.person)
            .execute()
        })
      await age('given', 100)
      await redeem()
      await age('provider', 100)
      assert.match(await refused(assertion()), /sign in/)
      await age('given', 0)
    })

    test('the setting is for owners, off by default, and ends what was approved', async () => {
      const admin = await signUpPerson(testServer, acme.tenant, 'admin')
      const { access_token } = await redeem()
      const path = `/api/v1/providers/${acme.provider}`
      const body = { approves_agents: false }
      const denied = await testServer.call('PUT', path, { headers: admin.headers, body })
      assert.equal(denied.body.code, 'not_permitted')
      assert.equal(await works(access_token), true)
      await set(body)
      assert.equal(await works(access_token), false)
      assert.deepEqual(await listGrants(), [])
      await refused(assertion())
      await set({ approves_agents: true })
      const next = await redeem()
      await set({ enabled: false })
      assert.equal(await works(next.access_token), false)
      await refused(assertion())
      await set({ enabled: true })
      const added = await addProvider(testServer, acme.owner, acme.company, { name: 'Again' })
      const { body: shown } = await testServer.call('GET', '/api/v1/providers', { headers: admin.headers })
      const { approves_agents } = shown.data.find(({ id }: Claims) => id === added)
      assert.equal(approves_agents, false)
    })

    test('what an owner changes while an assertion for that owner is presented waits, and neither deadlocks', {
      skip: engine.name === 'pglite' && 'it runs one transaction at a time',
    }, async () => {
      const { owner, provider } = acme
      const subject = 'owner-at-the-company'
      await link(acme, owner, subject)
      const { id: client_id, client_secret = '' } = await register(owner)
      const client = { client_id, client_secret }
      const admin = new pg.Client({ connectionString: testServer.store.postgres?.adminUrl })
      await admin.connect()
      try {
        for (const [method, path, body] of [
          ['PUT', `/api/v1/providers/${provider}`, { name: 'The company' }],
          ['PUT', `/api/v1/workspaces/${workspace_id}/everyone`, { level: null }],
          ['DELETE', `/api/v1/agent-clients/${client_id}`],
        ] as const) {
          await admin.query('begin')
          await admin.query('select from bulkhead.workspaces where workspace_id = $1 for update', [
            workspace_id,
          ])
          const presenting = present(assertion({ sub: subject, client_id }), client)
          await until(async () => (await countWaiting(admin)) === 1)
          const changing = testServer.call(method, path, {
            headers: owner.headers,
            ...(body && { body }),
          })
          await until(async () => (await countWaiting(admin)) === 2)
          await admin.query('commit')
          const [presented, changed] = await Promise.all([presenting, changing])
          assert.equal(changed.status, 200, changed.text)
          if (method !== 'DELETE') {
            assert.equal(presented.status, 200, JSON.stringify(presented.body))
            continue
          }
          assert.equal(changed.body.ended_grants, 1)
          // The deletion ends the grant before its token is issued or afterwards, and neither leaves a token that works.
          if (presented.status === 200) assert.equal(await works(presented.body.access_token), false)
          else assert.equal(presented.body.error, 'invalid_grant', JSON.stringify(presented.body))
        }
      } finally {
        await admin.end()
      }
    })

    test('a grant that somebody ends, and a client that is deleted, give nothing any more', async () => {
      const { access_token } = await redeem()
      const { grant_id } = readClaims(access_token)
      const ended = await testServer.call('DELETE', `/api/v1/agent-grants/${grant_id}`, {
        headers: ada.headers,
      })
      assert.equal(ended.status, 200, ended.text)
      assert.equal(await works(access_token), false)
      // The provider approves, not the person, so its next assertion creates another grant.
      const next = await redeem()
      assert.notEqual(readClaims(next.access_token).grant_id, grant_id)
      const deleted = await testServer.call('DELETE', `/api/v1/agent-clients/${acme.client.id}`, {
        headers: acme.owner.headers,
      })
      assert.equal(deleted.body.ended_grants, 1)
      assert.equal(await works(next.access_token), false)
      await refused(assertion(), 'invalid_client')
    })
  })
}
