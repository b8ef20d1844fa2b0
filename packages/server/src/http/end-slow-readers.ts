import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { ResponsePace } from '#access/request/response-pace'

/** Maximum interval between two checks in milliseconds, so that no connection ends much too late. */
const LOOK_EVERY_MS = 5_000

/** Bytes that the reader of a connection has received, and when that last changed. */
interface Progress {
  readonly taken: number
  readonly atMs: number
}

/**
 * Closes connections whose reader receives data more slowly than the minimum rate. A response is written in one piece
 * or a few. Each piece has the grace period plus its transfer time at that rate.
 *
 * @returns Function that stops the checks.
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
 * Closes a connection after its timeout without progress, if the reader is the cause. As a listener of `timeout` it
 * replaces Node's own, which closes every such connection, even while the server waits for a slow service.
 */
export function endIfUnread(this: ServerResponse, socket: Socket): void {
  if (socket.writableLength > 0) socket.destroy()
  else socket.setTimeout(socket.timeout ?? 0)
}
