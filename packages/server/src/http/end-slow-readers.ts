import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { ResponsePace } from '#request/response-pace'

/** Looks are not further apart, so that none comes much too late. */
const LOOK_EVERY_MS = 5_000

/** Bytes that the reader of a connection has taken, at the last change. */
interface Progress {
  readonly taken: number
  readonly atMs: number
}

/**
 * Ends connections whose reader takes what was written slower than the least rate. A response is written in one piece,
 * or few: each has the grace, and the time that it takes at that rate.
 *
 * @returns Stops looking.
 */
export function endSlowReaders(
  connections: () => Iterable<Socket>,
  { graceMs, bytesPerSecond }: ResponsePace,
): () => void {
  const seen = new WeakMap<Socket, Progress>()

  function look(socket: Socket, now: number) {
    const waiting = socket.writableLength
    if (waiting === 0) return void seen.delete(socket)
    const taken = socket.bytesWritten - waiting
    const last = seen.get(socket)
    if (last?.taken !== taken) return void seen.set(socket, { taken, atMs: now })
    if (now - last.atMs > graceMs + (waiting / bytesPerSecond) * 1000) socket.destroy()
  }

  const timer = setInterval(
    () => {
      const now = performance.now()
      for (const socket of connections()) look(socket, now)
    },
    Math.min(LOOK_EVERY_MS, graceMs / 2),
  ).unref()
  return () => clearInterval(timer)
}

/**
 * Ends a connection that made no progress for the time of its timeout, if its reader is to blame for that. As listener
 * of `timeout` it takes the place of Node's own, which ends every such connection: a service may answer late.
 */
export function endIfUnread(this: ServerResponse, socket: Socket): void {
  if (socket.writableLength > 0) socket.destroy()
  else socket.setTimeout(socket.timeout ?? 0)
}
