import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { operations } from '@bulkhead/contract/operations'
import { engines } from '@bulkhead/testing/engines'
import { fuzz } from '@bulkhead/testing/fuzz/fuzz'

const REQUESTS = 5_000
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

for (const engine of engines) {
  describe(`generated requests on ${engine.name}`, () => {
    after(() => engine.close())

    test(`${REQUESTS} of them are answered as the contract says`, async () => {
      const { answers, faults } = await fuzz({ engine, seed: SEED, requests: REQUESTS })
      assert.deepEqual(faults, [])
      const succeeded = new Set(
        [...answers.keys()].filter((key) => / 20\d$/.test(key)).map((key) => key.split(' ')[0]),
      )
      const never = operations
        .map(({ operationId }) => operationId)
        .filter((id) => !succeeded.has(id) && !NOT_BY_CHANCE.has(id))
      assert.deepEqual(never, [], 'an operation that never succeeds is not tested')
      const failed = [...answers].filter(([key]) => !/ 20\d$/.test(key))
      assert.ok(failed.length > 60, `${failed.length} kinds of failure`)
    })
  })
}
