/** Signal that is aborted by the caller's signal, or when the timeout is over. */
export interface BoundedSignal {
  readonly signal: AbortSignal
  /** Returns whether the timeout was reached. */
  isLate(): boolean
  /** Stops the timer. The caller's signal can still abort a stream. */
  end(): void
}

/** Longest wait of a timer, 24 days. A longer one would end at once. */
const LONGEST_MS = 2 ** 31 - 1

/**
 * @param as Use of the signal: `json` covers the whole body; `stream` stays open to the caller's signal after `end()`.
 */
export function boundedSignal(
  given: AbortSignal | undefined,
  timeoutMs: number,
  as: 'json' | 'stream',
): BoundedSignal {
  const controller = new AbortController()
  let isLate = false
  const timer = setTimeout(
    () => {
      isLate = true
      controller.abort()
    },
    Math.min(timeoutMs, LONGEST_MS),
  )
  const bounds = (signal: AbortSignal, forget: () => void): BoundedSignal => ({
    signal,
    isLate: () => isLate,
    end() {
      clearTimeout(timer)
      forget()
    },
  })
  if (given === undefined) return bounds(controller.signal, () => {})
  // The end of a stream is never reported here, and a listener would stay on a signal that lives long.
  if (as === 'stream') return bounds(AbortSignal.any([given, controller.signal]), () => {})
  const abort = () => controller.abort(given.reason)
  given.addEventListener('abort', abort, { once: true })
  return bounds(controller.signal, () => given.removeEventListener('abort', abort))
}
