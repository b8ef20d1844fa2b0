import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { BulkheadError } from '@bulkhead/contract/errors'
import { loadDefinitions } from '@bulkhead/server/connectors/definitions/load-definitions'
import { renewTokens, startCall } from '@bulkhead/server/execution/execute'
import { loadCall, openCall, openLoaded } from '@bulkhead/server/execution/open-call'
import { createLog } from '@bulkhead/server/platform/log'
import { sealCredentials } from '@bulkhead/server/platform/vault/sealed-values'
import { TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'

const revoked = new BulkheadError('unauthenticated', 'The token was revoked. Get a new one.')
const refusal = new BulkheadError('upstream_rejected', 'The upstream responded with 401.', {
  details: [{ field: null, message: '', details: { upstream_status: 401 } }],
})

const definitions = loadDefinitions(TEST_CONNECTORS, createLog('silent'))
const origin = 'https://probe.test'

function getConnection() {
  const owner = { organization_id: 'o', workspace_id: 'w', connector_id: 'c' }
  const data_key = createSecretKey(randomBytes(32))
  const context = {
    organization: 'o',
    workspace: 'w',
    connector: 'c',
    purpose: 'api',
    origins: [origin],
  } as const
  return {
    ...owner,
    ...{
      data_key,
      entities: null,
      settings: {},
      base_url: origin,
      origins: [origin],
      workspace_status: 'active',
    },
    definition_id: definitions.byType('probe')?.definition_id,
    auth_option: definitions.byType('probe')?.definition.auth_options[0]?.name,
    sealed: sealCredentials(data_key, context, { token: 'a-token-of-probe' }),
  }
}

/** Call whose token is revoked while the server gets new tokens for its connector. */
function waiting(workspace_status: 'active' | 'inactive', whoCalls: () => Promise<unknown>) {
  const connection = getConnection()
  const later = { ...connection, workspace_status }
  let isRenewed = false
  const renewed = async () => {
    isRenewed = true
    return later
  }
  const services = {
    refusedCredentials: { noteRefusal: async () => {} },
    tokenRefresher: { usable: () => (isRenewed ? later : renewed()), renewed },
    connections: { load: async () => (isRenewed ? later : connection) },
    revocations: { mark: () => ({ change: 0, trustedUntil: undefined }), mayHaveEnded: () => false },
    definitions,
  } as never as Parameters<typeof openCall>[0] & Parameters<typeof renewTokens>[0]
  const context = { authenticateAgain: whoCalls, whileConnected: () => new AbortController().signal }
  const call = startCall(context as never, { kind: 'connector', connector_id: 'c' })
  return { services, call }
}

/** Sends once, is refused by the service, and begins again with other tokens. */
async function afterRefusal({ services, call }: ReturnType<typeof waiting>) {
  call.attempts = 1
  call.connection = getConnection() as never
  await renewTokens(services, call, refusal)
  return openCall(services, call)
}

/** Waits for its turn, and begins again. */
async function afterTurn({ services, call }: ReturnType<typeof waiting>) {
  await services.tokenRefresher.renewed({} as never, {} as never, 0)
  call.attempts = 1
  return loadCall(services, call)
}

/** Waits until tokens have expired. */
async function afterRenewal({ services, call }: ReturnType<typeof waiting>) {
  return openLoaded(services, call, await loadCall(services, call))
}

describe('a call that waited for tokens', () => {
  test('is refused when its own token was revoked meanwhile', async () => {
    const revoking = async () => {
      throw revoked
    }
    await assert.rejects(async () => afterRefusal(waiting('active', revoking)), revoked)
    await assert.rejects(async () => afterRenewal(waiting('active', revoking)), revoked)
  })

  test('a call is refused if its workspace was deactivated in the meantime', async () => {
    const inactive = { code: 'workspace_inactive' }
    await assert.rejects(async () => afterRefusal(waiting('inactive', async () => {})), inactive)
    await assert.rejects(async () => afterTurn(waiting('inactive', async () => {})), inactive)
    await assert.rejects(async () => afterRenewal(waiting('inactive', async () => {})), inactive)
  })

  test('a call continues if no right was removed', async () => {
    assert.ok(await afterRefusal(waiting('active', async () => {})))
    assert.ok(await afterTurn(waiting('active', async () => {})))
    assert.ok(await afterRenewal(waiting('active', async () => {})))
  })
})
