import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { CLIENT } from '@bulkhead/testing/oauth/authorization-server'
import { until } from '@bulkhead/testing/test-server'
import { startWebhookReceiver, type WebhookReceiver } from '@bulkhead/testing/upstreams/webhook-receiver'
import { CONNECTORS } from '../http/api.ts'
import { ageTokens, type OAuthFixture, openOAuthFixture } from '../oauth/oauth-fixture.ts'

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  describe(`events of authorizations on ${engine.name}`, () => {
    let fixture: OAuthFixture
    let receiver: WebhookReceiver

    before(async () => {
      fixture = await openOAuthFixture(engine)
      receiver = await startWebhookReceiver()
    })
    after(async () => {
      await fixture?.close()
      await receiver?.close()
    })

    test('of a connector that is authorized, refused, given credentials and authorized again', async () => {
      const { testServer, tenant, scoped: token, authorization } = fixture
      const body = { url: receiver.url }
      await fixture.configure()
      await testServer.call('POST', '/api/v1/webhook-endpoints', { token: tenant.token, body })
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
  })
}
