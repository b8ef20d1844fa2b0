import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { BulkheadError } from '@bulkhead/contract/errors'
import { isEngineError } from '@bulkhead/engine/errors'
import { createRedactor, readableOperation } from '@bulkhead/engine/read'
import { loadDefinitions } from '@bulkhead/server/connectors/definitions/load-definitions'
import {
  type ReadingOrder,
  readUpstreamResponse,
} from '@bulkhead/server/execution/reading/read-upstream-response'
import { createReaderPool } from '@bulkhead/server/execution/reading/reader-pool'
import { createLog } from '@bulkhead/server/platform/log'
import { probeOperation } from '@bulkhead/testing/loop-budget/probe-definition'
import fc from 'fast-check'

const SECRET = 'ghp_aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5'
const OWNER = { organization: 'o', workspace: 'w' }
const FAILING = new URL('./threads/failing-thread.ts', import.meta.url)

function waiting(ms = 60_000) {
  return { deadline: performance.now() + ms }
}

function getOrder(body: string, more: Partial<ReadingOrder> = {}): ReadingOrder {
  return {
    operation: readableOperation(probeOperation('lists', 'list')),
    response: {
      status: 200,
      headers: {},
      body: new TextEncoder().encode(body),
      redirects: 0,
      received_at: 0,
    },
    page: {},
    settings: {},
    selection: {},
    suspects: [],
    shortens: false,
    wantsJson: true,
    ...more,
  }
}

describe('threads that read', () => {
  const pool = createReaderPool({ threads: 2 })
  after(() => pool.close())

  test('law: another thread reads as this one does', async () => {
    const json = fc
      .oneof(
        fc.array(
          fc.record({ id: fc.bigInt(-(10n ** 20n), 10n ** 20n), text: fc.string({ maxLength: 2000 }) }),
        ),
        fc.array(fc.constantFrom({ id: 1n, text: `x ${SECRET}` }, { id: 2n, text: '' })),
        fc.constantFrom(
          '{"',
          '<html>',
          '',
          'null',
          '{"a":[1,{"b":null}]}',
          '['.repeat(1500) + ']'.repeat(1500),
        ),
      )
      .map((value) => (typeof value === 'string' ? value : written(value)))
    const selection = fc.constantFrom({}, { select_fields: ['id'] }, { exclude_fields: ['text'] })
    await fc.assert(
      fc.asyncProperty(json, selection, fc.boolean(), async (body, fields, shortens) => {
        const order = () =>
          getOrder(body, {
            selection: fields,
            shortens,
            suspects: fields.select_fields ?? [],
            wantsJson: shortens,
          })
        const here = outcome(() => {
          const { result, json, connector_metadata, ...rest } = readUpstreamResponse(
            order(),
            createRedactor([SECRET]),
          )
          return {
            ...rest,
            result: json ?? JSON.stringify(result),
            metadata: JSON.stringify(connector_metadata),
          }
        })
        const there = await pool.read({ order: order(), secrets: [SECRET] }, OWNER, waiting()).then(
          ({ result, connector_metadata, ...rest }) => ({
            ...rest,
            result: new TextDecoder().decode(result),
            metadata: connector_metadata,
          }),
          getOutcome,
        )
        assert.deepEqual(there, here)
      }),
      { numRuns: 100 },
    )
  })

  test('the bytes of a response change hands', async () => {
    const order = getOrder(`[${`{"name":"${'x'.repeat(90)}"},`.repeat(10_000)}{"id":2}]`)
    const { result } = await pool.read({ order, secrets: [] }, OWNER, waiting())
    assert.equal(order.response.body.length, 0)
    assert.equal(result.length, 102 * 10_000 + 10)
  })

  test('every operation of the catalog can be handed to a thread', () => {
    const { all } = loadDefinitions(undefined, createLog('silent'))
    let count = 0
    for (const { definition } of all) {
      for (const actions of definition.entities.values()) {
        for (const operation of actions.values()) {
          const readable = readableOperation(operation)
          assert.deepEqual(structuredClone(readable), readable)
          count += 1
        }
      }
    }
    assert.ok(count > 400, String(count))
  })
})

function written(records: readonly { readonly id: bigint; readonly text: string }[]): string {
  return `[${records.map(({ id, text }) => `{"id":${id},"text":${JSON.stringify(text)}}`).join()}]`
}

function outcome<T>(work: () => T) {
  try {
    return work()
  } catch (thrown) {
    return getOutcome(thrown)
  }
}

function getOutcome(thrown: unknown) {
  if (!isEngineError(thrown)) throw thrown
  return { code: thrown.code, message: thrown.message, details: thrown.details }
}

describe('threads that fail', () => {
  const pool = createReaderPool({ threads: 1, script: FAILING, heapMib: 32 })
  after(() => pool.close())
  const read = async (how: string, owner = OWNER) => {
    const { result } = await pool.read({ order: getOrder('1'), secrets: [how] }, owner, waiting())
    return new TextDecoder().decode(result)
  }

  for (const [how, code] of [
    ['exit', 'response_unreadable'],
    ['throw', 'response_unreadable'],
    ['memory', 'response_too_large'],
  ] as const) {
    test(`a thread that ends (${how}) fails its one call, and another takes its place`, async () => {
      // Two calls wait. The thread that ends has one of them.
      const failed = read(how)
      const next = read('')
      await assert.rejects(failed, (error) => isEngineError(error, code))
      assert.equal(await next, '1')
      assert.equal(await read(''), '2')
      await assert.rejects(read('exit'))
    })
  }

  test('a workspace with many responses does not keep another waiting', async () => {
    const order: string[] = []
    const one = (workspace: string) =>
      read('', { organization: workspace, workspace }).then(() => order.push(workspace))
    await Promise.all([...Array.from({ length: 8 }, () => one('busy')), one('quiet')])
    // At most two come first: one that the thread was reading already, and one that was next.
    assert.ok(order.indexOf('quiet') <= 2, order.join())
  })

  test('a call that gets no slot in time fails with the reason, and a cancelled one gets none', async () => {
    const blocked = read('memory')
    const late = pool.read({ order: getOrder('1'), secrets: [''] }, OWNER, waiting(1))
    await assert.rejects(late, (error) => error instanceof BulkheadError && error.code === 'unavailable')
    const caller = new AbortController()
    const given = pool.read({ order: getOrder('1'), secrets: [''] }, OWNER, {
      ...waiting(),
      signal: caller.signal,
    })
    caller.abort()
    await assert.rejects(
      given,
      (error) => error instanceof BulkheadError && error.code === 'upstream_timeout',
    )
    await assert.rejects(blocked)
  })

  test('closing ends threads in the middle of their work', async () => {
    const closing = createReaderPool({ threads: 1, script: FAILING, heapMib: 32 })
    const begun = closing.read({ order: getOrder('1'), secrets: ['memory'] }, OWNER, waiting())
    const failed = assert.rejects(begun)
    await closing.close()
    await failed
  })
})
