import type { FastifyBaseLogger } from 'fastify'
import pino, { type DestinationStream, type LogFn } from 'pino'
import { createRepeatLimit } from './repeat-limit.ts'

/** Log of JSON lines. It contains ids, codes and durations; never a body, a header or a URL with its query. */
export type Log = FastifyBaseLogger

/**
 * Creates the log of a server. It writes to standard output unless a destination is given. Warnings and errors that say the
 * same are written 20 times a minute. A line at the end of the minute has the number of the others, in `repeated`.
 */
export function createLog(level: string, destination?: DestinationStream): Log {
  const taps = new Set<(line: string) => void>()
  const streamWrite = (line: string) => {
    for (const take of taps) take(line)
    return line
  }
  const repeats = createRepeatLimit()
  function logMethod(this: unknown, args: Parameters<LogFn>, write: LogFn, severity: number) {
    const sum = (repeated: number, isMixed: boolean) =>
      write.apply(
        this as never,
        isMixed ? [{ repeated }, 'further lines were left out'] : toSummary(args, repeated),
      )
    if (severity < WARNING || repeats.count(`${severity} ${getKind(args)}`, sum))
      write.apply(this as never, args)
  }
  const hooks = { streamWrite, logMethod }
  const options = { level, base: null, serializers: { err: loggedError }, hooks }
  const log: Log = destination === undefined ? pino(options) : pino(options, destination)
  tapsOf.set(log, taps)
  repeatsOf.set(log, repeats)
  return log
}

const WARNING = 40

/** Returns a string that is the same for lines that say the same: all but the request and the message of the error. */
function getKind(args: Parameters<LogFn>): string {
  const [fields, message] = args as [unknown, unknown]
  if (typeof fields !== 'object' || fields === null) return String(fields)
  const { err } = fields as { err?: unknown }
  const shared = Object.entries(getShared(fields)).join(' ')
  if (!(err instanceof Error)) return `${message} ${shared}`
  // A driver makes all of its errors at one place, so the callers tell them apart.
  const place = err.stack?.split('\n').filter((line) => line.startsWith('    at '))
  return `${message} ${shared} ${err.name} ${(err as { code?: unknown }).code} ${place}`
}

/** Returns the line that stands for those that were left out. */
function toSummary(args: Parameters<LogFn>, repeated: number): Parameters<LogFn> {
  const [fields, message] = args as [unknown, unknown]
  if (typeof fields !== 'object' || fields === null) return [{ repeated }, String(fields)]
  return [{ ...getShared(fields), repeated }, String(message)]
}

/** Returns the fields that lines of one kind have in common. */
function getShared(fields: object): object {
  const { request_id: _, err: __, ...shared } = fields as Record<string, unknown>
  return shared
}

const repeatsOf = new WeakMap<Log, ReturnType<typeof createRepeatLimit>>()

/** Writes how many lines were left out so far. */
export function flushLog(log: Log): void {
  repeatsOf.get(log)?.flush()
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
