import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** Whether a server is on its way out. */
export interface Lifecycle {
  readonly draining: boolean
  /**
   * Says not ready, and ends each connection with its next answer, while still answering everything: a proxy
   * in front turns elsewhere without losing a request. Returns when no connection is left or the time is up.
   */
  drain(server: Server, graceMs: number): Promise<void>
}

const LOOK_EVERY_MS = 50

export function createLifecycle(): Lifecycle {
  let draining = false
  return {
    get draining() {
      return draining
    },
    async drain(server, graceMs) {
      draining = true
      const end = performance.now() + graceMs
      while (performance.now() < end && (await connectionsOf(server)) > 0) await sleep(LOOK_EVERY_MS)
    },
  }
}

function connectionsOf(server: Server): Promise<number> {
  return new Promise((resolve) => server.getConnections((error, count) => resolve(error ? 0 : count)))
}
