import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Port that stays the same while the server behind it is replaced, freezes or vanishes. */
export interface Switchboard {
  readonly port: number
  /** Connects new connections to another port. Existing ones stay where they are. */
  connectTo(port: number): void
  /** Passes no byte on in either direction, but accepts connections, like a stopped server. */
  freeze(): void
  /** Passes bytes on again, beginning with those that waited. */
  thaw(): void
  /** Leaves existing connections open and silent forever, like a vanished host. New connections work. */
  abandon(): void
  /** Resets every connection. */
  cut(): void
  close(): Promise<void>
}

interface Line {
  readonly caller: Socket
  called: Socket | undefined
  isAbandoned: boolean
}

/** Listens on a free port of 127.0.0.1 and connects callers to `target`. Undefined refuses them. */
export async function openSwitchboard(target: number | undefined): Promise<Switchboard> {
  const lines = new Set<Line>()
  let frozen = false
  let current = target

  const halt = ({ caller, called }: Line) => {
    caller.unpipe().pause()
    called?.unpipe().pause()
  }
  const join = (line: Line) => {
    if (frozen || line.isAbandoned) return
    const { caller } = line
    if (line.called === undefined) {
      if (current === undefined) {
        caller.resetAndDestroy()
        return
      }
      line.called = connect(current, '127.0.0.1')
      follow(line, line.called)
    }
    caller.pipe(line.called)
    line.called.pipe(caller)
  }
  /** If one end closes, closes the other too. */
  const follow = (line: Line, socket: Socket) => {
    socket.on('error', () => {})
    socket.on('close', () => {
      if (!line.isAbandoned) line.caller.destroy()
      line.called?.destroy()
      if (line.caller.destroyed) lines.delete(line)
    })
  }

  const server = createServer((caller) => {
    const line: Line = { caller, called: undefined, isAbandoned: false }
    lines.add(line)
    follow(line, caller)
    if (frozen) caller.pause()
    join(line)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')

  return {
    port: (server.address() as AddressInfo).port,
    connectTo(port) {
      current = port
    },
    freeze() {
      frozen = true
      for (const line of lines) halt(line)
    },
    thaw() {
      frozen = false
      for (const line of lines) join(line)
    },
    abandon() {
      for (const line of lines) {
        line.isAbandoned = true
        halt(line)
      }
    },
    cut() {
      for (const line of lines) {
        line.caller.resetAndDestroy()
        line.called?.destroy()
      }
    },
    async close() {
      for (const { caller, called } of lines) {
        caller.destroy()
        called?.destroy()
      }
      server.close()
      await once(server, 'close')
    },
  }
}
