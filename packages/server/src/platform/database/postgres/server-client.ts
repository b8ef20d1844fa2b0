import type { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import pg from 'pg'

/** Members of the driver that its types leave out. */
interface Internals {
  readonly connection: EventEmitter & { readonly stream: Socket }
}

const standbys = new WeakSet<object>()
const worn = new WeakSet<object>()

/** A connection to Postgres that knows whether its server is a standby: Postgres says so, and when that changes. */
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
      // A plan kept on this connection no longer fits its tables, or it began while writes were refused: so it goes on.
      if (code === '0A000' || code === '25006') worn.add(this)
    })
  }
}

/** Whether the server of a connection is a standby, which takes no writes and is behind. */
export function isStandby(client: pg.ClientBase): boolean {
  return standbys.has(client)
}

/** Whether a connection fails in a way that a new one may not. */
export function isWorn(client: pg.ClientBase): boolean {
  return worn.has(client)
}

/** Ends a connection without a word to the server, which may be gone. Queries in progress fail with `reason`. */
export function endConnection(client: pg.ClientBase, reason: Error): void {
  ;(client as unknown as Internals).connection.stream.destroy(reason)
}

/** Bytes that came from the server so far. */
export function receivedBytes(client: pg.ClientBase): number {
  return (client as unknown as Internals).connection.stream.bytesRead
}
