import assert from 'node:assert/strict'
import test from 'node:test'
import type { Effect } from '#model/definition'
import { EngineError } from '#model/errors'
import type { RetryPolicy } from '#model/retry-policy'
import { planRequest } from '#plan/plan-request'
import { type AttemptOutcome, retryDelayMs } from '#retry/retry-delay'
import { sendWithRetry } from '#retry/send-with-retry'
import { acme, compile, documentWith, NEW_WIDGET } from '../acme.ts'
import { rejectsCode, throwsCode } from '../assert-engine-error.ts'
import { json, sender, wire } from './wire.ts'

const list = { entity: 'widgets', action: 'list' }
const create = { entity: 'widgets', action: 'create', params: { name: 'n' } }
const getRetry = (config: string) =>
  compile(documentWith({ schemas: NEW_WIDGET, info: `x-airbyte-retry-config: ${config}` }))

/** Responds with each in turn, and then with the last one. Returns the waits and the number of requests. */
async function attempts(
  responses: Parameters<typeof json>[],
  call: typeof list,
  definition = acme,
  limits = {},
) {
  let at = 0
  const slept: number[] = []
  const { context, upstream } = await wire(definition, (request, response) => {
    json(...(responses[Math.min(at, responses.length - 1)] ?? [{}]))(request, response)
    at += 1
  })
  const options = { sleep: async (ms: number) => void slept.push(ms), random: () => 0.5, ...limits }
  const { status } = await sendWithRetry(sender, planRequest(context(), call), options)
  return { status, slept, count: upstream.requests.length }
}

// Shows Repeating: reads
test('a read is repeated with growing, jittered delays, three times in all', async () => {
  assert.deepEqual(
    await attempts(
      [
        [{}, 503],
        [{}, 500],
        [[], 200],
      ],
      list,
    ),
    { status: 200, slept: [500, 1000], count: 3 },
  )
  assert.deepEqual(await attempts([[{}, 503]], list), { status: 503, slept: [500, 1000], count: 3 })
  assert.equal((await attempts([[{}, 404]], list)).count, 1)
})

// Shows Repeating: writes, after 429 only
test('a write is repeated after 429 only', async () => {
  assert.deepEqual(
    await attempts(
      [
        [{}, 429],
        [{}, 201],
      ],
      create,
    ),
    { status: 201, slept: [500], count: 2 },
  )
  for (const status of [500, 502, 503, 504]) assert.equal((await attempts([[{}, status]], create)).count, 1)
})

// Shows Effects: what a document declares decides what may be repeated
test('a POST that is declared to read is repeated like a read, and a GET that writes is not', async () => {
  const declared = (method: string, action: string, effect: string) =>
    compile(
      documentWith({
        paths: `
/widgets:
  ${method}: { x-airbyte-entity: widgets, x-airbyte-action: ${action}, x-bulkhead-effect: ${effect} }
`,
      }),
    )
  const call = (action: string) => ({ entity: 'widgets', action })
  assert.equal((await attempts([[{}, 503]], call('create'), declared('post', 'create', 'read'))).count, 3)
  assert.equal((await attempts([[{}, 503]], call('get'), declared('get', 'get', 'write'))).count, 1)
})

const forms: [string, string, number][] = [
  ['{}', '7', 7000],
  ['{}', '1.2', 2000],
  ['{ retry_after_format: milliseconds, retry_after_header: X-Wait }', '1500', 2000],
]
for (const [config, value, delay] of forms) {
  // Shows Repeating: the delay that a service names
  test(`the service’s own time is waited for: ${value} by ${config}`, async () => {
    const name = config.includes('X-Wait') ? 'x-wait' : 'retry-after'
    const { slept } = await attempts([[{}, 429, { [name]: value }], [[]]], list, getRetry(config))
    assert.deepEqual(slept, [delay])
  })
}

test('a Retry-After date or delay is waited for; one beyond the limits ends the call at once', () => {
  const policy = acme.entities.get('widgets')?.get('list')?.retry as RetryPolicy
  const now = Date.UTC(2025, 0, 1)
  const delay = (value: string, more: Partial<RetryPolicy> = {}) =>
    retryDelayMs(
      { ...policy, ...more },
      'read',
      1,
      { status: 429, headers: { 'retry-after': value }, received_at: now },
      () => 0,
    )
  assert.equal(delay('Wed, 01 Jan 2025 00:00:30 GMT'), 30_000)
  assert.equal(delay(String(now / 1000 + 20), { retry_after_format: 'unix_timestamp' }), 20_000)
  assert.equal(delay(String(now / 1000 + 20)), 20_000, 'a number that can only be a moment')
  assert.equal(delay('61'), undefined)
  assert.equal(delay('61', { max_delay_seconds: 90 }), 61_000)
  assert.equal(delay('soon'), 0)
})

// Shows Repeating: the policy of a document
test('the policy of a document decides', async () => {
  assert.equal((await attempts([[{}, 503]], list, getRetry('{ max_attempts: 1 }'))).count, 1)
  const policy =
    '{ max_attempts: 5, initial_delay_seconds: 2, exponential_base: 3, max_delay_seconds: 10, jitter: false, retry_on_status_codes: [418] }'
  assert.deepEqual(await attempts([[{}, 418]], list, getRetry(policy)), {
    status: 418,
    slept: [2000, 6000, 10_000, 10_000],
    count: 5,
  })
  assert.equal((await attempts([[{}, 503]], list, getRetry(policy))).count, 1)
  throwsCode('document_invalid', () => getRetry('{ max_attempts: many }'), /from 1 to 10/)
  const { warnings, entities } = getRetry('{ max_attempts: 0, max_delay_seconds: 9000 }')
  assert.match(warnings[0]?.message ?? '', /max_attempts is taken as 1; it can be 1 to 10/)
  assert.equal(entities.get('widgets')?.get('list')?.retry.max_delay_seconds, 300)
  throwsCode('document_invalid', () => getRetry('{ retry_after_format: hours }'), /seconds, milliseconds/)
})

test('no attempt begins after the time for all of them', async () => {
  assert.equal((await attempts([[{}, 503]], list, acme, { withinMs: 1200, clock: () => 0 })).count, 3)
  assert.equal((await attempts([[{}, 503]], list, acme, { withinMs: 700, clock: () => 0 })).count, 2)
})

const timeout = (sent: boolean) => new EngineError('timeout', 'late', { sent })
const outcomes: [string, AttemptOutcome, Record<Effect, boolean>][] = [
  ['no connection', new EngineError('unreachable', 'x'), { read: true, write: true }],
  ['a time-out before sending', timeout(false), { read: true, write: true }],
  ['a time-out after sending', timeout(true), { read: true, write: false }],
  ['a broken connection', new EngineError('connection_lost', 'x'), { read: true, write: false }],
  ['a refused address', new EngineError('egress_refused', 'x'), { read: false, write: false }],
  ['an answer that is too large', new EngineError('response_too_large', 'x'), { read: false, write: false }],
]
for (const [what, outcome, expected] of outcomes) {
  // Shows Repeating: requests that certainly changed nothing, and others
  test(`${what} is repeated: ${JSON.stringify(expected)}`, () => {
    const policy = acme.entities.get('widgets')?.get('list')?.retry as RetryPolicy
    for (const effect of ['read', 'write'] as const) {
      assert.equal(retryDelayMs(policy, effect, 1, outcome, () => 0) !== undefined, expected[effect], effect)
    }
  })
}

test('an aborted call is not repeated', async () => {
  const { context, upstream } = await wire(acme, json({}, 503))
  const controller = new AbortController()
  const sleep = async () => controller.abort()
  const options = { signal: controller.signal, sleep, random: () => 0.5 }
  await rejectsCode('timeout', sendWithRetry(sender, planRequest(context(), list), options), /cancelled/)
  assert.equal(upstream.requests.length, 1)
})

// Shows Repeating: a time limit for all attempts together
test('all attempts together end in time, the last one included', async () => {
  const { context, upstream } = await wire(acme, (_request, response) => {
    // The first fails at once, the second never responds.
    if (upstream.requests.length === 1) response.writeHead(503).end()
  })
  const planned = planRequest(context(), list)
  const started = performance.now()
  const options = { withinMs: 1_500, random: () => 0 }
  const error = await rejectsCode('timeout', sendWithRetry(sender, planned, options))
  assert.deepEqual(error.details, { sent: true })
  assert.equal(upstream.requests.length, 2)
  assert.ok(performance.now() - started < 20_000)
})
