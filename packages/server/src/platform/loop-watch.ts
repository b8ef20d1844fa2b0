/** Operation of event-loop turns in which no mark was set. */
const UNNAMED = 'other'
/** Interval of the timer. Each time it wakes an idle process, so that half of it costs twice as much. */
const EVERY_MS = 50
/** Delay of a timer in milliseconds above which the loop was blocked. The short turns of a busy loop delay it by less. */
const BLOCKED_MS = 100
/** Number of marks that are remembered. It is more than the requests that begin in {@link BLOCKED_MS}. */
const KNOWN = 256

// One ring per process, because a process has one event loop. Storing a mark costs a request less than can be measured.
const operations: string[] = Array(KNOWN).fill(UNNAMED)
const times = new Float64Array(KNOWN)
let newest = 0

/**
 * Sets the operation that runs from now on, until the next mark. Call it where work begins that may block the event
 * loop.
 *
 * @param operation One of a small set, since it becomes a label. It must contain nothing of a tenant.
 */
export function markOperation(operation: string): void {
  newest = (newest + 1) % KNOWN
  operations[newest] = operation
  times[newest] = performance.now()
}

/**
 * Watches the event loop of this process. If a timer fires more than 100 ms late, the event loop was blocked.
 *
 * @param blocked Gets the operation that took most of that time, and the seconds.
 * @returns Function that stops watching.
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

/** Returns the operation that took most of the time between two moments. */
function dearestSince(from: number, to: number): string {
  const taken = new Map<string, number>()
  let end = to
  for (let back = 0; back < KNOWN && end > from; back += 1) {
    const place = (newest + KNOWN - back) % KNOWN
    const began = times[place] as number
    // An older mark belongs to an earlier turn, because the timer fired after it.
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
