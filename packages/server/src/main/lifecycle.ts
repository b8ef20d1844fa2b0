import { once } from 'node:events'
import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { endSilentConnections } from '#http/silent-connections'

// Own code: `close-with-grace` ends the process, which may run other servers, and does not see connections that were
// just accepted.

/** Order in which workers that listen on one port stop, one after another. */
export interface DrainTurns {
  /** Waits until this worker may stop listening. @returns Milliseconds in which its connections must end then. */
  next(): Promise<number>
  /** Waits for connections that the primary process has accepted and is passing on. */
  passed(): Promise<void>
}

/** State of a server that is stopping. */
export interface Lifecycle {
  /** The server reports that it is not ready, and still serves all requests. */
  readonly draining: boolean
  /** The server no longer listens. Each connection ends with its next response. */
  readonly closing: boolean
  /**
   * Stops the server without losing a request, while a proxy in front switches to other servers. For half of the grace
   * period, or until there is no connection, the server reports that it is not ready and still serves. Then it stops
   * listening, and connections have the other half to end. Resolves when all requests in progress have their responses.
   */
  drain(server: HttpServer, graceMs: number, turns?: DrainTurns): Promise<void>
}

const LOOK_EVERY_MS = 50
/** Time limit of the wait for a moment without waiting connections. */
const QUIET_WITHIN_MS = 2_000
/** Maximum duration of an event-loop turn that shows whether connections wait at its end. */
const QUIET_TURN_MS = 0.2
/** Minimum time for the request of the connection that was accepted last. */
const LAST_REQUEST_MS = 500

export function createLifecycle(): Lifecycle {
  const lifecycle = {
    draining: false,
    closing: false,
    async drain(server: HttpServer, graceMs: number, turns?: DrainTurns) {
      lifecycle.draining = true
      const end = performance.now() + graceMs / 2
      while (performance.now() < end && (await countConnections(server)) > 0) await sleep(LOOK_EVERY_MS)
      const lastMs = (await turns?.next()) ?? graceMs / 2
      if (!server.listening) return
      const closed = once(server, 'close')
      // Responses end connections only from now on. Earlier, the proxy would open a new connection for each request.
      await closeWhenNobodyWaits(server, turns)
      lifecycle.closing = true
      await Promise.race([closed, sleep(Math.max(lastMs, LAST_REQUEST_MS))])
      const idle = setInterval(() => {
        server.closeIdleConnections()
        endSilentConnections(server)
      }, LOOK_EVERY_MS)
      await closed.finally(() => clearInterval(idle))
    },
  }
  return lifecycle
}

/**
 * Stops listening without resetting a connection. Closing a listening socket resets the connections that the kernel has
 * taken and the process has not accepted yet. So the socket is closed at the end of a short event-loop turn that
 * accepted no connection: connections that waited at its beginning would have been seen in it. A busy server has no
 * such turn, so requests on connections that arrive in the meantime wait until then. The `close` of the TCP server is
 * used, because that of the HTTP server ends connections that have not sent their request yet.
 */
function closeWhenNobodyWaits(server: HttpServer, turns?: DrainTurns): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const listeners = server.rawListeners('connection') as ((socket: Socket) => void)[]
  const held: Socket[] = []
  server.removeAllListeners('connection').on('connection', (socket: Socket) => void held.push(socket))
  const end = performance.now() + QUIET_WITHIN_MS
  let [began, seen] = [0, 0]
  const turn = async () => {
    const now = performance.now()
    if (now < end && (held.length > seen || now - began > QUIET_TURN_MS)) {
      ;[began, seen] = [now, held.length]
      setImmediate(turn)
      return
    }
    await turns?.passed()
    if (held.length > seen && now < end) {
      setImmediate(turn)
      return
    }
    Server.prototype.close.call(server)
    server.removeAllListeners('connection')
    for (const listener of listeners) server.on('connection', listener)
    for (const socket of held) server.emit('connection', socket)
    resolve()
  }
  setImmediate(turn)
  return promise
}

function countConnections(server: HttpServer): Promise<number> {
  return new Promise((resolve) => server.getConnections((error, count) => resolve(error ? 0 : count)))
}
