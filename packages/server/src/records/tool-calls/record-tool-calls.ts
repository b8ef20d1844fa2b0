import type { KeyObject } from 'node:crypto'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { Caller } from '@bulkhead/contract/operation'
import type { RecordedBodies } from '@bulkhead/contract/tool-calls'
import { type ActingFields, type RequestContext, recordedAgent, type Source } from '#access/request/principal'
import { createWindowCounter } from '#platform/cache/window-counter'
import { CHUNK } from '#platform/database/chunk'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import { getSqlstate, isLockTimeout } from '#platform/database/schema/sqlstate'
import type { Schema } from '#platform/database/schema/tables'
import { createTimeOrderedIds, type TimeOrderedId } from '#platform/identifiers'
import type { Log } from '#platform/log'
import { createDurations } from '#platform/metrics/durations'
import { createTally } from '#platform/metrics/tally'
import { sealBodies } from '#platform/vault/sealed-values'
import { noteUses, type Use } from './note-uses.ts'
import type { ObservedCall } from './observed-call.ts'
import { type WrittenCall, writeCalls } from './write-calls.ts'

type Row = Omit<Schema['tool_calls'], 'at' | 'transaction_id'> & { at: string }

/** Facts about an ended call that its record needs. */
interface EndedCall {
  readonly context: RequestContext
  readonly observed: ObservedCall
  readonly intent?: string | null | undefined
  /** Start time, by `performance.now()`. */
  readonly startedMs: number
  /** Redacted bodies that are kept for a day. */
  readonly bodies?: RecordedBodies | undefined
  /** Connector and data key for which the bodies are sealed. */
  readonly connection?: RecordedConnector | undefined
}

interface RecordedConnector {
  readonly workspace_id: string
  readonly connector_id: string
  readonly data_key: KeyObject
}

/**
 * Call that waits to be written. It holds only the content of the row, so that nothing else of the request stays in
 * memory.
 */
interface QueuedCall {
  /** Time of the call, in milliseconds since the epoch. */
  readonly at: number
  readonly organization: string
  readonly observed: ObservedCall
  readonly code: Row['code']
  readonly duration_ms: number
  readonly request_id: string
  readonly application_id: string | null
  readonly person_id: string | null
  readonly token_kind: Caller
  readonly source: Source
  readonly token_id: string
  readonly agent: ActingFields
  readonly has_idempotency_key: boolean
  readonly intent: string | undefined
  readonly upstream_message: string | undefined
  /** Created when it is first written, for many calls at a time: by then it no longer delays a call. */
  written?: WrittenCall | undefined
}

/** Maximum number of label combinations: 40 services with 30 operations each and four outcomes. */
const MOST_COMBINATIONS = 5_000
const MOST_SERVICES = 500
const NONE = 'none'

/** Counter of executions. It has the definition id of the service, and is shown with its name. */
const executions = createTally({
  name: 'bulkhead_executions_total',
  help: 'Calls to services, by outcome: ok, or the code of the error.',
  labels: ['service', 'entity', 'action', 'outcome'],
  most: MOST_COMBINATIONS,
})
const responses = createTally({
  name: 'bulkhead_upstream_responses_total',
  help: 'Last responses of services to calls, by HTTP status; none if there was no response.',
  labels: ['service', 'status'],
  most: MOST_COMBINATIONS,
})
const durations = createDurations({
  name: 'bulkhead_upstream_duration_seconds',
  help: 'Time that services took to respond, repeated requests included.',
  label: 'service',
  bounds: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  most: MOST_SERVICES,
})

interface Dependencies {
  readonly database: Database
  readonly log: Log
}

/** Delay in milliseconds between the first waiting row and the write, so that a call is listed within a second. */
const FLUSH_AFTER_MS = 500
/** Maximum retry delay. It doubles after each failure. */
const RETRY_AFTER_MS = 5_000
/** Minimum interval between log lines with the same cause. */
const SAY_EVERY_MS = 60_000
const MOST_QUEUED = 10_000
/** Maximum number of characters of a service's error message. */
const MOST_OF_MESSAGE = 1_000
const ATTEMPTS_AT_STOP = 3
/**
 * Maximum number of records of one token per minute for calls that sent no request. Such calls cost their caller
 * nothing.
 */
const UNSENT_PER_WINDOW = 60
const WINDOW_MS = 60_000
const TOKENS_REMEMBERED = 10_000
/** Maximum number of calls of one connector per minute whose bodies are kept. */
const RECORDED_PER_WINDOW = 30
const CONNECTORS_REMEMBERED = 1_000
/** Maximum number of base64 characters of sealed bodies that wait for the database. */
const MOST_SEALED_WAITING = 32 * 1024 * 1024

/** Reasons why rows were dropped: too many waited, the database rejects such rows, or the process ended. */
export const DROP_REASONS = ['full', 'refused', 'stopped'] as const
export type DropReason = (typeof DROP_REASONS)[number]

/** Recorder of calls outside the request path. A record never delays or fails a call. */
export interface ToolCallRecorder {
  /**
   * Counts a call and records it.
   *
   * @param thrown Error of the call. Absent on success.
   * @returns Duration of the call in milliseconds.
   */
  record(call: EndedCall, thrown?: unknown): number
  /** Returns the number of rows that are not written yet. */
  waiting(): number
  /** Returns the numbers of rows dropped since the start. */
  dropped(): Readonly<Record<DropReason, number>>
  /** Writes the queued rows. Call it when no more calls come. */
  stop(): Promise<void>
}

/**
 * Starts recording. While the database cannot be reached, is read-only or has another schema, up to 10,000 rows wait in
 * memory. The oldest rows beyond that are dropped and counted. So are rows that the database would never accept.
 */
export function startToolCallRecorder(
  { database, log }: Dependencies,
  mostQueued = MOST_QUEUED,
): ToolCallRecorder {
  const newId = createTimeOrderedIds()
  const dropped: Record<DropReason, number> = { full: 0, refused: 0, stopped: 0 }
  /** Number of dropped calls not yet logged. */
  let unsaid = 0
  let queue: QueuedCall[] = []
  /** Number of rows that left the queue and are being written. */
  let inHand = 0
  /** Organizations whose rows waited too long for a lock in the last write. They are the last ones in the next. */
  let locked = new Set<string>()
  const unsent = createWindowCounter(
    { name: 'unsent_calls', key: 'token', max: TOKENS_REMEMBERED, windowMs: WINDOW_MS },
    Date.now,
  )
  const recordings = createWindowCounter(
    { name: 'recorded_bodies', key: 'connector', max: CONNECTORS_REMEMBERED, windowMs: WINDOW_MS },
    Date.now,
  )
  /**
   * Creates ids of calls with recorded bodies. They are needed before the write. Ids of other calls are created in the
   * order of writing.
   */
  const newRecordedId = createTimeOrderedIds()
  /** Length of the sealed bodies that wait for the database. */
  let sealedWaiting = 0
  let unrecorded = 0
  /** Delay before the next write, until that write has ended. So writes never overlap. */
  let timer: NodeJS.Timeout | undefined
  let flushing: Promise<void> = Promise.resolve()
  let isStopping = false
  let retryAfterMs = FLUSH_AFTER_MS
  let said: { code: string | undefined; at: number } | undefined

  function schedule(afterMs = FLUSH_AFTER_MS) {
    if (isStopping) return
    timer ??= setTimeout(() => {
      flushing = flush().then((hasFailed) => {
        timer = undefined
        retryAfterMs = hasFailed ? Math.min(2 * retryAfterMs, RETRY_AFTER_MS) : FLUSH_AFTER_MS
        if (queue.length > 0) schedule(retryAfterMs)
      })
    }, afterMs).unref()
  }

  /** Writes waiting rows. @returns Whether some could not be written for another reason than a lock. */
  async function flush(): Promise<boolean> {
    const waiting = toChunks(queue).sort(
      ([one], [other]) => Number(locked.has(one)) - Number(locked.has(other)),
    )
    const kept: QueuedCall[] = []
    locked = new Set()
    inHand = queue.length
    queue = []
    for (let chunk = waiting.shift(); chunk !== undefined; chunk = waiting.shift()) {
      const [organization, entries] = chunk
      if (locked.has(organization)) {
        kept.push(...entries)
        continue
      }
      try {
        const rows = entries.map(toWritten)
        const uses = entries.flatMap((entry, index) => toUse(entry, rows[index]))
        await asPrincipal(database, { organization }, 'read write', async (tx) => {
          await writeCalls(tx, organization, rows)
          await noteUses(tx, organization, uses)
        })
        inHand -= entries.length
        done(entries)
      } catch (error) {
        if (isRefusalOfRows(error)) {
          // A row that cannot be stored must not prevent the others.
          if (entries.length > 1) waiting.unshift(...toHalves(chunk))
          else {
            inHand -= 1
            done(entries)
            drop('refused', 1)
            log.error({ code: getSqlstate(error) }, 'the database rejects a tool call')
          }
          continue
        }
        sayOnce(error)
        kept.push(...entries)
        const isLocked = isLockTimeout(error)
        if (isLocked) locked.add(organization)
        // The row that the count of an organization locks concerns no other. A second organization that waits may be a
        // locked table. As an outage, it concerns all organizations, so all of their rows wait.
        if (error instanceof BulkheadError && !(isLocked && locked.size === 1))
          kept.push(...waiting.splice(0).flatMap(([, later]) => later))
      }
    }
    if (unrecorded > 0)
      log.warn(
        { unrecorded },
        'calls that were refused before reaching a service are not recorded: one token made too many',
      )
    unrecorded = 0
    inHand = 0
    queue = [...kept, ...queue]
    trim()
    sayDropped()
    return kept.some(({ organization }) => !locked.has(organization))
  }

  function trim() {
    const excess = queue.length - mostQueued
    if (excess <= 0) return
    done(queue.splice(0, excess))
    drop('full', excess)
  }

  function drop(reason: DropReason, count: number) {
    dropped[reason] += count
    unsaid += count
  }

  /** Subtracts entries that were written or dropped. */
  function done(entries: readonly QueuedCall[]) {
    for (const { written } of entries) sealedWaiting -= written?.bodies?.sealed.length ?? 0
  }

  function sayDropped() {
    if (unsaid === 0) return
    log.warn({ dropped: unsaid }, 'tool calls were dropped and will not be recorded')
    unsaid = 0
  }

  function sayOnce(error: unknown) {
    // Only the code is logged, because an error of a driver may contain the rows.
    const code = error instanceof BulkheadError ? error.code : getSqlstate(error)
    if (said !== undefined && said.code === code && Date.now() - said.at < SAY_EVERY_MS) return
    said = { code, at: Date.now() }
    log.error({ code }, 'tool calls could not be recorded yet and will be tried again')
  }

  /** Seals bodies at once, so that they never wait in clear. */
  function sealed(
    entry: QueuedCall,
    { workspace_id, connector_id, data_key }: RecordedConnector,
    bodies: RecordedBodies,
  ): WrittenCall | undefined {
    if (sealedWaiting > MOST_SEALED_WAITING) return undefined
    if (recordings.count(connector_id).count > RECORDED_PER_WINDOW) return undefined
    const made = newRecordedId(entry.at)
    const owner = { organization: entry.organization, workspace: workspace_id, connector: connector_id }
    const bytes = sealBodies(data_key, { ...owner, call: made.id }, bodies)
    const text = Buffer.from(bytes).toString('base64')
    sealedWaiting += text.length
    return { ...toRows(made, entry), bodies: { call_id: made.id, workspace_id, connector_id, sealed: text } }
  }

  /**
   * Returns the written form of an entry, the same on each attempt. A row that was written in a commit whose response
   * was lost must not be written twice.
   */
  function toWritten(entry: QueuedCall): WrittenCall {
    entry.written ??= toRows(newId(entry.at), entry)
    return entry.written
  }

  return {
    record(call, thrown) {
      const { context, observed, startedMs, bodies, connection } = call
      const duration_ms = Math.round(performance.now() - startedMs)
      countCall(observed, thrown)
      const isSent = observed.upstream_ms !== null
      // A description is no use of a service, so it is not recorded.
      if (!isSent && observed.action === 'describe' && thrown === undefined) return duration_ms
      if (!isSent && unsent.count(context.token_id).count > UNSENT_PER_WINDOW) unrecorded += 1
      else {
        const entry = toQueuedCall(call, duration_ms, thrown)
        if (bodies !== undefined && connection !== undefined)
          entry.written = sealed(entry, connection, bodies)
        queue.push(entry)
      }
      trim()
      schedule()
      return duration_ms
    },
    waiting: () => queue.length + inHand,
    dropped: () => dropped,
    async stop() {
      isStopping = true
      clearTimeout(timer)
      await flushing
      for (let attempt = 0; attempt < ATTEMPTS_AT_STOP && queue.length > 0; attempt += 1) await flush()
      drop('stopped', queue.splice(0).length)
      sayDropped()
    },
  }
}

/**
 * Returns whether the database will never accept such rows: bad data (22), a limit of the database (54), or a
 * constraint (23) other than that of a column which this version does not know.
 */
function isRefusalOfRows(error: unknown): boolean {
  const state = getSqlstate(error)
  return state !== undefined && state !== '23502' && /^(22|23|54)/.test(state)
}

/** Returns the part of an ended call that waits to be written. */
function toQueuedCall(
  { context, observed, intent }: EndedCall,
  duration_ms: number,
  thrown: unknown,
): QueuedCall {
  return {
    at: Date.now(),
    organization: context.organization,
    observed,
    code: thrown === undefined ? null : thrown instanceof BulkheadError ? thrown.code : 'internal',
    duration_ms,
    request_id: context.request_id,
    application_id: context.application ?? null,
    person_id: context.person ?? null,
    token_kind: context.kind,
    source: context.source,
    token_id: context.token_id,
    agent: { grant_id: context.grant_id, client_id: context.client_id, client_name: context.client_name },
    has_idempotency_key: context.idempotencyContext !== undefined,
    intent: intent ?? undefined,
    upstream_message: getUpstreamMessage(thrown),
  }
}

/** Returns the upstream's message of a failure. Secrets were removed where the error was created. */
function getUpstreamMessage(thrown: unknown): string | undefined {
  const message = thrown instanceof BulkheadError ? thrown.details[0]?.details?.upstream_message : undefined
  if (typeof message !== 'string' || message === '') return undefined
  // The cut must not leave half a character. A NUL is replaced, because no column accepts it.
  return message.slice(0, MOST_OF_MESSAGE).toWellFormed().replaceAll('\0', '\ufffd')
}

/** Divides entries by organization, oldest first, into chunks of at most {@link CHUNK} entries. */
function toChunks(entries: readonly QueuedCall[]): [string, QueuedCall[]][] {
  return [...Map.groupBy(entries, ({ organization }) => organization)].flatMap(([organization, own]) =>
    Array.from({ length: Math.ceil(own.length / CHUNK) }, (_, index): [string, QueuedCall[]] => [
      organization,
      own.slice(index * CHUNK, (index + 1) * CHUNK),
    ]),
  )
}

function toHalves([organization, entries]: [string, QueuedCall[]]): [string, QueuedCall[]][] {
  const middle = Math.ceil(entries.length / 2)
  return [
    [organization, entries.slice(0, middle)],
    [organization, entries.slice(middle)],
  ]
}

/** Counts a call that ended. @param thrown Error of the call. Undefined on success. */
function countCall(observed: ObservedCall, thrown: unknown): void {
  const service = observed.definition_id ?? NONE
  const outcome = thrown === undefined ? 'ok' : thrown instanceof BulkheadError ? thrown.code : 'internal'
  executions.add([service, observed.entity ?? NONE, observed.action ?? NONE, outcome])
  if (observed.upstream_ms === null) return
  responses.add([service, observed.upstream_status === null ? NONE : String(observed.upstream_status)])
  durations.observe(service, observed.upstream_ms / 1000)
}

/** Returns the content of a call's rows. */
function toRows({ id, milliseconds }: TimeOrderedId, entry: QueuedCall): WrittenCall {
  const { organization, observed, code, intent, upstream_message } = entry
  const row: Row = {
    organization_id: organization,
    call_id: id,
    at: new Date(milliseconds).toISOString(),
    ...observed,
    status: code === null ? 'success' : 'error',
    code,
    duration_ms: entry.duration_ms,
    request_id: entry.request_id,
    application_id: entry.application_id,
    person_id: entry.person_id,
    token_kind: entry.token_kind,
    source: entry.source,
    token_id: entry.token_id,
    has_idempotency_key: entry.has_idempotency_key,
    ...recordedAgent({ ...entry.agent, kind: entry.token_kind, token_id: entry.token_id }),
  }
  const { workspace_id } = observed
  return {
    row: JSON.stringify(row),
    at: row.at,
    intent:
      (intent ?? upstream_message) !== undefined && workspace_id !== null
        ? { call_id: id, workspace_id, intent, upstream_message }
        : undefined,
    bodies: undefined,
  }
}

/** Returns the use of a call's connector. Empty if the call did not reach one. */
function toUse({ observed, code }: QueuedCall, record: WrittenCall | undefined): Use[] {
  const { workspace_id, connector_id, upstream_status, upstream_ms } = observed
  if (workspace_id === null || connector_id === null || record === undefined) return []
  return [{ workspace_id, connector_id, at: record.at, code, upstream_status, upstream_ms }]
}
