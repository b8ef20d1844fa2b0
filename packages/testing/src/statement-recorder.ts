import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Connection to Postgres as its server saw it. */
export interface RecordedConnection {
  /** Parameters of the startup packet. */
  readonly parameters: Readonly<Record<string, string>>
  /** Text of every statement, in order. */
  readonly statements: readonly string[]
}

export interface StatementRecorder {
  readonly port: number
  readonly connections: readonly RecordedConnection[]
  close(): Promise<void>
}

/** Bytes of a message's length, and of the version number that follows it in a startup packet. */
const LENGTH = 4
const VERSION = 4
/** Lowest code of `SSLRequest` and similar requests, which stands in place of a version. */
const REQUESTS_FROM = 80_877_100

/** Forwards connections to a Postgres on 127.0.0.1 and records the statements of clients. */
export async function recordStatements(target: number): Promise<StatementRecorder> {
  const connections: RecordedConnection[] = []
  const sockets = new Set<Socket>()
  const server = createServer((caller) => {
    const called = connect(target, '127.0.0.1')
    for (const [socket, other] of [
      [caller, called],
      [called, caller],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
    const read = createReader((connection) => connections.push(connection))
    caller.on('data', read)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    connections,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Reads the messages of one client (Postgres, chapter "Message Formats"). */
function createReader(started: (connection: RecordedConnection) => void): (bytes: Buffer) => void {
  const statements: string[] = []
  let rest: Buffer = Buffer.alloc(0)
  let isStarted = false

  function readStart(): boolean {
    if (rest.length < LENGTH + VERSION) return false
    const length = rest.readInt32BE(0)
    if (rest.length < length) return false
    if (rest.readInt32BE(LENGTH) < REQUESTS_FROM) {
      const fields = rest
        .subarray(LENGTH + VERSION, length)
        .toString('utf8')
        .split('\0')
      const parameters: Record<string, string> = {}
      for (let at = 0; fields[at]; at += 2) parameters[fields[at] ?? ''] = fields[at + 1] ?? ''
      isStarted = true
      started({ parameters, statements })
    }
    rest = rest.subarray(length)
    return true
  }

  function readMessage(): boolean {
    if (rest.length < 1 + LENGTH) return false
    const end = 1 + rest.readInt32BE(1)
    if (rest.length < end) return false
    const body = rest
      .subarray(1 + LENGTH, end)
      .toString('utf8')
      .split('\0')
    const type = String.fromCharCode(rest[0] ?? 0)
    if (type === 'Q') statements.push(body[0] ?? '')
    // A statement to prepare: its name, then its source.
    if (type === 'P') statements.push(body[1] ?? '')
    rest = rest.subarray(end)
    return true
  }

  return (bytes) => {
    rest = Buffer.concat([rest, bytes])
    while (isStarted ? readMessage() : readStart());
  }
}
