import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** Load on one server over connections that stay open. */
export interface WorkerLoad {
  /** Sends requests for some time, at a rate or as fast as the responses come. @returns The number of responses. */
  run(ms: number, perSecond?: number): Promise<number>
  close(): void
}

/** Opens the load of one GET with a token. */
export function openWorkerLoad(url: string, path: string, token: string, lanes: number): WorkerLoad {
  const agents = Array.from({ length: lanes }, () => new Agent({ keepAlive: true, maxSockets: 1 }))
  const target = new URL(path, url)
  const send = (agent: Agent) =>
    new Promise<void>((resolve, reject) => {
      const sent = request(target, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`The response has status ${response.statusCode}.`))
        response.resume().once('end', resolve)
      })
      sent.once('error', reject).end()
    })
  return {
    async run(ms, perSecond) {
      const begins = performance.now()
      const ends = begins + ms
      const everyMs = perSecond === undefined ? 0 : (lanes / perSecond) * 1_000
      let count = 0
      await Promise.all(
        agents.map(async (agent, lane) => {
          let due = begins + (everyMs * lane) / lanes
          while (performance.now() < ends) {
            const waitMs = due - performance.now()
            if (waitMs > 0) await sleep(waitMs)
            due += everyMs
            await send(agent)
            count += 1
          }
        }),
      )
      return count
    },
    close() {
      for (const agent of agents) agent.destroy()
    },
  }
}
