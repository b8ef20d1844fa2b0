import { once } from 'node:events'
import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { endSilentConnections } from '#http/silent-connections'

// Own code: `close-with-grace` ends the process, which may hold other servers, and knows of no connection that was
// just accepted.

/** Turns of workers that listen on one port and stop one after another. */
export interface DrainTurns {
  /** Waits until this worker may stop listening. @returns Milliseconds that its connections then have to end. */
  next(): Promise<number>
  /** Waits for connections that the process above has accepted and is passing on. */
  passed(): Promise<void>
}

/** Whether a server is on its way out. */
export interface Lifecycle {
  /** It says not ready and answers everything. */
  readonly draining: boolean
  /** It does not listen any more: each connection ends with its next answer. */
  readonly closing: boolean
  /**
   * Lets a proxy in front turn elsewhere without losing a request. For half of the grace, or until there is no
   * connection, it reports not ready and still serves; then it stops listening, and connections have the other
   * half to end. It returns when all requests in progress were answered.
   */
  drain(server: HttpServer, graceMs: number, turns?: DrainTurns): Promise<void>
}

const LOOK_EVERY_MS = 50
/** Time limit of the search for a moment without waiting connections. */
const QUIET_WITHIN_MS = 2_000
/** A turn of the event loop longer than this says nothing any more of who waits at its end. */
const QUIET_TURN_MS = 0.2
/** At least this for the request of a connection that was accepted last. */
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
      // Only now do answers end connections: a proxy would make a new one for each request meanwhile.
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
 * Stops listening without cutting anyone off: closing a socket that listens resets the connections which the kernel
 * has taken and nobody has accepted yet. So it is closed at the end of a turn of the event loop that accepted none
 * and was short: those who waited when it began were seen in it. Requests of connections that come meanwhile wait until
 * then, for a busy server has no such turn. And the HTTP server's own `close` ends connections that have not sent
 * their request yet, so that of the TCP server is used.
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
