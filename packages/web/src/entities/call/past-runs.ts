import type { RunTarget } from '#entities/connector/run-target.ts'

/** Run that a person started in this browser: its request and outcome, without the response. */
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
/** Maximum length of stored params. Longer ones were not typed by a person and probably contain a file. */
const LONGEST_PARAMS = 4_000

/** Reads the runs of a person in this browser, newest first. */
export function readRuns(person: string): readonly PastRun[] {
  return readAll()[person] ?? []
}

/** Stores a run. It replaces an earlier run with the same request, and the oldest runs are dropped. */
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

/** Returns a key that is equal for runs with the same request. */
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
    // Only the runs of one person are kept. The next person who signs in starts with none.
    localStorage.setItem(KEY, JSON.stringify(runs))
  } catch {
    // The browser's storage is full or denied.
  }
}
