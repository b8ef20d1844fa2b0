import { once } from 'node:events'
import type { Server as HttpServer } from 'node:http'
import { Server } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** Whether a server is on its way out. */
export interface Lifecycle {
  readonly draining: boolean
  /**
   * Says not ready, and ends each connection with its next answer, while still answering everything: a proxy
   * in front turns elsewhere without losing a request. When no connection is left, or the time is up, it stops
   * listening; it returns when everything under way was answered.
   */
  drain(server: HttpServer, graceMs: number): Promise<void>
}

const LOOK_EVERY_MS = 50
/** How long to wait for a connection, to stop listening just after it. */
const NEXT_CONNECTION_MS = 100
/** For the request of a connection that was accepted last. */
const LAST_REQUEST_MS = 500

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
      await stopListening(server)
    },
  }
}

/**
 * Stops listening without cutting anyone off. Closing a socket that listens resets the connections which the
 * kernel has taken and nobody has accepted yet; just after one was accepted there are none. And the HTTP
 * server's own `close` ends connections that have not sent their request yet, so that of the TCP server is used.
 */
async function stopListening(server: HttpServer): Promise<void> {
  if (!server.listening) return
  const closed = once(server, 'close')
  await new Promise<void>((resolve) => {
    const stop = () => {
      clearTimeout(quiet)
      server.off('connection', stop)
      Server.prototype.close.call(server)
      resolve()
    }
    server.once('connection', stop)
    const quiet = setTimeout(() => setImmediate(stop), NEXT_CONNECTION_MS)
  })
  await Promise.race([closed, sleep(LAST_REQUEST_MS)])
  const idle = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS)
  await closed.finally(() => clearInterval(idle))
}

function connectionsOf(server: HttpServer): Promise<number> {
  return new Promise((resolve) => server.getConnections((error, count) => resolve(error ? 0 : count)))
}
