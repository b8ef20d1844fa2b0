import type { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import pg from 'pg'

/** Members of the driver that its types leave out. */
interface Internals {
  readonly connection: EventEmitter & { readonly stream: Socket }
}

const standbys = new WeakSet<object>()
const worn = new WeakSet<object>()

/**
 * Connection to Postgres that knows whether its server is a standby. Postgres reports this at the start and on each
 * change.
 */
export class ServerClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config)
    const { connection } = this as unknown as Internals
    connection.on('parameterStatus', (status: { parameterName: string; parameterValue: string }) => {
      if (status.parameterName !== 'in_hot_standby') return
      if (status.parameterValue === 'on') standbys.add(this)
      else standbys.delete(this)
    })
    connection.on('errorMessage', ({ code }: { code?: string }) => {
      // Either a cached plan no longer fits its tables, or the connection began while writes were rejected. Both last
      // as long as the connection.
      if (code === '0A000' || code === '25006') worn.add(this)
    })
  }
}

/** Returns whether the server of a connection is a standby, which takes no writes and is behind. */
export function isStandby(client: pg.ClientBase): boolean {
  return standbys.has(client)
}

/** Returns whether a connection fails in a way that a new connection may not. */
export function isWorn(client: pg.ClientBase): boolean {
  return worn.has(client)
}

/** Closes a connection without a message to the server, which may be gone. Queries in progress fail with `reason`. */
export function endConnection(client: pg.ClientBase, reason: Error): void {
  ;(client as unknown as Internals).connection.stream.destroy(reason)
}

/** Returns the number of bytes received from the server so far. */
export function receivedBytes(client: pg.ClientBase): number {
  return (client as unknown as Internals).connection.stream.bytesRead
}
