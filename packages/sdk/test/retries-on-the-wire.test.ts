import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { json, type ScriptedUpstream, startScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import type { Exchange, RecordingProxy } from '@bulkhead/testing/upstreams/recording-proxy'
import { Bulkhead } from '../src/bulkhead.ts'
import { type ConflictError, ConnectionError, TimeoutError, UpstreamError } from '../src/client/errors.ts'
import type { Workspace } from '../src/workspace/workspace.ts'
import { type Bench, openBench } from './bench.ts'

for (const engine of engines) {
  describe(engine.name, () => {
    let bench: Bench
    let proxy: RecordingProxy
    let upstream: ScriptedUpstream
    let acme: Workspace
    let id: string
    before(async () => {
      bench = await openBench(engine)
      proxy = bench.proxy
      upstream = bench.upstream
      acme = new Bulkhead(bench.options).workspace('acme')
      id = await bench.createProbe(acme)
    })
    after(async () => {
      await bench?.close()
      await engine.close()
    })
    afterEach(() => {
      proxy.interfere({})
      upstream.respond(json({ items: [] }))
    })
    /** Returns the requests to execute that are sent while `work` runs. */
    const executed = async (work: () => Promise<unknown>): Promise<Exchange[]> => {
      const mark = proxy.exchanges.length
      await work()
      return proxy.exchanges.slice(mark).filter(isExecute)
    }
    const written = () => upstream.arrived.filter(({ method }) => method === 'POST').length

    test('a write whose reply is lost is sent again under the same key, and happens once', async () => {
      upstream.respond(json({ id: '1' }, 201))
      const before = written()
      const exchanges = await executed(async () => {
        proxy.interfere({ after: once(isExecute, 'drop') })
        const { result } = await acme.execute(id, 'things', 'create', { name: 'sprocket' })
        assert.deepEqual(result, { id: '1' })
      })
      const keys = exchanges.map(({ headers }) => headers['idempotency-key'])
      assert.equal(keys.length, 2)
      assert.match(String(keys[0]), /^[0-9a-f-]{36}$/)
      assert.equal(keys[0], keys[1])
      assert.equal(written() - before, 1)
    })

    test('a write that never arrived is sent again under the same key', async () => {
      upstream.respond(json({ id: '2' }, 201))
      const before = written()
      let isFirst = true
      const exchanges = await executed(async () => {
        proxy.interfere({
          before: (exchange) => {
            if (!isExecute(exchange) || !isFirst) return undefined
            isFirst = false
            return 'drop'
          },
        })
        await acme.execute(id, 'things', 'create', { name: 'cog' })
      })
      assert.equal(new Set(exchanges.map(({ headers }) => headers['idempotency-key'])).size, 1)
      assert.equal(exchanges.length, 2)
      assert.equal(written() - before, 1)
    })

    test('two calls have two keys; a key of the caller’s is used as it is', async () => {
      upstream.respond(json({ id: '3' }, 201))
      const before = written()
      const exchanges = await executed(async () => {
        await acme.execute(id, 'things', 'create', { name: 'a' })
        await acme.execute(id, 'things', 'create', { name: 'a' })
        await acme.execute(id, 'things', 'create', { name: 'b' }, { idempotencyKey: 'ticket-4711' })
        const { response } = await acme
          .execute(id, 'things', 'create', { name: 'b' }, { idempotencyKey: 'ticket-4711' })
          .withResponse()
        assert.equal(response.headers.get('idempotent-replayed'), 'true')
      })
      const keys = exchanges.map(({ headers }) => headers['idempotency-key'])
      assert.equal(new Set(keys).size, 3)
      assert.deepEqual(keys.slice(2), ['ticket-4711', 'ticket-4711'])
      assert.equal(written() - before, 3)
    })

    test('while the first attempt is in progress, the second waits for its response', async () => {
      const { promise: released, resolve: release } = Promise.withResolvers<void>()
      upstream.respond(async (_request, response) => {
        await released
        response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"4"}')
      })
      const before = written()
      let isFirst = true
      const exchanges = await executed(async () => {
        proxy.interfere({
          after: (exchange) => {
            if (exchange.status === 409) release()
            return undefined
          },
        })
        // The first attempt gives up early, while the server still works on it.
        const { result } = await new Bulkhead({
          ...bench.options,
          fetch: (url, init) => {
            if (!url.endsWith('/execute') || !isFirst) return fetch(url, init)
            isFirst = false
            void fetch(url, { ...init, signal: null }).catch(() => undefined)
            return new Promise((_resolve, reject) => setTimeout(() => reject(new TypeError('cut off')), 300))
          },
        })
          .workspace('acme')
          .execute(id, 'things', 'create', { name: 'slow' })
        assert.deepEqual(result, { id: '4' })
      })
      assert.ok(exchanges.some(({ status }) => status === 409))
      assert.equal(written() - before, 1)
    })

    test('a write whose outcome is unknown is not sent again', async () => {
      upstream.respond(json({ message: 'broken' }, 500))
      const before = written()
      const failing = () => acme.execute(id, 'things', 'create', { name: 'x' })
      await executed(async () => {
        await assert.rejects(failing(), (error: UpstreamError) => {
          assert.ok(error instanceof UpstreamError)
          assert.equal(error.code, 'outcome_unknown')
          assert.equal(error.upstreamStatus, 500)
          return true
        })
      })
      assert.equal(written() - before, 1)
    })

    test('the SDK waits for Retry-After, and gives up if it is too long', async () => {
      const busy = (seconds: number) => ({
        status: 429,
        headers: { 'content-type': 'application/json', 'retry-after': String(seconds) },
        body: JSON.stringify({ code: 'rate_limited', message: 'Slow down.', request_id: 'r', errors: [] }),
      })
      const began = performance.now()
      const exchanges = await executed(async () => {
        proxy.interfere({ after: once(isExecute, busy(1)) })
        await acme.execute(id, 'things', 'list')
      })
      assert.equal(exchanges.length, 2)
      assert.ok(performance.now() - began >= 1_000)

      const refused = await executed(async () => {
        proxy.interfere({ after: (exchange) => (isExecute(exchange) ? busy(3_600) : undefined) })
        await assert.rejects(acme.execute(id, 'things', 'list'), {
          name: 'RateLimitError',
          retryAfter: 3_600,
        })
      })
      assert.equal(refused.length, 1)
    })

    test('a 503 is repeated up to three attempts, or as often as the options say', async () => {
      const down = { status: 503, body: 'down' }
      proxy.interfere({ after: (exchange) => (isExecute(exchange) ? down : undefined) })
      const failing = (maxRetries?: number) => () =>
        assert.rejects(
          acme
            .execute(id, 'things', 'list', {}, maxRetries === undefined ? {} : { maxRetries })
            .withResponse(),
          { name: 'ServerError', code: 'unexpected_reply', status: 503 },
        )
      assert.equal((await executed(failing())).length, 3)
      assert.equal((await executed(failing(0))).length, 1)
    })

    test('making an application is not repeated when the reply is lost', async () => {
      const { applications } = new Bulkhead(bench.options)
      const mark = proxy.exchanges.length
      proxy.interfere({
        after: (exchange) => (exchange.method === 'POST' && isApplications(exchange) ? 'drop' : undefined),
      })
      await assert.rejects(applications.create('ci'), ConnectionError)
      assert.equal(proxy.exchanges.slice(mark).filter(isApplications).length, 1)
    })

    test('a timeout and an abort end a call, and say which it was', async () => {
      upstream.respond(() => {})
      await assert.rejects(
        acme.execute(id, 'things', 'list', {}, { timeoutMs: 100, maxRetries: 0 }),
        (error: unknown) => error instanceof TimeoutError && error instanceof ConnectionError,
      )
      const reason = new Error('the user left')
      const controller = new AbortController()
      const call = acme.execute(id, 'things', 'list', {}, { signal: controller.signal })
      setTimeout(() => controller.abort(reason), 50)
      await assert.rejects(call, (error) => error === reason)
      await assert.rejects(
        acme.execute(id, 'things', 'list', {}, { signal: controller.signal }),
        (error) => error === reason,
      )
    })

    test('the caller who mints may leave without those who wait for the token', async () => {
      const options = await bench.newOptions()
      const other = new Bulkhead(options).workspace('acme')
      await bench.createProbe(other)
      const url = proxy.url.replace('127.0.0.1', 'localhost')
      const fresh = new Bulkhead({ ...options, url }).workspace('acme')
      const controller = new AbortController()
      const first = fresh.info({ signal: controller.signal })
      const second = fresh.info()
      controller.abort()
      await assert.rejects(first, { name: 'AbortError' })
      assert.equal((await second).workspace_name, 'acme')
    })

    test('a key that is used for another request is a validation error', async () => {
      upstream.respond(json({ id: '5' }, 201))
      await acme.execute(id, 'things', 'create', { name: 'a' }, { idempotencyKey: 'same' })
      const other = acme.execute(id, 'things', 'create', { name: 'b' }, { idempotencyKey: 'same' })
      await assert.rejects(other, (error: ConflictError) => error.code === 'idempotency_mismatch')
    })
  })
}

test('a client that gives up early does not fail one that waits longer for the same token', async (t) => {
  const server = await startScriptedUpstream()
  t.after(() => server.close())
  const replies: Readonly<Record<string, object>> = {
    '/api/v1/account/applications/token': { access_token: 'of the application', expires_in: 900 },
    '/api/v1/account/applications/scoped-token': { token: 'of acme', expires_in: 1200 },
    '/api/v1/account/applications/scoped-token/info': { workspace_name: 'acme' },
  }
  for (const late of Object.keys(replies).slice(0, 2)) {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    server.respond(async (request, response) => {
      if (request.url === late) await released
      json(replies[request.url])(request, response)
    })
    const options = { url: server.url, clientId: `app of ${late}`, clientSecret: 'secret' }
    const hasty = new Bulkhead({ ...options, timeoutMs: 500, maxRetries: 0 }).workspace('acme').info()
    const patient = new Bulkhead(options).workspace('acme').info()
    await assert.rejects(hasty, TimeoutError)
    release()
    assert.equal((await patient).workspace_name, 'acme')
  }
})

test('redirects are not followed: the token stays here', async () => {
  const elsewhere = await startScriptedUpstream()
  const redirecting = await startScriptedUpstream()
  redirecting.respond((_request, response) => {
    response.writeHead(307, { location: `${elsewhere.url}/stolen` }).end()
  })
  const workspace = new Bulkhead({
    url: redirecting.url,
    clientId: 'app',
    clientSecret: 'secret',
  }).workspace()
  await assert.rejects(workspace.info(), { code: 'unexpected_reply' })
  assert.deepEqual(elsewhere.arrived, [])
  await redirecting.close()
  await elsewhere.close()
})

function isExecute({ url }: Exchange): boolean {
  return url.endsWith('/execute')
}

function isApplications({ url }: Exchange): boolean {
  return url === '/api/v1/applications'
}

/** Returns a function that gives `what` for the first matching exchange only. */
function once<R>(fits: (exchange: Exchange) => boolean, what: R): (exchange: Exchange) => R | undefined {
  let isDone = false
  return (exchange) => {
    if (isDone || !fits(exchange)) return undefined
    isDone = true
    return what
  }
}
