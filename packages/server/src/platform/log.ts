import type { FastifyBaseLogger } from 'fastify'
import pino, { type DestinationStream } from 'pino'

/** Log of JSON lines. It contains ids, codes and durations; never a body, a header or a URL with its query. */
export type Log = FastifyBaseLogger

/** Creates the log of a server. It writes to standard output unless a destination is given. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const taps = new Set<(line: string) => void>()
  const streamWrite = (line: string) => {
    for (const take of taps) take(line)
    return line
  }
  const options = { level, base: null, serializers: { err: loggedError }, hooks: { streamWrite } }
  const log: Log = destination === undefined ? pino(options) : pino(options, destination)
  tapsOf.set(log, taps)
  return log
}

const tapsOf = new WeakMap<Log, Set<(line: string) => void>>()

/** Passes each line that is logged from now on to `take` too. @returns Function that stops this. */
export function tapLog(log: Log, take: (line: string) => void): () => void {
  const taps = tapsOf.get(log)
  taps?.add(take)
  return () => void taps?.delete(take)
}

/** Returns the loggable fields of an error. Database drivers attach the query and its parameters to theirs. */
function loggedError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code, cause } = error as Error & { code?: unknown }
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' && { code }),
    stack: error.stack,
    ...(cause instanceof Error && { cause: loggedError(cause) }),
  }
}
