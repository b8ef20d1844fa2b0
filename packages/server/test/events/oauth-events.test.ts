import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { ConnectorScope } from '@bulkhead/server/connectors/connections/store-credentials'
import {
  type ClaimOutcome,
  claimRefresh,
  type RefreshClaim,
} from '@bulkhead/server/connectors/oauth/claim-refresh'
import { markUnrenewable } from '@bulkhead/server/connectors/oauth/store-tokens'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { engines } from '@bulkhead/testing/engines'
import { CLIENT } from '@bulkhead/testing/oauth/authorization-server'
import { until } from '@bulkhead/testing/test-server'
import { startWebhookReceiver, type WebhookReceiver } from '@bulkhead/testing/upstreams/webhook-receiver'
import { API, CONNECTORS } from '../http/api.ts'
import { ageTokens, type OAuthFixture, openOAuthFixture } from '../oauth/oauth-fixture.ts'

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  describe(`events of authorizations on ${engine.name}`, () => {
    let fixture: OAuthFixture
    let receiver: WebhookReceiver

    before(async () => {
      fixture = await openOAuthFixture(engine)
      receiver = await startWebhookReceiver()
      const body = { url: receiver.url }
      await fixture.testServer.call('POST', '/api/v1/webhook-endpoints', {
        token: fixture.tenant.token,
        body,
      })
    })
    after(async () => {
      await fixture?.close()
      await receiver?.close()
    })

    test('of a connector that is authorized, refused, given credentials and authorized again', async () => {
      const { testServer, scoped: token, authorization } = fixture
      await fixture.configure()
      const { query } = await fixture.visit(await fixture.consent({ name: 'Of an owner' }))
      const connector_id = query.connector_id as string
      await fixture.execute(connector_id)
      await authorization.withdrawAll()
      await authorization.expire(fixture.api.tokens().at(-1) ?? '')
      await ageTokens(fixture, connector_id)
      assert.equal((await fixture.execute(connector_id)).body.code, 'needs_reauthentication')
      const credentials = { ...CLIENT, ...(await authorization.issueTokens()) }
      const path = `${CONNECTORS}/${connector_id}`
      const updated = await testServer.call('PUT', path, { token, body: { credentials } })
      assert.equal(updated.status, 200, updated.text)
      await fixture.visit(await fixture.consent({ connector_type: undefined, connector_id }))
      await until(() => receiver.received.length >= 5)
      assert.deepEqual(
        receiver.received.map(({ event }) => event.type),
        ['created', 'needs_reauthentication', 'reconnected', 'recovered', 'reconnected'].map(
          (verb) => `connector.${verb}`,
        ),
      )
      const secrets = [...fixture.api.tokens(), credentials.refresh_token, CLIENT.client_secret]
      for (const { event, body } of receiver.received) {
        assert.equal(event.data.connector_id, connector_id)
        assert.equal(event.data.service, 'lighthouse')
        for (const secret of secrets) assert.ok(!body.includes(secret))
      }
    })

    test('of a connector whose new tokens are stored after the old ones were refused', async () => {
      const { testServer, tenant, scoped: token, workspace_id, authorization } = fixture
      const { services } = testServer.server
      const { refresh_token } = await authorization.issueTokens()
      const connector_id = await fixture.connect({ refresh_token })
      const { promise: asked, resolve: ask } = Promise.withResolvers<void>()
      const { promise: released, resolve: release } = Promise.withResolvers<void>()
      authorization.behaviour.answering = () => {
        ask()
        return released
      }
      const waiting = fixture.execute(connector_id)
      await asked
      authorization.behaviour.answering = undefined
      const scope = { organization_id: tenant.organization, workspace_id, connector_id }
      const other = await claimFromAnother(scope)
      await markUnrenewable(services, other, 'invalid_grant')
      assert.equal((await fixture.execute(connector_id)).body.code, 'needs_reauthentication')
      release()
      for (const response of [await waiting, await fixture.execute(connector_id)])
        assert.equal(response.status, 200, response.text)
      const { body } = await testServer.call('GET', `${CONNECTORS}/${connector_id}`, { token })
      assert.equal(body.status, 'ready')
      const types = ['created', 'needs_reauthentication', 'recovered'].map((verb) => `connector.${verb}`)
      const received = () => receiver.received.filter(({ event }) => event.data.connector_id === connector_id)
      await until(() => received().length >= types.length)
      assert.deepEqual(
        received().map(({ event }) => event.type),
        types,
      )
      const audit = await testServer.call('GET', `${API}/audit`, { token: tenant.token })
      assert.deepEqual(
        audit.body.data
          .filter(({ subject_id }: { subject_id: string }) => subject_id === connector_id)
          .map(({ event }: { event: string }) => event)
          .reverse(),
        types,
      )

      /** Claims the renewal of tokens as another process that takes the lease for expired. */
      async function claimFromAnother(scope: ConnectorScope): Promise<RefreshClaim> {
        const { database, keyring, revocations } = services
        const owner = { organization: scope.organization_id, workspace: scope.workspace_id }
        let outcome: ClaimOutcome | undefined
        // The process that holds the lease may extend it at any time.
        await until(async () => {
          const { generation } = await asPrincipal(database, owner, 'read write', (tx) =>
            tx
              .updateTable('connector_tokens')
              .set({ leased_until: new Date(0) })
              .where('connector_id', '=', scope.connector_id)
              .returning('generation')
              .executeTakeFirstOrThrow(),
          )
          const claiming = { database, keyring, revocations, process_id: randomUUID() }
          outcome = await claimRefresh(claiming, { ...scope, generation }, 'due')
          return outcome.state !== 'leased'
        })
        assert.ok(outcome?.state === 'claimed')
        return outcome.claim
      }
    })
  })
}
