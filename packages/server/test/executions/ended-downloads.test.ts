import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { connect, createServer, type Socket } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { freePort } from '@bulkhead/testing/free-port'
import { getOwner, signUpOwner, signUpPerson } from '@bulkhead/testing/people'
import { repeatingWhileBusy, startTestServer, type TestServer, until } from '@bulkhead/testing/test-server'
import { APPLICATIONS, CONNECTORS, WORKSPACES } from '../http/api.ts'
import { type ExecFixture, KEY, openExecFixture } from './exec-fixture.ts'

const FILE = { entity: 'ships', action: 'download', params: { id: '7' } }
const CONNECTORS_DIRECTORY = { BULKHEAD_CONNECTORS_DIR: new URL('./connectors/', import.meta.url).pathname }

/** A file that is being received. */
interface Download {
  readonly request_id: string
  /** Resolves once the connection ended, with whether the file was whole. */
  readonly ended: Promise<boolean>
  isOver(): boolean
}

/** A workspace with a connector, and ways to take rights away. */
interface Place {
  readonly connector: string
  readonly workspace_id: string
  readonly token: string
}

for (const engine of engines) {
  describe(`downloads whose rights end, on ${engine.name}`, () => {
    let execFixture: ExecFixture
    let testServer: TestServer
    let count = 0
    /** Responses of the service. Each is a file of which only the beginning was sent. */
    const files: ServerResponse[] = []
    before(async () => {
      execFixture = await openExecFixture(engine)
      testServer = execFixture.testServer
      execFixture.upstream.respond((_request, response) => {
        response.writeHead(200, { 'content-type': 'text/plain' }).write('x'.repeat(100_000))
        files.push(response)
      })
    })
    after(async () => {
      await execFixture?.close()
      await engine.close()
    })

    async function openPlace(): Promise<Place> {
      count += 1
      const { token, workspace_id } = await testServer.mint(execFixture.tenant, `place ${count}`)
      const { body, text } = await testServer.call('POST', CONNECTORS, {
        token,
        body: {
          connector_type: 'harbor',
          credentials: { api_key: KEY },
          environment: { base_url: execFixture.upstream.url },
        },
      })
      assert.ok(body.id, text)
      return { connector: body.id, workspace_id, token }
    }

    const download = ({ connector }: Place, headers: Readonly<Record<string, string>>, from = testServer) =>
      openDownload(from, connector, headers)
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
    const asOrganization = (method: string, path: string, body?: object) =>
      testServer.call(method, path, { token: execFixture.tenant.token, ...(body && { body }) })

    /** Changes that take rights away, with the error code recorded for the download. */
    const endings: Record<
      string,
      { code: string; end: (place: Place) => Promise<{ status: number; text: string }> }
    > = {
      'its token is revoked': {
        code: 'unauthenticated',
        end: ({ token }) => testServer.call('POST', `${APPLICATIONS}/token/revoke`, { token, body: {} }),
      },
      'all tokens of its workspace are revoked': {
        code: 'unauthenticated',
        end: ({ workspace_id }) => asOrganization('POST', `${WORKSPACES}/${workspace_id}/revoke-tokens`),
      },
      'its workspace is deactivated': {
        code: 'unauthenticated',
        end: ({ workspace_id }) =>
          asOrganization('PUT', `${WORKSPACES}/${workspace_id}`, { status: 'inactive' }),
      },
      'its workspace is deleted': {
        code: 'unauthenticated',
        end: ({ workspace_id }) => asOrganization('DELETE', `${WORKSPACES}/${workspace_id}`),
      },
      'its connector is deleted': {
        code: 'connector_not_found',
        end: ({ connector, token }) => testServer.call('DELETE', `${CONNECTORS}/${connector}`, { token }),
      },
      'its connector allows no reading any more': {
        code: 'not_granted',
        end: ({ connector, token }) =>
          testServer.call('PUT', `${CONNECTORS}/${connector}`, {
            token,
            body: { entities: [{ entity: 'ships', modes: ['write'] }] },
          }),
      },
    }

    /** Returns whether the server ended downloads because the database was silent for two seconds. */
    const wereEndedUnasked = async (...downloads: Download[]) => {
      for (const { isOver, request_id } of downloads) {
        if (isOver() && (await execFixture.callOf(request_id)).code === 'unavailable') return true
      }
      return false
    }
    /** Runs `round` until the database was not silent. @param round Returns false if it was. */
    const whileDatabaseAnswers = async (round: () => Promise<boolean>) => {
      for (let rounds = 1; !(await round()); rounds += 1) assert.ok(rounds < 5, 'the database is silent')
    }

    for (const [what, { code, end }] of Object.entries(endings)) {
      test(`a download ends when ${what}, and no other does`, async () => {
        await whileDatabaseAnswers(async () => {
          const place = await openPlace()
          const running = await download(place, bearer(place.token))
          const other = await openPlace()
          const untouched = await download(other, bearer(other.token))
          const { status, text } = await end(place)
          assert.ok(status < 300, text)
          assert.equal(await running.ended, false)
          const recorded = await execFixture.callOf(running.request_id)
          if (await wereEndedUnasked(running, untouched)) return false
          assert.deepEqual([recorded.status, recorded.code], ['error', code])
          assert.equal(untouched.isOver(), false)
          files.pop()?.end()
          assert.equal(await untouched.ended, true)
          return true
        })
      })
    }

    for (const [what, { end }] of Object.entries(endings).filter(([name]) =>
      /deactivated|deleted/.test(name),
    )) {
      test(`a download of the application ends too when ${what}`, async () => {
        const place = await openPlace()
        const running = await download(place, bearer(execFixture.tenant.token))
        await end(place)
        assert.equal(await running.ended, false)
      })
    }

    test('a download ends when the tokens of its application are revoked, or the application is deleted', async () => {
      for (const take of ['POST', 'DELETE']) {
        const place = await openPlace()
        const made = await asOrganization('POST', '/api/v1/applications', { name: take })
        const { client_id, client_secret } = made.body
        const token = await testServer.applicationToken({ client_id, client_secret })
        const own = await download(place, bearer(token))
        const path = `/api/v1/applications/${made.body.id}`
        const { status, text } = await asOrganization(take, take === 'POST' ? `${path}/revoke-tokens` : path)
        assert.ok(status < 300, text)
        assert.equal(await own.ended, false)
      }
    })

    test('a download of a person ends with the session', async () => {
      const person = await signUpOwner(testServer, execFixture.tenant)
      const running = await download(await openPlace(), person.headers)
      const { headers } = person
      await testServer.call('DELETE', `/auth/sessions/${person.session}`, { headers })
      assert.equal(await running.ended, false)
    })

    test('a removed person keeps none of 50 sessions, no token and no running download', async (t) => {
      const owner = await getOwner(testServer, execFixture.tenant)
      const person = await signUpOwner(testServer, execFixture.tenant)
      const { identity } = testServer.server.services
      const cookies = [person.cookie]
      while (cookies.length < 50) {
        const session = await identity.beginSession(person.person, {
          address: '192.0.2.1',
          user_agent: 'test',
        })
        cookies.push(session?.cookie.split(';')[0] ?? '')
      }
      const body = { workspace_name: 'default', create_workspace: false }
      // A slow machine has not enough connections for so many at once.
      const patient = repeatingWhileBusy(testServer)
      const mint = () =>
        patient.call('POST', `${APPLICATIONS}/scoped-token`, { headers: person.headers, body })
      const tokens = (await Promise.all(Array.from({ length: 10 }, mint))).map(({ body }) => body.token)
      const getStatuses = async () => [
        ...(await Promise.all(
          cookies.map((cookie) => patient.call('GET', '/auth/session', { headers: { cookie } })),
        )),
        ...(await Promise.all(
          tokens.map((token) => patient.call('GET', `${APPLICATIONS}/scoped-token/info`, { token })),
        )),
      ]
      const running = await download(await openPlace(), person.headers)
      assert.ok((await getStatuses()).every(({ status }) => status === 200))
      const { status, text } = await testServer.call('DELETE', `/api/v1/people/${person.person}`, {
        headers: owner.headers,
      })
      const removedAt = performance.now()
      assert.equal(status, 200, text)
      assert.equal(await running.ended, false)
      const statuses = (await getStatuses()).map(({ status }) => status)
      t.diagnostic(`all ended ${Math.round(performance.now() - removedAt)} ms after the response`)
      assert.deepEqual(new Set(statuses), new Set([401]))
    })

    test('a download of a member ends when the level falls, the own one or that of everybody', async () => {
      const owner = await getOwner(testServer, execFixture.tenant)
      const change = async (method: string, path: string, body?: object) => {
        const response = await testServer.call(method, path, {
          headers: owner.headers,
          ...(body && { body }),
        })
        assert.equal(response.status, 200, response.text)
      }
      const place = await openPlace()
      const { person, headers } = await signUpPerson(testServer, execFixture.tenant, 'member')
      const path = `${WORKSPACES}/${place.workspace_id}`
      const falls: [up: [string, object], down: [method: string, path: string, body?: object]][] = [
        [
          [`members/${person}`, { level: 'user' }],
          ['PUT', `members/${person}`, { level: 'viewer' }],
        ],
        [
          [`members/${person}`, { level: 'user' }],
          ['DELETE', `members/${person}`],
        ],
        [
          ['everyone', { level: 'user' }],
          ['PUT', 'everyone', { level: 'viewer' }],
        ],
      ]
      for (const [[raised, body], [method, lowered, lower]] of falls) {
        await change('PUT', `${path}/${raised}`, body)
        const running = await download(place, headers)
        const { token } = (
          await testServer.call('POST', `${APPLICATIONS}/scoped-token`, {
            headers,
            body: {
              workspace_id: place.workspace_id,
              create_workspace: false,
              connector_ids: [place.connector],
            },
          })
        ).body
        const minted = await download(place, bearer(token))
        await change(method, `${path}/${lowered}`, lower)
        assert.equal(await running.ended, false, `${method} ${lowered}`)
        assert.equal(await minted.ended, false, `${method} ${lowered}`)
      }
    })

    test('a download that waits for its first byte ends as well', async () => {
      const place = await openPlace()
      execFixture.upstream.respond((_request, response) => void files.push(response))
      const before = files.length
      const opening = openDownload(testServer, place.connector, bearer(place.token))
      await until(() => files.length > before)
      await asOrganization('DELETE', `${WORKSPACES}/${place.workspace_id}`)
      files.at(-1)?.writeHead(200).write('x'.repeat(100_000))
      assert.equal(await (await opening).ended, false)
      execFixture.upstream.respond((_request, response) => {
        response.writeHead(200, { 'content-type': 'text/plain' }).write('x'.repeat(100_000))
        files.push(response)
      })
    })

    test('changes that take nothing away end no download', async () => {
      await whileDatabaseAnswers(async () => {
        const place = await openPlace()
        const running = await download(place, bearer(place.token))
        const connectorPath = `${CONNECTORS}/${place.connector}`
        await testServer.call('PUT', connectorPath, { token: place.token, body: { name: 'other' } })
        await testServer.call('POST', `${APPLICATIONS}/token/revoke`, {
          token: (await testServer.mint(execFixture.tenant, `place ${count}`)).token,
          body: {},
        })
        // Once this download ends, the server has also handled all earlier revocations.
        const later = await openPlace()
        const marker = await download(later, bearer(later.token))
        await testServer.call('DELETE', `${CONNECTORS}/${later.connector}`, { token: later.token })
        assert.equal(await marker.ended, false)
        if (await wereEndedUnasked(running)) return false
        assert.equal(running.isOver(), false)
        files.at(-2)?.end()
        assert.equal(await running.ended, true)
        return true
      })
    })

    describe('in another process', {
      skip: engine.name === 'pglite' && 'an embedded server is alone',
    }, () => {
      for (const [what, { end }] of Object.entries(endings)) {
        test(`a download ends when ${what}`, async () => {
          const other = await startTestServer(engine, {
            store: testServer.store,
            environment: CONNECTORS_DIRECTORY,
          })
          try {
            const place = await openPlace()
            const running = await download(place, bearer(place.token), other)
            await end(place)
            const answered = performance.now()
            assert.equal(await running.ended, false)
            // The promise is one second. The rest allows for a busy machine.
            assert.ok(performance.now() - answered < 10_000)
          } finally {
            await other.close()
          }
        })
      }

      test('a process that cannot ask the database ends its downloads', async () => {
        const front = await startFront(testServer)
        const other = await startTestServer(engine, {
          store: {
            ...testServer.store,
            environment: { ...testServer.store.environment, ...front.environment },
          },
          environment: CONNECTORS_DIRECTORY,
        })
        try {
          const place = await openPlace()
          const running = await download(place, bearer(place.token), other)
          const here = await download(place, bearer(place.token))
          front.cut()
          assert.equal(await running.ended, false)
          assert.equal(here.isOver(), false)
          files.at(-1)?.end()
          assert.equal(await here.ended, true)
        } finally {
          front.mend()
          await other.close()
          await front.close()
        }
      })
    })
  })
}

/** Begins a download, and reads what comes. */
async function openDownload(
  testServer: TestServer,
  connector: string,
  headers: Readonly<Record<string, string>>,
): Promise<Download> {
  const sent = request(new URL(`${CONNECTORS}/${connector}/execute`, testServer.server.url), {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    agent: false,
  })
  const [response] = (await once(sent.end(JSON.stringify(FILE)), 'response')) as [IncomingMessage]
  assert.equal(response.statusCode, 200)
  let over = false
  const { promise, resolve } = Promise.withResolvers<boolean>()
  response.on('error', () => undefined).resume()
  response.once('close', () => {
    over = true
    resolve(response.complete)
  })
  return { request_id: response.headers['x-request-id'] as string, ended: promise, isOver: () => over }
}

/** Proxy to the database that can be blocked: connections stay open, but nothing passes. */
async function startFront(testServer: TestServer) {
  const url = new URL(testServer.store.environment.BULKHEAD_DATABASE_URL ?? '')
  const { hostname } = url
  const behind = Number(url.port)
  const open = new Set<Socket>()
  let isCut = false
  const server = createServer((client) => {
    const database = connect(behind, hostname)
    for (const [from, to] of [
      [client, database],
      [database, client],
    ] as const) {
      open.add(from)
      from.on('data', (chunk) => void (isCut || to.write(chunk)))
      from.on('error', () => undefined).once('close', () => to.destroy())
    }
  })
  const port = await freePort()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  url.port = String(port)
  return {
    environment: { BULKHEAD_DATABASE_URL: url.href },
    cut() {
      isCut = true
    },
    /** Lets clients connect again. Data lost on open connections stays lost. */
    mend() {
      isCut = false
      for (const socket of open) socket.destroy()
    },
    async close() {
      for (const socket of open) socket.destroy()
      server.close()
    },
  }
}
