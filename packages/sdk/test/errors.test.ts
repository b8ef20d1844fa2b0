import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { ERRORS } from '@bulkhead/contract/errors'
import { json, startScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import { Bulkhead } from '../src/bulkhead.ts'
import type { RequestOptions } from '../src/client/call-options.ts'
import * as errors from '../src/client/errors.ts'
import type { LogEntry } from '../src/client/log-entry.ts'
import { toolErrorText } from '../src/tools/tool-error-text.ts'

const TOKEN = 'token-that-nobody-may-see'
const PARAM = 'param-that-nobody-may-see'

const CLASSES: Record<number, string> = {
  400: 'ValidationError',
  401: 'AuthenticationError',
  403: 'PermissionError',
  404: 'NotFoundError',
  408: 'ValidationError',
  409: 'ConflictError',
  413: 'ValidationError',
  415: 'ValidationError',
  422: 'ValidationError',
  424: 'UpstreamError',
  429: 'RateLimitError',
  500: 'ServerError',
  503: 'ServerError',
}

test('every code of the contract becomes an error of its kind, with what the server says of it', async () => {
  const server = await startScriptedUpstream()
  const workspace = new Bulkhead({ url: server.url, token: TOKEN, maxRetries: 0 }).workspace()
  for (const [code, { status }] of Object.entries(ERRORS)) {
    const entry = { field: 'body.params.owner', message: 'is missing', error_code: code, details: null }
    server.respond(json({ message: 'It went wrong.', code, request_id: 'r-1', errors: [entry] }, status))
    const error = await getFailure(() => workspace.execute('c', 'e', 'a', { secret: PARAM }))
    assert.ok(error instanceof errors.ApiError, code)
    // A wrong `url` says nothing about stored data.
    const usual = code === 'route_not_found' ? 'ApiError' : CLASSES[status]
    const expected = code.startsWith('upstream_') ? 'UpstreamError' : usual
    assert.equal(error.name, expected, code)
    assert.equal(error.constructor.name, expected, code)
    assert.deepEqual([error.code, error.status, error.requestId], [code, status, 'r-1'])
    assert.equal(error.message, 'It went wrong.')
    assert.deepEqual(error.errors, [{ field: 'body.params.owner', message: 'is missing', details: null }])
    assertSilent(error)
  }
  await server.close()
})

test('a response that is not from Bulkhead is recognised', async () => {
  const server = await startScriptedUpstream()
  const workspace = new Bulkhead({ url: server.url, token: TOKEN, maxRetries: 0 }).workspace()
  const replies: [number, string][] = [
    [200, '<html>welcome</html>'],
    [200, '{"cut": '],
    [200, ''],
    [200, '[]'],
    [200, 'null'],
    [200, '5'],
    [404, 'not here'],
    [502, '<html>bad gateway</html>'],
    [400, '{"error": {"message": "of another API"}}'],
    [302, ''],
  ]
  for (const [status, body] of replies) {
    server.respond((_request, response) => void response.writeHead(status, { location: '/' }).end(body))
    const error = await getFailure(() => workspace.info())
    assert.equal(error.code, 'unexpected_reply', body)
    assert.equal(error.name, status === 502 ? 'ServerError' : 'ApiError', body)
    assert.match(error.message, /`url`/)
    assertSilent(error)
  }
  await server.close()
})

test('a server that gives no token is recognised before anything is sent with it', async () => {
  const server = await startScriptedUpstream()
  for (const body of [{}, { access_token: 5 }, { access_token: 'x', expires_in: 'soon' }]) {
    server.respond(json(body))
    const bulkhead = new Bulkhead({ url: server.url, clientId: 'app', clientSecret: 'secret', maxRetries: 0 })
    const error = await getFailure(() => bulkhead.workspaces.list())
    assert.equal(error.code, 'unexpected_reply', JSON.stringify(body))
    assert.match(error.message, /`url`/)
  }
  assert.ok(server.arrived.every(({ url }) => url.endsWith('/token')))
  await server.close()
})

test('an unreachable server is named, with the reason', async () => {
  const gone = await startScriptedUpstream()
  await gone.close()
  const workspace = new Bulkhead({ url: gone.url, token: TOKEN, maxRetries: 0 }).workspace()
  const error = await getFailure(() => workspace.info())
  assert.ok(error instanceof errors.ConnectionError)
  assert.match(error.message, new RegExp(`${gone.url}.*ECONNREFUSED`))
  assertSilent(error)
})

test('a call that was aborted before it began asks for no token', async () => {
  const sent: string[] = []
  const bulkhead = new Bulkhead({
    url: 'http://never-asked.example',
    clientId: 'app',
    clientSecret: 'secret',
    maxRetries: 0,
    fetch: async (url) => {
      sent.push(url)
      throw new Error('unreachable')
    },
  })
  const reason = new Error('the user left')
  const signal = AbortSignal.abort(reason)
  for (const work of [
    async () => bulkhead.workspaces.list({}, { signal }),
    async () => bulkhead.workspace('acme').info({ signal }),
  ]) {
    await assert.rejects(work, (error) => error === reason)
    // Here the token's own failure would reach nobody, and end the process.
    await new Promise(setImmediate)
  }
  assert.deepEqual(sent, [])
})

test('a call ends when it is late or aborted while it waits for a token, and nobody else does', async (t) => {
  const server = await startScriptedUpstream()
  t.after(() => server.close())
  let giveToken = () => {}
  const held = new Promise<void>((resolve) => {
    giveToken = resolve
  })
  const token = { access_token: TOKEN, token: TOKEN, expires_in: 900 }
  server.respond(async (request, response) => {
    if (request.url.endsWith('token')) await held
    await json({ ...token, workspace_name: 'acme', data: [] })(request, response)
  })
  const limits = { timeoutMs: 10_000, maxRetries: 0 }
  const bulkhead = new Bulkhead({ url: server.url, clientId: 'held', clientSecret: 'secret', ...limits })
  const acme = bulkhead.workspace('acme')
  const waiting = Promise.all([acme.info(), bulkhead.workspaces.list()])
  const waitForToken = () => held.then(() => TOKEN)
  const person = new Bulkhead({ url: server.url, accessToken: waitForToken, ...limits })
  const calls: ((options: RequestOptions) => Promise<unknown>)[] = [
    async (options) => acme.info(options),
    async (options) => acme.connectors.list({}, options),
    async (options) => acme.execute('c', 'things', 'list', {}, options),
    async (options) => acme.connect('probe', options),
    async (options) => bulkhead.workspaces.list({}, options),
    async (options) => bulkhead.applications.create('ci', options),
    async (options) => person.people.list({}, options),
  ]
  const reason = new Error('the user left')
  const failures = await Promise.all(
    calls.map(async (call) => {
      const controller = new AbortController()
      const aborted = call({ signal: controller.signal }).catch((error: unknown) => error)
      controller.abort(reason)
      return [await aborted, await getFailure(() => call({ timeoutMs: 5 }))] as const
    }),
  )
  giveToken()
  for (const [aborted, late] of failures) {
    assert.equal(aborted, reason)
    assert.deepEqual([late.name, late.message], ['TimeoutError', 'No token arrived within 5 ms.'])
  }
  const [info] = await waiting
  assert.equal(info.workspace_name, 'acme')
  assert.equal(server.arrived.filter(({ url }) => url.endsWith('token')).length, 2, 'one of each kind')
})

test('a function that gets no token is named, and nothing is sent', async () => {
  for (const got of [undefined, '', 'tökén', 'two\nlines']) {
    const token = async () => got as string
    const fetch = () => assert.fail('nothing is sent')
    for (const options of [{ token }, { accessToken: token }]) {
      const error = await getFailure(() => new Bulkhead({ ...options, fetch }).definitions.list())
      assert.deepEqual([error.name, error.code], ['ConfigurationError', 'invalid_argument'], String(got))
      assert.match(error.message, /token/)
    }
  }
  const server = await startScriptedUpstream()
  server.respond(json({ workspace_name: 'acme' }))
  await new Bulkhead({ url: server.url, token: async () => `${TOKEN}\n` }).workspace().info()
  assert.equal(server.arrived[0]?.headers.authorization, `Bearer ${TOKEN}`, 'as a file ends')
  await server.close()
})

test('an injected fetch cannot put a request on an error', async () => {
  const workspace = new Bulkhead({
    token: TOKEN,
    maxRetries: 0,
    fetch: async (url, init) => {
      throw Object.assign(new Error(`failed: ${JSON.stringify(init)}`), {
        config: { url, init },
        code: TOKEN,
      })
    },
  }).workspace()
  assertSilent(await getFailure(() => workspace.execute('c', 'e', 'a', { secret: PARAM })))
})

test('the log has every attempt, and no token, query or body', async () => {
  const server = await startScriptedUpstream()
  const entries: LogEntry[] = []
  let count = 0
  server.respond((request, response) => {
    if (request.url.endsWith('/token'))
      return json({ access_token: TOKEN, expires_in: 900 })(request, response)
    if (request.url.endsWith('/scoped-token'))
      return json({ token: TOKEN, expires_in: 900 })(request, response)
    return count++ === 0
      ? json({ code: 'unavailable', message: 'later', request_id: 'r-1', errors: [] }, 503)(request, response)
      : json({ result: PARAM, connector_metadata: null }, 200, { 'x-request-id': 'r-2' })(request, response)
  })
  const workspace = new Bulkhead({
    url: server.url,
    clientId: 'app',
    clientSecret: 'secret-that-nobody-may-see',
    log: (entry) => entries.push(entry),
  }).workspace()
  await workspace.execute('c-1', 'e', 'a', { secret: PARAM })
  await workspace.toolCalls.list({ entity: PARAM })
  assert.deepEqual(
    entries
      .slice(0, 4)
      .map(({ durationMs: _ms, retryInMs, ...entry }) => ({ ...entry, waits: retryInMs !== undefined })),
    [
      {
        operation: 'createApplicationToken',
        method: 'POST',
        path: '/api/v1/account/applications/token',
        attempt: 1,
        status: 200,
        waits: false,
      },
      {
        operation: 'createScopedToken',
        method: 'POST',
        path: '/api/v1/account/applications/scoped-token',
        attempt: 1,
        status: 200,
        waits: false,
      },
      {
        operation: 'executeOperation',
        method: 'POST',
        path: '/api/v1/integrations/connectors/c-1/execute',
        attempt: 1,
        status: 503,
        code: 'unavailable',
        requestId: 'r-1',
        waits: true,
      },
      {
        operation: 'executeOperation',
        method: 'POST',
        path: '/api/v1/integrations/connectors/c-1/execute',
        attempt: 2,
        status: 200,
        requestId: 'r-2',
        waits: false,
      },
    ],
  )
  assert.ok(!JSON.stringify(entries).includes('nobody-may-see'))
  await server.close()
})

test('an id cannot leave its place in the path, and nothing is sent', async () => {
  const server = await startScriptedUpstream()
  const workspace = new Bulkhead({ url: server.url, token: TOKEN }).workspace()
  for (const id of ['', '.', '..']) {
    await assert.rejects(workspace.connectors.get(id), { code: 'invalid_argument' })
  }
  assert.equal(server.arrived.length, 0)
  server.respond(json({}))
  await workspace.connectors.get('../../workspaces?x=#y/%2e')
  assert.equal(
    server.arrived[0]?.url,
    '/api/v1/integrations/connectors/..%2F..%2Fworkspaces%3Fx%3D%23y%2F%252e',
  )
  await server.close()
})

test('a model learns how long to wait', () => {
  const facts = {
    code: 'rate_limited',
    message: 'Too many.',
    status: 429,
    requestId: undefined,
    errors: [],
  } as const
  for (const [retryAfter, said] of [
    [1, 'Try again after 1 second, not before.'],
    [2, 'Try again after 2 seconds, not before.'],
  ] as const) {
    assert.ok(toolErrorText(errors.apiError({ ...facts, retryAfter })).endsWith(said))
  }
})

async function getFailure(call: () => PromiseLike<unknown>): Promise<errors.BulkheadError> {
  try {
    await call()
  } catch (error) {
    assert.ok(error instanceof errors.BulkheadError)
    return error
  }
  assert.fail('it did not fail')
}

/** Asserts that no property of an error holds sent values, hidden properties included. */
function assertSilent(error: Error): void {
  const text = `${inspect(error, { depth: 20, showHidden: true })}${JSON.stringify(error)}${error.stack}`
  assert.ok(!text.includes('nobody-may-see'), text)
}
