import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { engines } from '@bulkhead/testing/engines'
import { CONNECTORS } from '../http/api.ts'
import { type ExecFixture, openExecFixture } from './exec-fixture.ts'

const PACE = { graceMs: 500, bytesPerSecond: 65_536 }
const FILE = { entity: 'ships', action: 'download', params: { id: '7' } }

for (const engine of engines) {
  describe(`the pace of downloads on ${engine.name}`, () => {
    let execFixture: ExecFixture
    let connector: string
    before(async () => {
      execFixture = await openExecFixture(engine, { pace: PACE })
      connector = await execFixture.connect()
    })
    after(async () => {
      await execFixture?.close()
      await engine.close()
    })

    async function open(): Promise<IncomingMessage> {
      const sent = request(new URL(`${CONNECTORS}/${connector}/execute`, execFixture.testServer.server.url), {
        method: 'POST',
        headers: { authorization: `Bearer ${execFixture.scoped}`, 'content-type': 'application/json' },
        agent: false,
      })
      const [response] = await once(sent.end(JSON.stringify(FILE)), 'response')
      return response.on('error', () => undefined)
    }

    /**
     * Responds with so many bytes every 50 ms, until the client disconnects or the number of times is
     * reached.
     */
    const steadily = (bytes: number, times = Number.POSITIVE_INFINITY) => {
      return async (_request: unknown, response: ServerResponse) => {
        // Enough bytes that the first ones are sent at once.
        response.writeHead(200).write(Buffer.alloc(10_000))
        for (let sent = 0; sent < times && !response.destroyed; sent++) {
          if (!response.write(Buffer.alloc(bytes)))
            await Promise.race([once(response, 'drain'), once(response, 'close')])
          await sleep(50)
        }
        response.end()
      }
    }

    async function assertTooSlow(response: IncomingMessage) {
      if (!response.closed) await new Promise((resolve) => response.once('close', resolve))
      assert.equal(response.complete, false)
      const call = await execFixture.callOf(response.headers['x-request-id'] as string)
      assert.deepEqual([call.status, call.code], ['error', 'upstream_timeout'])
    }

    test('a service that sends slower than the least rate is not waited for', async () => {
      execFixture.upstream.respond(steadily(1_000))
      await assertTooSlow((await open()).resume())
    })

    test('nor is a caller who reads slower than that', async () => {
      execFixture.upstream.respond(steadily(1_000_000))
      for (let round = 1; ; round += 1) {
        const response = await open()
        const timer = setInterval(() => response.read(100), 50)
        // After the end, the client reads the bytes still in transit at once.
        const call = await execFixture
          .callOf(response.headers['x-request-id'] as string)
          .finally(() => clearInterval(timer))
        // A process that stands still for a second ends the connection before it looks at the rate.
        if (call.code !== 'upstream_timeout' && round < 5) continue
        assert.deepEqual([call.status, call.code], ['error', 'upstream_timeout'])
        await assertTooSlow(response.resume())
        return
      }
    })

    test('a file that takes far longer than the grace period arrives whole at the minimum rate', async () => {
      const spans = 5
      execFixture.upstream.respond(steadily(50_000, (spans * PACE.graceMs) / 50))
      for (let round = 1; ; round += 1) {
        const response = await open()
        let length = 0
        response.on('data', (chunk) => {
          length += chunk.length
        })
        await once(response, 'close')
        // A process that stands still for half a second sends nothing in a span.
        if (!response.complete && round < 5) continue
        assert.deepEqual([response.complete, length], [true, 10_000 + spans * 500_000])
        return
      }
    })
  })
}
