import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { CLIENT } from '@bulkhead/testing/oauth/authorization-server'
import { keyOf, PIER, type Pier, startPier } from '@bulkhead/testing/pier'
import { type Answer, startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'
import { newCode, PAGE, SESSIONS } from '../connect/connect-fixture.ts'
import { API, APPLICATIONS, CONNECTORS, WORKSPACES } from '../http/api.ts'
import {
  ageTokens,
  CREATE,
  LIST,
  OAUTH,
  type OAuthFixture,
  openOAuthFixture,
} from '../oauth/oauth-fixture.ts'
import { type ExecFixture, KEY, openExecFixture } from './exec-fixture.ts'

after(() => Promise.all(engines.map((engine) => engine.close())))

/** Host names that resolve only when a test lets them. Their service is reached through a relay that notes all bytes. */
async function openLateHosts() {
  const waiting = new Map<string, { asked: () => void; released: Promise<void> }>()
  const sockets = new Set<Socket>()
  let port = 0
  let target = 0
  let bytes = 0
  const relay = createServer((socket) => {
    const service = connect(target, '127.0.0.1')
    for (const one of [socket, service]) {
      sockets.add(one.on('error', () => {}))
      one.once('close', () => sockets.delete(one))
    }
    socket.on('data', (chunk) => {
      bytes += chunk.length
    })
    socket.pipe(service).pipe(socket)
  })
  await once(relay.listen(0, '127.0.0.1'), 'listening')
  port = (relay.address() as { port: number }).port
  let count = 0
  return {
    lookup: async (
      host: string,
      found: (error: null, addresses: { address: string; family: 4 }[]) => void,
    ) => {
      waiting.get(host)?.asked()
      await waiting.get(host)?.released
      found(null, [{ address: '127.0.0.1', family: 4 }])
    },
    relayTo: (url: string) => {
      target = Number(new URL(url).port)
    },
    /** Number of bytes that the service was sent. */
    received: () => bytes,
    /** Returns another origin of the service. Without `hold`, its name resolves at once. */
    origin: () => {
      count += 1
      return `http://late-${count}.test:${port}`
    },
    /** Ends all connections, and holds the next one until `release`. */
    hold(origin: string) {
      for (const socket of sockets) socket.destroy()
      const asked = Promise.withResolvers<void>()
      const released = Promise.withResolvers<void>()
      waiting.set(new URL(origin).hostname, { asked: asked.resolve, released: released.promise })
      return { connecting: asked.promise, release: released.resolve }
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => relay.close(resolve))
    },
  }
}

type LateHosts = Awaited<ReturnType<typeof openLateHosts>>

interface Place {
  readonly workspace_id: string
  readonly connector: string
  readonly token: string
}

type End = (place: Place, testServer: TestServer, tenant: Tenant) => Promise<Answer>

const end = {
  revoked: ({ token }, testServer) =>
    testServer.call('POST', `${APPLICATIONS}/token/revoke`, { token, body: {} }),
  deleted: ({ connector }, testServer, { token }) =>
    testServer.call('DELETE', `${CONNECTORS}/${connector}`, { token }),
  deactivated: ({ workspace_id }, testServer, { token }) =>
    testServer.call('PUT', `${WORKSPACES}/${workspace_id}`, { token, body: { status: 'inactive' } }),
  erased: ({ workspace_id }, testServer, { token }) =>
    testServer.call('DELETE', `${WORKSPACES}/${workspace_id}`, { token }),
} satisfies Record<string, End>

/** Ways to end a right, with the responses for a scoped token and for the application's token. */
const ENDINGS: readonly (readonly [string, End, scoped: string, application?: string])[] = [
  ['token is revoked', end.revoked, '401 unauthenticated'],
  ['connector is deleted', end.deleted, '404 connector_not_found', '404 connector_not_found'],
  ['workspace is deactivated', end.deactivated, '401 unauthenticated', '403 workspace_inactive'],
  ['workspace is deleted', end.erased, '401 unauthenticated', '404 connector_not_found'],
]

const CALLS: Readonly<Record<string, { path: string; body: object }>> = {
  read: { path: 'execute', body: { entity: 'ships', action: 'get', params: { id: '7' } } },
  write: { path: 'execute', body: { entity: 'ships', action: 'create', params: { name: 'Argo' } } },
  download: { path: 'execute', body: { entity: 'ships', action: 'download', params: { id: '7' } } },
  'located download': {
    path: 'execute',
    body: { entity: 'photos', action: 'download', params: { name: 'a' } },
  },
  check: { path: 'check', body: {} },
}

for (const engine of engines) {
  describe(`a right that ends while its call is connecting, on ${engine.name}`, () => {
    let hosts: LateHosts
    let fixture: ExecFixture
    let testServer: TestServer
    let places = 0
    before(async () => {
      hosts = await openLateHosts()
      fixture = await openExecFixture(engine, { sending: { lookup: hosts.lookup } })
      testServer = fixture.testServer
      hosts.relayTo(fixture.upstream.url)
    })
    after(async () => {
      await fixture?.close()
      await hosts?.close()
    })

    async function openPlace(origin: string): Promise<Place> {
      places += 1
      const { token, workspace_id } = await testServer.mint(fixture.tenant, `place ${places}`)
      const { body, text } = await testServer.call('POST', CONNECTORS, {
        token,
        body: {
          connector_type: 'harbor',
          credentials: { api_key: KEY },
          environment: { base_url: origin },
        },
      })
      assert.ok(body.id, text)
      return { connector: body.id, workspace_id, token }
    }

    /** Ends a right while a call waits for its connection. */
    async function endMeanwhile(
      ending: End,
      { path, body }: { path: string; body: object },
      { headers = {}, by }: { headers?: Record<string, string>; by?: string } = {},
    ) {
      const origin = hosts.origin()
      const place = await openPlace(origin)
      const { connecting, release } = hosts.hold(origin)
      const before = hosts.received()
      const call = testServer.call('POST', `${CONNECTORS}/${place.connector}/${path}`, {
        token: by ?? place.token,
        body,
        headers,
      })
      await connecting
      const ended = await ending(place, testServer, fixture.tenant)
      release()
      assert.ok(ended.status < 300, ended.text)
      const response = await call
      return {
        place,
        response: `${response.status} ${response.body.code}`,
        bytes: hosts.received() - before,
      }
    }

    for (const [name, ending, scoped, application] of ENDINGS) {
      for (const [what, call] of Object.entries(CALLS)) {
        test(`${name}: nothing of a ${what} is written`, async () => {
          const { response, bytes } = await endMeanwhile(ending, call)
          assert.deepEqual({ response, bytes }, { response: scoped, bytes: 0 })
        })
      }
      if (application === undefined) continue
      test(`${name}: the application gets what it would get now`, async () => {
        const by = fixture.tenant.token
        const { response, bytes } = await endMeanwhile(ending, CALLS.read as never, { by })
        assert.deepEqual({ response, bytes }, { response: application, bytes: 0 })
      })
    }

    test('the idempotency key of a refused write is free', async () => {
      const headers = { 'idempotency-key': 'argo' }
      const { place, response } = await endMeanwhile(end.revoked, CALLS.write as never, { headers })
      assert.equal(response, '401 unauthenticated')
      const { token } = await testServer.mint(fixture.tenant, `place ${places}`)
      fixture.upstream.respond((_request, answer) => void answer.writeHead(201).end('{}'))
      const path = `${CONNECTORS}/${place.connector}/execute`
      const again = await testServer.call('POST', path, { token, headers, body: CALLS.write?.body })
      assert.equal(again.status, 200, again.text)
      assert.equal(again.headers.get('idempotent-replayed'), null)
    })

    test('a call whose connector got another credential is sent with that', async () => {
      const origin = hosts.origin()
      const place = await openPlace(origin)
      const { connecting, release } = hosts.hold(origin)
      const keys: unknown[] = []
      fixture.upstream.respond((request, answer) => {
        keys.push(request.headers['x-key'])
        answer.writeHead(200, { 'content-type': 'application/json' }).end('{}')
      })
      const path = `${CONNECTORS}/${place.connector}`
      const { token } = place
      const call = testServer.call('POST', `${path}/execute`, { token, body: CALLS.read?.body })
      await connecting
      const changed = await testServer.call('PUT', path, {
        token,
        body: { credentials: { api_key: 'new-key-north' } },
      })
      release()
      assert.equal(changed.status, 200, changed.text)
      assert.equal((await call).status, 200)
      assert.deepEqual(keys, ['new-key-north'])
    })
  })

  describe(`a right that ends while a renewal is connecting, on ${engine.name}`, () => {
    let hosts: LateHosts
    let fixture: OAuthFixture
    let origin: string
    let places = 0
    before(async () => {
      hosts = await openLateHosts()
      origin = hosts.origin()
      const change = (document: object) => {
        const text = JSON.stringify(document)
        const url = /"(http:[^"]+)\/token"/.exec(text)?.[1] as string
        hosts.relayTo(url)
        return JSON.parse(text.replaceAll(`"${url}/token"`, `"${origin}/token"`))
      }
      fixture = await openOAuthFixture(engine, { sending: { lookup: hosts.lookup } }, change)
    })
    after(async () => {
      await fixture?.close()
      await hosts?.close()
    })

    async function openPlace(client: object): Promise<Place> {
      places += 1
      const { token, workspace_id } = await fixture.testServer.mint(fixture.tenant, `place ${places}`)
      const { refresh_token } = await fixture.authorization.issueTokens()
      const body = { connector_type: 'lighthouse', credentials: { ...client, refresh_token } }
      const made = await fixture.testServer.call('POST', CONNECTORS, { token, body })
      assert.ok(made.body.id, made.text)
      return { connector: made.body.id, workspace_id, token }
    }

    async function endMeanwhile(ending: End, body: object, by?: string) {
      const place = await openPlace(CLIENT)
      const { connecting, release } = hosts.hold(origin)
      const [before, api] = [hosts.received(), fixture.api.tokens().length]
      const call = fixture.execute(place.connector, body, by ?? place.token)
      await connecting
      const ended = await ending(place, fixture.testServer, fixture.tenant)
      release()
      assert.ok(ended.status < 300, ended.text)
      const response = await call
      return {
        response: `${response.status} ${response.body.code}`,
        bytes: hosts.received() - before,
        api: fixture.api.tokens().length - api,
      }
    }

    test('token is revoked: the connector gets its tokens, and the call is not sent', async () => {
      const { response, bytes, api } = await endMeanwhile(end.revoked, LIST)
      assert.deepEqual({ response, api }, { response: '401 unauthenticated', api: 0 })
      assert.ok(bytes > 0)
    })

    test("the organization's client is deleted: its secret is not written", async () => {
      await fixture.configure()
      const { query } = await fixture.visit(await fixture.consent())
      const connector = query.connector_id as string
      assert.equal((await fixture.execute(connector)).status, 200)
      await fixture.authorization.expire(fixture.api.tokens().at(-1) as string)
      await ageTokens(fixture, connector)
      const { connecting, release } = hosts.hold(origin)
      const before = hosts.received()
      const call = fixture.execute(connector)
      await connecting
      const { token } = fixture.tenant
      const deleted = await fixture.testServer.call('DELETE', `${OAUTH}/connector_type/lighthouse`, { token })
      release()
      assert.equal(deleted.status, 204, deleted.text)
      const { status, body } = await call
      assert.deepEqual({ status, code: body.code }, { status: 400, code: 'oauth_not_configured' })
      assert.equal(hosts.received(), before)
    })

    for (const [name, ending, scoped] of ENDINGS.slice(1)) {
      for (const [what, body] of Object.entries({ read: LIST, write: CREATE })) {
        test(`${name}: nothing of the renewal for a ${what} is written`, async () => {
          assert.deepEqual(await endMeanwhile(ending, body), { response: scoped, bytes: 0, api: 0 })
        })
      }
    }
  })

  describe(`a connect link that ends while its credential is tried, on ${engine.name}`, () => {
    let hosts: LateHosts
    let pier: Pier
    let testServer: TestServer
    let tenant: Tenant
    let origin: string
    before(async () => {
      hosts = await openLateHosts()
      origin = hosts.origin()
      pier = await startPier()
      hosts.relayTo(pier.upstream.url)
      const document = join(pier.documents, 'pier', 'connector.json')
      writeFileSync(document, readFileSync(document, 'utf8').replace(pier.upstream.url, origin))
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: pier.documents },
        sending: { lookup: hosts.lookup },
      })
      tenant = await testServer.createTenant('Acme')
      await testServer.mint(tenant, 'scene')
    })
    after(async () => {
      await testServer?.close()
      await pier?.close()
      await hosts?.close()
    })

    const endings: Record<string, (session: { session_id: string; token: string }) => Promise<Answer>> = {
      revoked: ({ session_id }) =>
        testServer.call('POST', `${SESSIONS}/${session_id}/revoke`, { token: tenant.token }),
      declined: ({ token }) => testServer.call('POST', `${PAGE}/decline`, { token, body: {} }),
      'that of an end user who is erased': () =>
        testServer.call('DELETE', `${API}/connect/end-users/eve`, { token: tenant.token }),
    }
    for (const [how, ending] of Object.entries(endings)) {
      test(`${how}: nothing is written`, async () => {
        const { token } = tenant
        const made = await testServer.call('POST', SESSIONS, {
          token,
          body: { workspace_name: 'scene', services: ['pier'], end_user: { id: 'eve' } },
        })
        assert.equal(made.status, 200, made.text)
        const link = new URL(made.body.url).hash.slice(1)
        const { connecting, release } = hosts.hold(origin)
        const before = hosts.received()
        const filling = testServer.call('POST', `${PAGE}/credentials`, {
          token: link,
          body: {
            definition_id: PIER,
            option: 'pierKey',
            configuration: { token: keyOf('eve') },
            confirmation_hash: newCode().hash,
          },
        })
        await connecting
        const ended = await ending({ session_id: made.body.session_id ?? made.body.id, token: link })
        release()
        assert.ok(ended.status < 300, ended.text)
        const { status, body } = await filling
        assert.deepEqual(
          { response: `${status} ${body.code}`, bytes: hosts.received() - before },
          { response: '401 connect_session_ended', bytes: 0 },
        )
      })
    }
  })
}
