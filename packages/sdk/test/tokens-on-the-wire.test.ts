import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { engines } from '@bulkhead/testing/engines'
import type { Exchange, RecordingProxy } from '@bulkhead/testing/upstreams/recording-proxy'
import { Bulkhead } from '../src/bulkhead.ts'
import { type Bench, openBench } from './bench.ts'

for (const engine of engines) {
  describe(engine.name, () => {
    let bench: Bench
    let proxy: RecordingProxy
    before(async () => {
      bench = await openBench(engine)
      proxy = bench.proxy
    })
    after(async () => {
      await bench?.close()
      await engine.close()
    })
    const since = (mark: number) => proxy.exchanges.slice(mark)

    test('only scoped tokens reach execute', async () => {
      const options = await bench.newOptions()
      const acme = new Bulkhead(options).workspace('acme')
      const id = await bench.createProbe(acme)
      const probe = await acme.connect('probe')
      await probe.execute('things', 'list')
      await acme.execute(id, 'things', 'get', { id: '1' })
      await probe.executePages('things', 'list')
      await (await probe.tools({ actions: ['list'] })).probe_things_list?.execute({})
      const scoped = new Set(proxy.exchanges.filter(isMint).map(({ reply = '' }) => JSON.parse(reply).token))
      const executed = proxy.exchanges.filter(isExecute)
      assert.ok(executed.length >= 4)
      for (const { headers } of executed) {
        assert.ok(scoped.has(headers.authorization?.replace('Bearer ', '')), 'a token that was minted scoped')
      }
      const elsewhere = proxy.exchanges.filter((exchange) => !isToken(exchange))
      for (const { body, url } of elsewhere) assert.ok(!`${url}${body}`.includes(options.clientSecret ?? ''))
    })

    test('a hundred first calls at once share one application token and one mint', async () => {
      const options = await bench.newOptions()
      const id = await bench.createProbe(new Bulkhead(options).workspace('acme'))
      // Another spelling of the same address has its own cache.
      const mark = proxy.exchanges.length
      const url = proxy.url.replace('127.0.0.1', 'localhost')
      const calls = Array.from({ length: 100 }, () =>
        new Bulkhead({ ...options, url }).workspace('acme').execute(id, 'things', 'list'),
      )
      await Promise.all(calls)
      assert.equal(since(mark).filter(isToken).length, 1)
      assert.equal(since(mark).filter(isMint).length, 1)
      assert.equal(since(mark).filter(isExecute).length, 100)
    })

    test('a token is replaced before it expires', async () => {
      const options = await bench.newOptions()
      const acme = new Bulkhead(options).workspace('acme')
      // The server's tokens live a minute at least; here it says six seconds. A busy machine may take some of them for
      // the first call.
      proxy.interfere({
        after: (exchange) =>
          isMint(exchange)
            ? {
                status: 200,
                headers: { 'content-type': 'application/json' },
                body: JSON.stringify({ ...JSON.parse(exchange.reply ?? ''), expires_in: 6 }),
              }
            : undefined,
      })
      const id = await bench.createProbe(acme)
      const mark = proxy.exchanges.length
      await acme.execute(id, 'things', 'list')
      assert.equal(since(mark).filter(isMint).length, 0, 'still good')
      await sleep(4_900)
      await acme.execute(id, 'things', 'list')
      proxy.interfere({})
      const executed = since(mark).filter(isExecute)
      assert.equal(since(mark).filter(isMint).length, 1)
      assert.notEqual(executed[0]?.headers.authorization, executed[1]?.headers.authorization)
      assert.ok(executed.every(({ status }) => status === 200))
    })

    test('after a revocation the next call mints a new token by itself', async () => {
      const options = await bench.newOptions()
      const acme = new Bulkhead(options).workspace('acme')
      const id = await bench.createProbe(acme)
      const { workspace_id } = await acme.info()
      const token = await bench.testServer.applicationToken({
        client_id: options.clientId ?? '',
        client_secret: options.clientSecret ?? '',
      })
      await bench.testServer.call('POST', `/api/v1/workspaces/${workspace_id}/revoke-tokens`, {
        token,
        body: undefined,
      })
      const mark = proxy.exchanges.length
      await Promise.all(Array.from({ length: 20 }, () => acme.execute(id, 'things', 'list')))
      assert.equal(since(mark).filter(isMint).length, 1, 'all that were refused share one mint')
    })

    test('a wrong secret is tried once, and reported', async () => {
      const { clientId = '' } = await bench.newOptions()
      const wrong = { url: proxy.url, clientId, clientSecret: 'x'.repeat(40) }
      const mark = proxy.exchanges.length
      await assert.rejects(new Bulkhead(wrong).workspace('acme').info(), {
        name: 'AuthenticationError',
        code: 'invalid_client',
      })
      assert.equal(since(mark).length, 1)
    })

    test('leaving the block revokes the tokens that were used in it, in their last minute too', async (t) => {
      const now = performance.now.bind(performance)
      for (const laterMs of [0, 1_150_000]) {
        const options = await bench.newOptions()
        let authorization: string | undefined
        {
          await using acme = new Bulkhead(options).workspace('acme')
          await bench.createProbe(acme)
          authorization = proxy.exchanges.at(-1)?.headers.authorization
          t.mock.method(performance, 'now', () => now() + laterMs)
        }
        t.mock.restoreAll()
        const { status } = await bench.testServer.call('GET', '/api/v1/integrations/connectors', {
          headers: { authorization: authorization ?? '' },
        })
        assert.equal(status, 401)
        await new Bulkhead(options).workspace('acme').info()
      }
    })
  })
}

function isToken({ url }: Exchange): boolean {
  return url === '/api/v1/account/applications/token'
}

function isMint({ url }: Exchange): boolean {
  return url === '/api/v1/account/applications/scoped-token'
}

function isExecute({ url }: Exchange): boolean {
  return url.endsWith('/execute')
}
