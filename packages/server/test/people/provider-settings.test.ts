import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getProviderClient } from '@bulkhead/server/people/providers/provider-client'

test('settings of a provider are asked for again after five minutes, however often they are used', async (t) => {
  const issuer = 'https://id.example'
  let asked = 0
  const sender = {
    async send() {
      asked += 1
      const settings = { issuer, authorization_endpoint: issuer, token_endpoint: issuer, jwks_uri: issuer }
      const headers = { 'content-type': 'application/json' }
      return { status: 200, headers, body: Buffer.from(JSON.stringify(settings)) }
    },
  }
  const began = performance.now()
  let passedMs = 0
  t.mock.method(performance, 'now', () => began + passedMs)
  const ask = () =>
    getProviderClient({ sender } as never, { issuer, client_id: 'client', client_secret: 'secret' })
  for (let minute = 0; minute < 5; minute += 1) {
    passedMs = minute * 60_000
    await ask()
    // The cache reads the clock once per millisecond.
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  assert.equal(asked, 1)
  passedMs = 6 * 60_000
  await ask()
  assert.equal(asked, 2)
})
