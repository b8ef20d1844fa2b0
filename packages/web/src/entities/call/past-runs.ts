import type { RunTarget } from '#entities/connector/run-target.ts'

/** Run in this browser: its request and outcome, without the response. */
export interface PastRun {
  readonly at: string
  readonly workspace_id: string
  readonly target: RunTarget
  readonly entity: string
  readonly action: string
  readonly params: Readonly<Record<string, unknown>>
  /** Code of the error; null if there was none. */
  readonly code: string | null
  readonly ms: number
}

const KEY = 'bulkhead.runs'
const MOST = 50
/** Params that are longer are no typing of a person: a file, most likely. */
const LONGEST_PARAMS = 4_000

/** Reads the runs of a person in this browser, newest first. */
export function readRuns(person: string): readonly PastRun[] {
  return readAll()[person] ?? []
}

/** Notes a run, in place of an earlier one that asked the same, and forgets the oldest. */
export function noteRun(person: string, run: PastRun): void {
  const isLong = JSON.stringify(run.params).length > LONGEST_PARAMS
  const noted = isLong ? { ...run, params: {} } : run
  const others = readRuns(person).filter((one) => toQuestion(one) !== toQuestion(noted))
  write({ [person]: [noted, ...others].slice(0, MOST) })
}

/** Deletes all runs in this browser, of any person. */
export function forgetRuns(): void {
  localStorage.removeItem(KEY)
}

/** The same text for runs that asked the same. */
function toQuestion({ workspace_id, target, entity, action, params }: PastRun): string {
  return JSON.stringify([workspace_id, target, entity, action, params])
}

function readAll(): Readonly<Record<string, readonly PastRun[]>> {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    const isWhole = typeof read === 'object' && read !== null && Object.values(read).every(Array.isArray)
    return isWhole ? (read as Record<string, readonly PastRun[]>) : {}
  } catch {
    return {}
  }
}

function write(runs: Readonly<Record<string, readonly PastRun[]>>): void {
  try {
    // Those of one person alone: who signs in after somebody else starts with none.
    localStorage.setItem(KEY, JSON.stringify(runs))
  } catch {
    // The browser has no room, or keeps nothing.
  }
}
