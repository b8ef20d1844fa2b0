import assert from 'node:assert/strict'
import type { ErrorCode } from '@bulkhead/contract/errors'
import { callAsPage } from '@bulkhead/testing/people'
import { API, NOBODY } from '../api.ts'
import type { Fixture } from '../fixture.ts'
import { application, type Scene } from './scene.ts'

/** Errors of connect links. */
export const CONNECT_LINKS = {
  connect_session_ended: async ({ testServer }) => [
    await testServer.call('GET', `${API}/connect/session`, { token: `bhc_${'A'.repeat(43)}` }),
    'getConnectPage',
  ],
  connect_begin_refused: async ({ testServer }) => [
    await callAsPage(testServer, `${API}/connect/begin`, { nonce: 'A'.repeat(43) }),
    'redeemConnectNonce',
  ],
  connect_session_not_found: async (fixture) => [
    await application(fixture, 'GET', `${API}/connect/sessions/${NOBODY}`),
    'getConnectSession',
  ],
  connect_session_state: async (fixture) => {
    const { session_id } = await link(fixture)
    const path = `${API}/connect/sessions/${session_id}/discard`
    return [await application(fixture, 'POST', path), 'discardConnectSession']
  },
  connector_exists: async (fixture) => {
    await fixture.connect()
    const { token } = await link(fixture, { on_existing: 'refuse' })
    return [await fill(fixture, token), 'connectByCredentials']
  },
  connector_ambiguous: async (fixture) => {
    await fixture.connect()
    await fixture.connect()
    const { token } = await link(fixture, { on_existing: 'replace' })
    return [await fill(fixture, token), 'connectByCredentials']
  },
} satisfies Partial<Record<ErrorCode, Scene>>

/** A connect link of the workspace. */
async function link(fixture: Fixture, more: object = {}): Promise<{ session_id: string; token: string }> {
  const { workspace_id } = fixture
  const given = { workspace_id, services: ['echo'], on_existing: 'add', ...more }
  return (await application(fixture, 'POST', `${API}/connect/sessions`, { body: given })).body
}

/** Fills in the credential of a link. */
function fill({ testServer }: Fixture, token: string) {
  const { definition_id } =
    testServer.server.services.definitions.byType('echo') ?? assert.fail('There is no echo.')
  const [option] = testServer.server.services.definitions.ofConnector(definition_id).definition.auth_options
  return testServer.call('POST', `${API}/connect/session/credentials`, {
    token,
    body: {
      definition_id,
      option: option?.name,
      configuration: { token: 'a-token-of-echo' },
      confirmation_hash: 'A'.repeat(43),
    },
  })
}
