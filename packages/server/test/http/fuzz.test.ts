import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { operations } from '@bulkhead/contract/operations'
import { engines } from '@bulkhead/testing/engines'
import { fuzz } from '@bulkhead/testing/fuzz/fuzz'

const REQUESTS = 4_000
const SEED = Number(process.env.BULKHEAD_FUZZ_SEED ?? 20_261)

/** What no generated request gets done: people and consents need a link, a password or a state that was just given out. */
const NOT_BY_CHANCE = new Set([
  'getLiveness',
  'getOpenApi',
  'createWidgetToken',
  'signUp',
  'signIn',
  'signOut',
  'getSession',
  'listSessions',
  'endSession',
  'setOAuthCredentials',
  'deleteOAuthCredentials',
  'initiateOAuth',
  'completeOAuth',
  'getToolCall',
])

/** Operations that were done, on any engine: which of the rare ones are is chance. */
const succeeded = new Set<string | undefined>()

for (const engine of engines) {
  describe(`generated requests on ${engine.name}`, () => {
    after(() => engine.close())

    test(`${REQUESTS} of them are answered as the contract says`, async () => {
      const { answers, faults } = await fuzz({ engine, seed: SEED, requests: REQUESTS })
      assert.deepEqual(faults, [])
      for (const key of answers.keys()) if (/ 20\d$/.test(key)) succeeded.add(key.split(' ')[0])
      const failed = [...answers].filter(([key]) => !/ 20\d$/.test(key))
      assert.ok(failed.length > 60, `${failed.length} kinds of failure`)
    })
  })
}

test('every operation succeeds now and then, or it would not be tested', {
  skip: engines.length < 2 && 'one engine alone sees too few requests',
}, () => {
  const never = operations.filter(
    ({ operationId }) => !succeeded.has(operationId) && !NOT_BY_CHANCE.has(operationId),
  )
  assert.deepEqual(
    never.map(({ operationId }) => operationId),
    [],
  )
})
