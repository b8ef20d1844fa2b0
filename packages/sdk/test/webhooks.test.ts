import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { Bulkhead, unwrapWebhook, WebhookError } from '@bulkhead/sdk'
import { Webhook } from 'standardwebhooks'

const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`
const BODY = JSON.stringify({ id: 'e', type: 'connector.created', data: { workspace_name: 'Grüße 👋' } })

/** Returns the headers that the specification's library makes. */
function sign(secret: string, { id = randomUUID() as string, at = new Date(), body = BODY } = {}) {
  const signature = new Webhook(secret).sign(id, at, body)
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signature,
  }
}

test("a delivery signed by the specification's library is unwrapped, whatever the form of body and headers", async () => {
  const secret = newSecret()
  const headers = sign(secret)
  const { webhooks } = new Bulkhead({ clientId: 'id', clientSecret: 'secret' })
  const both = { ...headers, 'webhook-signature': `v1,AAAA v2,none ${headers['webhook-signature']}` }
  for (const [body, given] of [
    [BODY, headers],
    [new TextEncoder().encode(BODY), new Headers(headers)],
    [BODY, Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), [value]]))],
    [BODY, both],
  ] as const) {
    assert.deepEqual(await webhooks.unwrap(body, given, secret), JSON.parse(BODY))
    assert.deepEqual(await unwrapWebhook(body, given, [newSecret(), secret]), JSON.parse(BODY))
  }
})

test('a delivery with another secret, body, id or time is refused', async () => {
  const secret = newSecret()
  const headers = sign(secret)
  const minutesAgo = (minutes: number) => sign(secret, { at: new Date(Date.now() - minutes * 60_000) })
  for (const [body, given, by] of [
    [BODY, headers, newSecret()],
    [BODY, headers, []],
    [BODY, headers, 'whsec_'],
    [BODY, headers, 'whsec_no base64!'],
    [`${BODY} `, headers, secret],
    [BODY, { ...headers, 'webhook-id': randomUUID() }, secret],
    [BODY, { ...headers, 'webhook-signature': 'v1,' }, secret],
    [BODY, { ...headers, 'webhook-signature': headers['webhook-signature'].replace('v1,', 'v1a,') }, secret],
    [BODY, { ...headers, 'webhook-timestamp': 'now' }, secret],
    [BODY, {}, secret],
    [BODY, minutesAgo(6), secret],
    [BODY, minutesAgo(-6), secret],
  ] as const) {
    await assert.rejects(unwrapWebhook(body, given, by), (error: unknown) => {
      assert.ok(error instanceof WebhookError)
      return error.code === 'webhook_invalid'
    })
  }
  await unwrapWebhook(BODY, minutesAgo(4), secret)
})

test('a body that a framework parsed is named, because no signature fits it', async () => {
  const secret = newSecret()
  const parsed = JSON.parse(BODY)
  await assert.rejects(unwrapWebhook(parsed, sign(secret), secret), {
    name: 'ConfigurationError',
    code: 'invalid_argument',
    message: /raw body/,
  })
})
