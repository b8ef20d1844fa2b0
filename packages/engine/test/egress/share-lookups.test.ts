import assert from 'node:assert/strict'
import { after, describe, type TestContext, test } from 'node:test'
import { createEgressPolicy } from '#egress/policy'
import { type ResolveAddresses, shareLookups } from '#egress/share-lookups'
import { createSender } from '#send/send-request'
import { planTo } from '../plan-to.ts'
import { serve } from '../upstream.ts'

const ADDRESS = { address: '127.0.0.1', family: 4 }
const OTHER = { address: '127.0.0.2', family: 4 }
const NOT_FOUND = Object.assign(new Error('no'), { code: 'ENOTFOUND' })
const PATIENCE_MS = 500

/** Lookups that respond when the test says so, the time, and what connections got. */
function silentNames(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] })
  const asked: Parameters<ResolveAddresses>[] = []
  const resolve = shareLookups((...one) => void asked.push(one))
  return {
    asked,
    /** Begins a connection. Its outcome is undefined until it has one. */
    connect(hostname: string) {
      const connection: { outcome?: unknown } = {}
      resolve(hostname, (error, addresses) => {
        assert.ok(!('outcome' in connection), 'one outcome')
        connection.outcome = error ?? addresses
      })
      return connection
    },
    end: (...outcome: Parameters<Parameters<ResolveAddresses>[1]>) => asked.at(-1)?.[1](...outcome),
    tick: (ms: number) => t.mock.timers.tick(ms),
  }
}

describe('a lookup that is late', () => {
  test('a late lookup leaves connections the addresses that the name had', (t) => {
    const { asked, connect, end, tick } = silentNames(t)
    connect('api.acme.test')
    end(null, [ADDRESS])
    const waiting = connect('api.acme.test')
    tick(PATIENCE_MS - 1)
    assert.equal(waiting.outcome, undefined)
    tick(1)
    assert.deepEqual(waiting.outcome, [ADDRESS])
    assert.deepEqual(connect('api.acme.test').outcome, [ADDRESS], 'those after it do not wait')
    assert.equal(asked.length, 2)
    end(null, [OTHER])
    const next = connect('api.acme.test')
    tick(PATIENCE_MS)
    assert.deepEqual(next.outcome, [OTHER], 'its response counts from then on')
  })

  test('a lookup is awaited if the addresses of the name are unknown or over an hour old', (t) => {
    const { connect, end, tick } = silentNames(t)
    const first = connect('api.acme.test')
    tick(10 * PATIENCE_MS)
    assert.equal(first.outcome, undefined)
    end(null, [ADDRESS])
    assert.deepEqual(first.outcome, [ADDRESS])
    tick(3_600_000)
    const later = connect('api.acme.test')
    tick(PATIENCE_MS)
    assert.equal(later.outcome, undefined)
    end(NOT_FOUND, [])
    assert.equal(later.outcome, NOT_FOUND)
  })

  test('a lookup returns no former addresses once the name server said that there are none', (t) => {
    const { connect, end, tick } = silentNames(t)
    connect('api.acme.test')
    end(null, [ADDRESS])
    connect('api.acme.test')
    end(NOT_FOUND, [])
    const next = connect('api.acme.test')
    tick(PATIENCE_MS)
    assert.equal(next.outcome, undefined)
  })

  test('a lookup keeps the addresses after a failure of the name server, which connections see if it came in time', (t) => {
    const { connect, end, tick } = silentNames(t)
    connect('api.acme.test')
    end(null, [ADDRESS])
    const failed = connect('api.acme.test')
    const failure = Object.assign(new Error('busy'), { code: 'EAI_AGAIN' })
    end(failure, [])
    assert.equal(failed.outcome, failure)
    const next = connect('api.acme.test')
    tick(PATIENCE_MS)
    assert.deepEqual(next.outcome, [ADDRESS])
  })

  test('the cache keeps the 10,000 names that were resolved last', (t) => {
    const { connect, end, tick } = silentNames(t)
    for (let name = 0; name <= 10_000; name += 1) {
      connect(`${name}.acme.test`)
      end(null, [ADDRESS])
    }
    const [forgotten, known] = [connect('0.acme.test'), connect('1.acme.test')]
    tick(PATIENCE_MS)
    assert.equal(forgotten.outcome, undefined)
    assert.deepEqual(known.outcome, [ADDRESS])
  })
})

test('two names whose name servers do not respond do not hold up calls to a name that responded before', async () => {
  const upstream = await serve((_request, response) => response.setHeader('connection', 'close').end('{}'))
  // Like the system's resolver, this one runs two lookups at a time.
  const queued: (() => void)[] = []
  let running = 0
  const begin = () => {
    if (running === 2) return
    running += 1
    queued.shift()?.()
  }
  const lookup: ResolveAddresses = (hostname, callback) => {
    queued.push(() => {
      if (hostname.startsWith('silent')) return
      running -= 1
      callback(null, [ADDRESS])
    })
    begin()
  }
  const sender = createSender({ policy: createEgressPolicy({ allow: ['127.0.0.0/8'] }), lookup })
  after(() => sender.close())
  const call = (host: string) => sender.send(planTo(`http://${host}:${upstream.port}/`))
  assert.equal((await call('api.acme.test')).status, 200)
  const hanging = ['silent-1.evil.test', 'silent-2.evil.test'].map((host) =>
    call(host).catch(() => undefined),
  )
  for (let round = 0; round < 3; round += 1) assert.equal((await call('api.acme.test')).status, 200)
  assert.equal(upstream.accepted(), 4)
  await Promise.all([sender.close(), ...hanging])
})
