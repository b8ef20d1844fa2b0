import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { openWebhookSecret, sealWebhookSecret } from '@bulkhead/server/platform/vault/sealed-values'
import { newWebhookSecret, signWebhook } from '@bulkhead/server/records/deliveries/sign-webhook'
import { Webhook } from 'standardwebhooks'

const BODY = JSON.stringify({ type: 'connector.created', data: { name: 'Grüße 👋' } })

test('the library of the specification verifies what is signed, with either of two secrets', () => {
  const [fresh, previous] = [newWebhookSecret(), newWebhookSecret()]
  const headers = signWebhook([fresh, previous], randomUUID(), BODY, Date.now())
  for (const secret of [fresh, previous])
    assert.deepEqual(new Webhook(secret).verify(BODY, headers), JSON.parse(BODY))
  const refused = (secret: string, body: string, given = headers) =>
    assert.throws(() => new Webhook(secret).verify(body, given), /signature|timestamp/i)
  refused(newWebhookSecret(), BODY)
  refused(fresh, `${BODY} `)
  refused(fresh, BODY, { ...headers, 'webhook-id': randomUUID() })
  refused(fresh, BODY, signWebhook([fresh], randomUUID(), BODY, Date.now() - 600_000))
})

test('a secret opens for its own endpoint and organization alone', () => {
  const key = new Uint8Array(32)
  const context = { organization: randomUUID(), endpoint: randomUUID() }
  const secret = newWebhookSecret()
  const sealed = sealWebhookSecret(key, context, secret)
  assert.equal(openWebhookSecret(key, context, sealed), secret)
  assert.throws(() => openWebhookSecret(key, { ...context, endpoint: randomUUID() }, sealed))
  assert.throws(() => openWebhookSecret(key, { ...context, organization: randomUUID() }, sealed))
})
