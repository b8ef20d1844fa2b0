import { request } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '@bulkhead/testing/random'
import { ANSWERS } from './hostile-upstream.ts'

/** Target and connector of an attack. */
export interface Attacker {
  readonly url: string
  token: string
  readonly connector_id: string
  readonly random: Random
  readonly stop: AbortSignal
}

/** Attack that counts the outcome of each attempt. */
export type Attack = (attacker: Attacker, count: (outcome: string) => void) => Promise<void>

const EXECUTE = (id: string) => `/api/v1/integrations/connectors/${id}/execute`

/** Kinds of attacks. Each is started again as soon as it ends. */
export const ATTACKS: Readonly<Record<string, Attack>> = {
  'slow reader': leaveUnread('get', { id: 'large' }),
  'slow download': leaveUnread('download', { id: 'x' }),
  'hostile response': async (attacker, count) => {
    const id = attacker.random.of(ANSWERS)
    count(await execute(attacker, { entity: 'things', action: 'get', params: { id }, timeout_ms: 25_000 }))
  },
  '5 MB response': async (attacker, count) => {
    count(await execute(attacker, { entity: 'things', action: 'get', params: { id: 'large' } }))
  },
  'hostile body': async (attacker, count) => {
    const text = attacker.random.of(['1e5,', '12345678901234567890,', '{"a":1},', '"\\u0000",', '[[[[]]]],'])
    const values = text.repeat(Math.floor((attacker.random.of([1, 4, 15]) * 1_000_000) / text.length))
    count(
      await send(
        attacker,
        EXECUTE(attacker.connector_id),
        `{"entity":"things","action":"list","params":{"v":[${values}1]}}`,
      ),
    )
  },
  flood: async (attacker, count) => {
    const body = attacker.random.of([
      { entity: '', action: 'describe' },
      { entity: 'things', action: 'none' },
      { entity: 'x'.repeat(200), action: 'list', intent: 'y'.repeat(500) },
    ])
    count(await execute(attacker, body))
  },
  trickle: (attacker, count) =>
    new Promise((resolve) => {
      const { hostname, port } = new URL(attacker.url)
      const path = attacker.random.of(['/auth/sign-in', EXECUTE(attacker.connector_id), '/mcp'])
      const socket = connect(Number(port), hostname)
      const timer = setInterval(() => socket.write(' '), 500)
      const end = () => socket.destroy()
      attacker.stop.addEventListener('abort', end, { once: true })
      socket.on('error', () => undefined).resume()
      socket.once('close', () => {
        clearInterval(timer)
        attacker.stop.removeEventListener('abort', end)
        count('ended')
        resolve()
      })
      socket.write(
        `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\norigin: http://proof.test\r\nauthorization: Bearer ${attacker.token}\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n{`,
      )
    }),
}

/** Requests responses and reads nothing, or a little now and then, until the server closes the connection. */
function leaveUnread(action: string, params: object): Attack {
  return ({ url, token, connector_id, random, stop }, count) =>
    new Promise((resolve) => {
      const reads = random.of([0, 1_000])
      const sent = request(new URL(EXECUTE(connector_id), url), {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        agent: false,
        signal: stop,
      })
      sent.on('error', () => undefined)
      sent.once('close', () => {
        count('ended')
        resolve()
      })
      sent.once('response', (response) => {
        count(String(response.statusCode))
        const timer = setInterval(() => reads > 0 && response.read(reads), 1_000)
        response.on('error', () => undefined).once('close', () => clearInterval(timer))
        if (response.statusCode !== 200) response.resume()
      })
      sent.end(JSON.stringify({ entity: 'things', action, params }))
    })
}

function execute(attacker: Attacker, body: object): Promise<string> {
  return send(attacker, EXECUTE(attacker.connector_id), JSON.stringify(body))
}

async function send({ url, token, stop }: Attacker, path: string, body: string): Promise<string> {
  try {
    const response = await fetch(new URL(path, url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
      signal: stop,
    })
    await response.arrayBuffer()
    return String(response.status)
  } catch {
    // A request that is rejected in the middle of its body may find the connection closed. The pause avoids a busy loop
    // against a server that has ended.
    await sleep(100)
    return 'broken off'
  }
}
