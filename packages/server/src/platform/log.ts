import { randomUUID } from 'node:crypto'
import type { FastifyBaseLogger } from 'fastify'
import type { DestinationStream, LogFn } from 'pino'
import pino from 'pino'

/** Maximum number of lines per minute that say the same. */
const MOST_ALIKE = 20
const WINDOW_MS = 60_000
/** Maximum number of lines per minute that differ in details alone, such as an id, and are told apart. */
const MOST_VARIANTS = 100
/** Maximum number of different lines that are told apart in a minute. */
const MOST_KINDS = 1_000

/** Strings that are the same for a line and others: those that say the same, those that differ in details, and any. */
interface Kinds {
  readonly exact: string
  readonly similar: string
  readonly any: string
}

/** Likeness of the lines that were left out. */
type Likeness = keyof Kinds

type Sum = (repeated: number, likeness: Likeness) => void

/** Limit for log lines that say the same. */
interface RepeatLimit {
  /**
   * Counts a line.
   *
   * @param sum Called at the end of the minute if lines were left out, with their number and what they have in common.
   * @returns Whether the line is written.
   */
  count(kinds: Kinds, sum: Sum): boolean
  /** Ends the minute now. */
  flush(): void
}

interface Counted {
  lines: number
  readonly likeness: Likeness
  readonly sum: Sum
}

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
    const sum = (repeated: number, likeness: Likeness) =>
      write.apply(this as never, toSummary(args, repeated, likeness))
    if (severity < WARNING || repeats.count(getKinds(args, severity), sum)) write.apply(this as never, args)
  }
  const hooks = { streamWrite, logMethod }
  const instance = randomUUID()
  const options = { level, base: { instance }, serializers: { err: loggedError }, hooks }
  const log: Log = destination === undefined ? pino(options) : pino(options, destination)
  tapsOf.set(log, taps)
  repeatsOf.set(log, repeats)
  instances.set(log, instance)
  return log
}

const instances = new WeakMap<Log, string>()

/** Returns the id of the process that each line of a log has as `instance`. */
export function getInstance(log: Log): string {
  return instances.get(log) ?? randomUUID()
}

const WARNING = 40

/**
 * Returns what a line has in common with others. Lines say the same if they differ in the request and the message of the
 * error alone.
 */
function getKinds([fields, message]: Parameters<LogFn>, severity: number): Kinds {
  const any = String(severity)
  // Without fields the text may have the details.
  if (typeof fields !== 'object' || fields === null) return { exact: `${any} ${fields}`, similar: any, any }
  const { code, err } = fields as { code?: unknown; err?: unknown }
  const error = err instanceof Error ? `${err.name} ${(err as { code?: unknown }).code}` : ''
  const similar = `${any} ${message} ${code} ${error}`
  // A driver makes all of its errors at one place, so the callers tell them apart.
  const place =
    err instanceof Error ? err.stack?.split('\n').filter((line) => line.startsWith('    at ')) : ''
  return { exact: `${similar} ${Object.entries(getShared(fields)).join(' ')} ${place}`, similar, any }
}

/** Returns the line that stands for those that were left out: what they have in common, and their number. */
function toSummary([fields, message]: unknown[], repeated: number, likeness: Likeness): Parameters<LogFn> {
  const hasFields = typeof fields === 'object' && fields !== null
  if (likeness === 'any' || (likeness === 'similar' && !hasFields))
    return [{ repeated }, 'further lines were left out']
  if (!hasFields) return [{ repeated }, String(fields)]
  const { code } = fields as { code?: unknown }
  const shared = likeness === 'exact' ? getShared(fields) : { ...(code !== undefined && { code }) }
  return [{ ...shared, repeated }, String(message)]
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

/**
 * Creates a limit for lines that say the same: in each minute some are written, and the number of the others. Lines of
 * too many things count as similar ones, so that those of one cause leave room for others.
 */
function createRepeatLimit(): RepeatLimit {
  const counted = new Map<string, Counted>()
  const variants = new Map<string, number>()
  let ends: NodeJS.Timeout | undefined

  function flush(): void {
    clearTimeout(ends)
    ends = undefined
    const all = [...counted.values()]
    counted.clear()
    variants.clear()
    for (const { lines, likeness, sum } of all) if (lines > MOST_ALIKE) sum(lines - MOST_ALIKE, likeness)
  }

  function choose(kinds: Kinds): Likeness {
    if (counted.has(`exact ${kinds.exact}`)) return 'exact'
    const known = variants.get(kinds.similar) ?? 0
    if (known < MOST_VARIANTS && counted.size < MOST_KINDS) {
      variants.set(kinds.similar, known + 1)
      return 'exact'
    }
    return counted.has(`similar ${kinds.similar}`) || counted.size < 2 * MOST_KINDS ? 'similar' : 'any'
  }

  return {
    count(kinds, sum) {
      const likeness = choose(kinds)
      const key = `${likeness} ${kinds[likeness]}`
      const known = counted.get(key) ?? { lines: 0, likeness, sum }
      known.lines += 1
      counted.set(key, known)
      ends ??= setTimeout(flush, WINDOW_MS).unref()
      return known.lines <= MOST_ALIKE
    },
    flush,
  }
}
