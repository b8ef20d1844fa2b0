import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { operations } from '@bulkhead/contract/operations'
import { engines } from '@bulkhead/testing/engines'
import {
  type FuzzReport,
  fuzz,
  getBatchSeeds,
  isSuccess,
  openFuzzedServer,
} from '@bulkhead/testing/fuzz/fuzz'
import { IS_WHOLE, SEED } from '@bulkhead/testing/sample'

const sampled = IS_WHOLE ? engines : engines.slice(-1)
const REQUESTS = 4_000

/** Operations that no generated request completes: people and consents need a fresh link, password, signature or state. */
const NOT_BY_CHANCE = new Set([
  'getLiveness',
  'getOpenApi',
  'createWidgetToken',
  'signUp',
  'readSignUpLink',
  'forgotPassword',
  'resetPassword',
  'confirmEmailChange',
  'signIn',
  'beginPasskeySignIn',
  'signInByPasskey',
  'findSignInProviders',
  'beginProviderSignIn',
  'setOAuthCredentials',
  'deleteOAuthCredentials',
  'initiateOAuth',
  'completeOAuth',
  'confirmOAuth',
  'getToolCall',
  'getToolCallBodies',
  // They take a picture, a public address, a state of a provider, or a link that was opened and not ended.
  'setBrandingLogo',
  'completeProviderSignIn',
  'createWebhookEndpoint',
  'deleteWebhookEndpoint',
  'getWebhookEndpoint',
  'listWebhookDeliveries',
  'pingWebhookEndpoint',
  'replayWebhookDelivery',
  'rotateWebhookSecret',
  'updateWebhookEndpoint',
  'confirmConnectSession',
  'discardConnectSession',
  'beginConnectAuthorization',
  'connectByCredentials',
  'disconnectConnector',
  'redeemConnectNonce',
  'createWidgetSession',
  // They take a whole OpenAPI document, or a definition made from one.
  'addDefinition',
  'deleteDefinition',
  'getOwnDefinition',
  'updateDefinition',
  // There is sample data for GitHub alone, which is not loaded here.
  'executeSampleOperation',
])

/** Further rounds, each with its own seed, of operations not executed yet, until every operation was. */
const MOST_ROUNDS = 24
const REQUESTS_OF_A_ROUND = 500

/** Operations that create what another operation ends. A round that needs the latter needs them too. */
const MAKERS: Readonly<Record<string, readonly string[]>> = {
  retireApplicationSecret: ['createApplicationSecret'],
  deleteWorkspaceAlias: ['updateWorkspace'],
  revokeWorkspaceKey: ['createWorkspaceKey'],
}

/** Operations that were done: which of the rare ones are is chance. */
const succeeded = new Set<string | undefined>()

/** Returns the number of kinds of failure. */
function check({ responses, faults }: FuzzReport): number {
  assert.deepEqual(faults, [])
  const kinds = [...responses.keys()]
  for (const key of kinds.filter(isSuccess)) succeeded.add(key.split(' ')[0])
  return kinds.filter((key) => !isSuccess(key)).length
}

function neverDone(): string[] {
  return operations
    .filter(({ callers }) => callers === 'anyone' || callers.some((caller) => caller !== 'person'))
    .map(({ operationId }) => operationId)
    .filter((id) => !succeeded.has(id) && !NOT_BY_CHANCE.has(id))
}

describe('generated requests', () => {
  after(() => Promise.all(engines.map((engine) => engine.close())))

  for (const engine of sampled) {
    test(`${REQUESTS} of them are answered as the contract says on ${engine.name}`, async () => {
      const failures = check(await fuzz({ engine, seed: SEED, requests: REQUESTS }))
      assert.ok(failures > 60, `${failures} kinds of failure`)
    })
  }

  test('every operation succeeds at times, or it would not be tested', async () => {
    const [engine] = sampled
    const server = engine && neverDone().length > 0 ? await openFuzzedServer(engine, SEED) : undefined
    try {
      for (let round = 1; round <= MOST_ROUNDS && neverDone().length > 0; round += 1) {
        // Most of them take a workspace.
        const wanted = ['createScopedToken', ...neverDone().flatMap((id) => [id, ...(MAKERS[id] ?? [])])]
        if (server) check(await server.send({ seed: SEED + round, requests: REQUESTS_OF_A_ROUND, wanted }))
      }
    } finally {
      await server?.close()
    }
    assert.deepEqual(neverDone(), [])
    const byPeople = operations.filter(
      ({ operationId, callers }) => `${callers}` === 'person' && succeeded.has(operationId),
    )
    assert.ok(byPeople.length > 10, `${byPeople.length} operations of people alone`)
  })

  test('neighboring seeds have no requests in common', () => {
    const getFirst = (seed: number) => [...getBatchSeeds(seed).take(50)]
    const seeds = [SEED, SEED + 1, SEED + 2].flatMap(getFirst)
    assert.equal(new Set(seeds).size, seeds.length)
  })
})
