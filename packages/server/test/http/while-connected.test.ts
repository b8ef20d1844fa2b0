import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { whenClosed, whileConnected } from '#platform/connection-end'

describe('the connection of a response', () => {
  const server = createServer()
  before(() => once(server.listen(0, '127.0.0.1'), 'listening'))
  after(() => server.close())

  /** Sends a request, and disconnects as soon as it has arrived. */
  async function hungUp(): Promise<ServerResponse> {
    const { port } = server.address() as { port: number }
    const abort = new AbortController()
    const asked = fetch(`http://127.0.0.1:${port}`, { signal: abort.signal }).catch(() => {})
    const [, response] = (await once(server, 'request')) as [unknown, ServerResponse]
    const closed = once(response, 'close')
    abort.abort()
    await Promise.all([asked, closed])
    return response
  }

  test('that closed before the first query fails at once', async () => {
    const response = await hungUp()
    let told = 0
    whenClosed(response, () => {
      told += 1
    })
    assert.equal(told, 1)
    assert.equal(whileConnected(response)().aborted, true)
  })
})
