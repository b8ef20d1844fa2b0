/** Operation of turns in which no mark was set. */
const UNNAMED = 'other'
const EVERY_MS = 25
/** Shorter ones are not noticed: the turns of a busy loop add up to that. */
const BLOCKED_MS = 100
/** Marks that are remembered: more than requests begin in {@link BLOCKED_MS}. */
const KNOWN = 256

// Of the process, as its event loop is. To remember a mark costs less than the request that sets it can tell.
const operations: string[] = Array(KNOWN).fill(UNNAMED)
const times = new Float64Array(KNOWN)
let newest = 0

/**
 * Names the operation that works from now on, until the next one is named. To be called where work begins that may
 * hold the event loop.
 *
 * @param operation One of few, since it becomes a label; nothing of a tenant.
 */
export function markOperation(operation: string): void {
  newest = (newest + 1) % KNOWN
  operations[newest] = operation
  times[newest] = performance.now()
}

/**
 * Watches the event loop of this process: a timer that comes more than 100 ms late was kept from coming.
 *
 * @param blocked Told the operation that took most of that time, and the time.
 * @returns Ends it.
 */
export function watchLoop(blocked: (operation: string, seconds: number) => void): () => void {
  let due = performance.now() + EVERY_MS
  const timer = setInterval(() => {
    const now = performance.now()
    const lateMs = now - due
    if (lateMs > BLOCKED_MS) blocked(dearestSince(due, now), lateMs / 1000)
    due = now + EVERY_MS
  }, EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** The operation that took most of the time between two moments. */
function dearestSince(from: number, to: number): string {
  const taken = new Map<string, number>()
  let end = to
  for (let back = 0; back < KNOWN && end > from; back += 1) {
    const place = (newest + KNOWN - back) % KNOWN
    const began = times[place] as number
    // An older mark is of a turn before: the timer came after it.
    const isOwn = began >= from - EVERY_MS
    const operation = isOwn ? (operations[place] as string) : UNNAMED
    const start = isOwn ? Math.max(began, from) : from
    taken.set(operation, (taken.get(operation) ?? 0) + Math.max(0, end - start))
    end = start
  }
  let dearest = UNNAMED
  for (const [operation, ms] of taken) if (ms > (taken.get(dearest) ?? 0)) dearest = operation
  return dearest
}
