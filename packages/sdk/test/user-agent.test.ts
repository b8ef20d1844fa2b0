import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Bulkhead } from '../src/bulkhead.ts'

const RUNTIMES = {
  'Node.js/24': true,
  'Bun/1.4.5': true,
  'Cloudflare-Workers': true,
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36': false,
}

for (const [agent, isSent] of Object.entries(RUNTIMES)) {
  test(`User-Agent is ${isSent ? 'sent' : 'left to the browser'}: ${agent}`, async (context) => {
    context.mock.getter(globalThis, 'navigator', () => ({ userAgent: agent }))
    const sent: unknown[] = []
    const bulkhead = new Bulkhead({
      token: 't',
      fetch: async (_url, { headers }) => {
        sent.push((headers as Record<string, string>)['user-agent'])
        return Response.json({})
      },
    })
    await bulkhead.workspace().info()
    assert.equal(sent.length, 1)
    if (isSent) assert.match(String(sent[0]), /^bulkhead-sdk\/\d+\.\d+\.\d+/)
    else assert.equal(sent[0], undefined)
  })
}
