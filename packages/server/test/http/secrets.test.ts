import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { lonelyEngines, type Store } from '@bulkhead/testing/engines'
import { json, type RespondToRequest } from '@bulkhead/testing/scripted-upstream'
import type { Answer } from '@bulkhead/testing/test-server'
import pg from 'pg'
import { APPLICATIONS, CONNECTORS, DEFINITIONS, TEMPLATES, WORKSPACES } from './api.ts'
import { type Fixture, openFixture } from './fixture.ts'
import { readTables } from './read-tables.ts'
import { getForms, leaksIn } from './secret-forms.ts'

/** Stored secrets: plain as most are, and with every character that some encoding changes. */
const PLAIN = 'Ghp5ecretAbc123XyZ789qwErTy'
const ODD = 'tok/en+wi"th&<odd>=%25~\\chars'
const PASSWORD = 'p@ss:wörd/+"&<and more>'
const KEY = 'key with space/+"&<x>=%2B'
const PADDED = 'padded5ecretAbc123XyZ'
const USER = 'ann@acme.example'
const SECRETS = [PLAIN, ODD, PASSWORD, KEY, PADDED]

const AUTH: Readonly<Record<string, { credentials: object; secrets: readonly string[] }>> = {
  'a plain bearer token': { credentials: { token: PLAIN }, secrets: [PLAIN] },
  // A header loses the space around it on the way.
  'a bearer token with space around it': { credentials: { token: `  ${PADDED} ` }, secrets: [PADDED] },
  'an odd bearer token': { credentials: { token: ODD }, secrets: [ODD] },
  'user and password': {
    credentials: { username: USER, password: PASSWORD },
    secrets: [PASSWORD, Buffer.from(`${USER}:${PASSWORD}`).toString('base64')],
  },
  'a key in the query': { credentials: { api_key: KEY }, secrets: [KEY] },
}

const isHeaderText = (text: string) => /^[\x20-\x7e]+$/.test(text)
const header = (text: string) => (isHeaderText(text) ? text : encodeURIComponent(text))
const raw =
  (status: number, type: string, body: string): RespondToRequest =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': type }).end(body)

/** Ways in which an upstream returns what it received. */
const ECHOES: Readonly<Record<string, (form: string) => RespondToRequest>> = {
  'values, keys and nested values': (form) =>
    json({
      items: [
        { value: form, [form]: 1, deep: [{ deeper: `a ${form} b` }], [`a${form}`]: { [`${form}b`]: form } },
      ],
    }),
  'values next to each other': (form) => json({ items: [form + form, `x${form}${form}y`] }),
  'the cursor': (form) => json({ items: [], cursor: form }),
  'headers that become metadata': (form) =>
    json({ items: [] }, 200, {
      link: `<https://x.example/?t=${header(form)}>; rel="next"`,
      'x-trace': header(form),
    }),
  'a 400 with a message': (form) => json({ message: `bad: ${form}` }, 400),
  'a 401 with errors': (form) => json({ errors: [{ message: form }, form] }, 401),
  'a 403 that is no JSON': (form) => raw(403, 'text/plain', `refused ${form}`),
  'a 404 with a nested error': (form) => json({ error: { detail: form } }, 404),
  'a 422 with everything': (form) => json({ [form]: form }, 422),
  'a 429': (form) => json({ message: form }, 429, { 'retry-after': header(form) }),
  'a 500': (form) => json({ message: form }, 500),
  'a 503 that is no JSON': (form) => raw(503, 'text/plain', form),
  'a redirect elsewhere': (form) => (_request, response) =>
    void response
      .writeHead(302, { location: `https://evil.example/${encodeURIComponent(form)}?t=${header(form)}` })
      .end(),
  'a redirect to a host': (form) => (_request, response) =>
    void response
      .writeHead(307, { location: `https://${form.replaceAll(/[^\w-]/g, '')}.evil.example/` })
      .end(),
  'a redirect to a user': (form) => (_request, response) =>
    void response.writeHead(302, { location: `http://${encodeURIComponent(form)}@127.0.0.1:1/` }).end(),
  'broken JSON': (form) => raw(200, 'application/json', `{"items": [${form}`),
  'broken JSON in a string': (form) => raw(200, 'application/json', `{"items": ["${form}`),
  HTML: (form) => raw(200, 'text/html', `<p>${form}</p>`),
  'a content type': (form) => raw(200, `text/${header(form).replaceAll(/[;,\s]/g, '')}`, 'no JSON'),
  'a content encoding': (form) => (_request, response) =>
    void response
      .writeHead(200, { 'content-type': 'application/json', 'content-encoding': header(form) })
      .end('{}'),
  'a reason phrase': (form) => (_request, response) => {
    response.socket?.end(`HTTP/1.1 400 ${header(form)}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`)
  },
  'an answer that is no HTTP': (form) => (_request, response) => {
    response.socket?.end(`${header(form)}\r\n\r\n`)
  },
}

/** Forms of a secret from which it can be recovered. */
function getEchoedForms(secret: string): Set<string> {
  return new Set([...getForms(secret)].filter(([name]) => !name.endsWith('case')).map(([, form]) => form))
}

test('the scan finds a secret in every form', () => {
  for (const secret of SECRETS) {
    for (const [name, form] of getForms(secret)) assert.ok(leaksIn(`x${form}y`, [secret]).length > 0, name)
    for (const before of ['', 'a', 'ab']) {
      assert.ok(leaksIn(Buffer.from(`${before}${secret}zz`).toString('base64'), [secret]).length > 0, before)
    }
  }
})

// The suite searches everything on the disk.
for (const engine of lonelyEngines) {
  describe(`stored secrets on ${engine.name}`, () => {
    let store: Store
    let fixture: Fixture
    const connectors = new Map<string, string>()
    /** Everything the server sent, but for the tokens that are meant to be in a response. */
    const responses: Answer[] = []

    before(async () => {
      store = await engine.createStore()
      fixture = await openFixture(engine, {
        store,
        logLevel: 'trace',
        sending: { limits: { totalTimeoutMs: 2_000 } },
      })
      for (const [name, { credentials }] of Object.entries(AUTH))
        connectors.set(name, await fixture.connect({ credentials, name }))
    })
    after(async () => {
      await fixture?.close()
      store.remove()
      await engine.close()
    })

    async function call(method: string, path: string, body?: unknown, token = fixture.scoped) {
      const headers = { accept: 'application/json, text/event-stream' }
      const response = await fixture.testServer.call(method, path, { token, body, headers })
      responses.push(response)
      return response
    }

    function execute(connector: string, write: boolean) {
      const body = write
        ? { entity: 'things', action: 'create', params: { name: 'x' } }
        : { entity: 'things', action: 'list' }
      return call('POST', `${CONNECTORS}/${connector}/execute`, body)
    }

    /** Does the same with the tool of `/mcp`. */
    function executeByTool(connector: string, write: boolean) {
      const action = write ? 'create' : 'list'
      const params = write ? { params: { name: 'x' } } : {}
      return call('POST', '/mcp', {
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name: 'execute', arguments: { connector, entity: 'things', action, ...params } },
      })
    }

    function assertClean({ text, headers }: Answer, secrets: readonly string[]) {
      assert.deepEqual(leaksIn(text, secrets), [], text.slice(0, 2_000))
      assert.deepEqual(leaksIn(JSON.stringify([...headers]), secrets), [])
    }

    for (const [auth, { secrets }] of Object.entries(AUTH)) {
      describe(auth, () => {
        test('the credential reaches the upstream', async () => {
          fixture.upstream.respond(json({ items: [] }))
          await execute(connectors.get(auth) ?? '', false)
          const last = fixture.upstream.arrived.at(-1)
          const sent = JSON.stringify([
            decodeURIComponent(String(last?.url).replaceAll('+', ' ')),
            last?.headers.authorization,
          ])
          assert.ok(leaksIn(sent, secrets).length > 0, sent)
        })

        for (const [echo, answerWith] of Object.entries(ECHOES)) {
          // Responses do not depend on the engine, but storage and the log do.
          if (engine !== lonelyEngines[0] && !['values, keys and nested values', 'a 500'].includes(echo))
            continue
          test(`does not come back in ${echo}`, async () => {
            for (const secret of secrets) {
              for (const form of getEchoedForms(secret)) {
                fixture.upstream.respond(answerWith(form))
                assertClean(await execute(connectors.get(auth) ?? '', false), secrets)
              }
              fixture.upstream.respond(answerWith(secret))
              assertClean(await execute(connectors.get(auth) ?? '', true), secrets)
              for (const write of [false, true]) {
                const response = await executeByTool(connectors.get(auth) ?? '', write)
                assert.match(response.text, /"structuredContent"|"bulkhead\/error"/)
                assertClean(response, secrets)
              }
            }
          })
        }

        test('the credential does not come back in part where a message is cut', async () => {
          for (const secret of secrets) {
            for (const status of [400, 500]) {
              for (let room = 1; room < secret.length; room += 3) {
                fixture.upstream.respond(json({ message: 'x'.repeat(500 - room) + secret }, status))
                const { text } = await execute(connectors.get(auth) ?? '', false)
                const part = JSON.stringify(secret.slice(0, Math.max(room, 6))).slice(1, -1)
                assert.ok(room < 6 || !text.includes(part), `${room} characters of a secret: ${text}`)
              }
            }
          }
        })
      })
    }

    test('no other operation shows them', async () => {
      const all = [...connectors.values()]
      for (const id of all) {
        await call('GET', `${CONNECTORS}/${id}`)
        await call('PUT', `${CONNECTORS}/${id}`, { name: 'renamed' })
        for (const params of [null, { limit: {} }, { nope: 1 }]) {
          await call('POST', `${CONNECTORS}/${id}/execute`, { entity: 'things', action: 'get', params })
        }
        await call('POST', `${CONNECTORS}/${id}/execute`, { entity: 'nope', action: 'list' })
      }
      for (const path of [
        CONNECTORS,
        DEFINITIONS,
        TEMPLATES,
        `${TEMPLATES}/global`,
        `${APPLICATIONS}/scoped-token/info`,
      ]) {
        assert.equal((await call('GET', path)).status, 200)
      }
      await call('GET', WORKSPACES, undefined, fixture.tenant.token)
      await call('GET', `${WORKSPACES}/${fixture.workspace_id}`, undefined, fixture.tenant.token)
      await call(
        'PUT',
        `${WORKSPACES}/${fixture.workspace_id}`,
        { cache_enabled: true },
        fixture.tenant.token,
      )
    })

    test('the errors do not repeat them', async () => {
      for (const secret of SECRETS) {
        const bodies: unknown[] = [
          { connector_type: 'echo', credentials: { wrong: secret } },
          { connector_type: 'echo', credentials: { username: secret } },
          { connector_type: 'echo', credentials: { token: secret, option_title: secret } },
          { connector_type: 'echo', credentials: secret },
          { connector_type: 'echo', credentials: { token: [secret] } },
          { connector_type: 'echo', credentials: { token: `${secret}\n` } },
          { connector_type: 'echo', credentials: { token: secret } },
          {
            connector_type: 'echo',
            credentials: { token: secret },
            environment: { base_url: `https://u:${encodeURIComponent(secret)}@x.example` },
          },
          {
            connector_type: 'echo',
            credentials: { token: secret },
            environment: { base_url: `https://x.example/?t=${encodeURIComponent(secret)}` },
          },
          { connector_type: 'echo', credentials: { token: secret }, environment: { tenant: `${secret}.x` } },
          { connector_type: 'echo', replication_config: { wrong: secret } },
          { connector_type: 'echo', replication_config: { credentials: { wrong: secret } } },
          { connector_type: 'nope', credentials: { token: secret } },
          { connector_type: 'echo', credentials: { token: secret }, entities: secret },
          { connector_type: 'echo', credentials: { token: secret }, workspace_name: 'nobody' },
          `{"connector_type": "echo", "credentials": {"token": ${secret}}}`,
          `{"connector_type": "echo", "credentials": {"token": "${secret}}}`,
          `{"credentials": {"token": ${JSON.stringify(secret)}}} x`,
        ]
        for (const body of bodies) assert.ok((await call('POST', CONNECTORS, body)).status >= 400)
        const [id] = connectors.values()
        assert.ok(
          (await call('PUT', `${CONNECTORS}/${id}`, { credentials: { wrong: secret } })).status >= 400,
        )
      }
    })

    test('a secret of digits is not shown as a number', async () => {
      const id = await fixture.connect({ credentials: { token: '4242424242424242' } })
      fixture.upstream.respond(
        raw(
          200,
          'application/json',
          '{"items":[{"a":4242424242424242,"b":[4242424242424242]}],"cursor":4242424242424242}',
        ),
      )
      const { text } = await execute(id, false)
      assert.ok(!text.includes('4242424242424242'), text)
    })

    test('a replaced credential is as secret as the first, and is the one that is sent', async () => {
      const id = await fixture.connect({ credentials: { token: 'first-of-all-secrets' } })
      await call('PUT', `${CONNECTORS}/${id}`, { credentials: { username: USER, password: PASSWORD } })
      fixture.upstream.respond(json({ items: [PASSWORD] }))
      assertClean(await execute(id, false), [PASSWORD])
      assert.match(fixture.upstream.arrived.at(-1)?.headers.authorization ?? '', /^Basic /)
    })

    test('no response contained one', () => {
      assert.ok(responses.length > 200, `${responses.length} answers`)
      for (const response of responses) assertClean(response, SECRETS)
    })

    test('the log at level trace holds none, nor a token or a client secret', () => {
      const text = fixture.testServer.log.join('')
      assert.ok(fixture.testServer.log.length > 200)
      assert.ok(text.includes('executeOperation'))
      const [, claims = '', signature = ''] = fixture.scoped.split('.')
      const [, applicationClaims = '', applicationSignature = ''] = fixture.tenant.token.split('.')
      assert.deepEqual(
        leaksIn(text, [
          ...SECRETS,
          fixture.tenant.client_secret,
          claims,
          signature,
          applicationClaims,
          applicationSignature,
        ]),
        [],
      )
    })

    test('no table and no file holds one', async () => {
      const { client_secret } = fixture.tenant
      const stored = [...SECRETS, client_secret, fixture.scoped, fixture.tenant.token, 'first-of-all-secrets']
      const data = store.environment.BULKHEAD_DATA_DIR ?? []
      const directories = [data, store.postgres === undefined ? [] : await postgresFiles(store)].flat()
      await fixture.close()
      const tables = await readTables(store)
      const dump = [...tables.values()].flat().join('\n')
      for (const id of connectors.values()) assert.ok(dump.includes(id), 'the dump shows connectors')
      assert.deepEqual(leaksIn(dump, stored), [])

      // Name of the organization, which is stored when the organization is created.
      const name = Buffer.from('Acme')
      let found = 0
      for (const file of directories.flatMap(filesIn)) {
        const bytes = readIfThere(file)
        if (bytes === undefined) continue
        if (bytes.includes(name)) found += 1
        assert.deepEqual(leaksIn(bytes, stored), [], file)
      }
      assert.ok(found > 0, 'the files show what is stored in clear')
    })
  })
}

/** The data directory of the Postgres of a store, everything written to it. */
async function postgresFiles(store: Store): Promise<string> {
  const client = new pg.Client({ connectionString: store.postgres?.adminUrl })
  await client.connect()
  await client.query('checkpoint')
  const { rows } = await client.query('show data_directory')
  await client.end()
  return rows[0].data_directory
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
}

/** Reads a file. Undefined if Postgres, which still runs, removed it after the folder was listed. */
function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
