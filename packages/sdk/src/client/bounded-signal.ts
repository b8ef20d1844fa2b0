/** A signal that is aborted by the caller's, or after a time. */
export interface BoundedSignal {
  readonly signal: AbortSignal
  /** Whether the time was up. */
  isLate(): boolean
  /** Stops the clock. A stream can still be aborted by the caller's signal. */
  end(): void
}

/** @param as What is read under it: all of a body within the time, or a stream that may take longer. */
export function boundedSignal(
  given: AbortSignal | undefined,
  timeoutMs: number,
  as: 'json' | 'stream',
): BoundedSignal {
  const controller = new AbortController()
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    controller.abort()
  }, timeoutMs)
  const bounds = (signal: AbortSignal, forget: () => void): BoundedSignal => ({
    signal,
    isLate: () => isLate,
    end() {
      clearTimeout(timer)
      forget()
    },
  })
  if (given === undefined) return bounds(controller.signal, () => {})
  // Nobody says when a stream is done with, and a listener would stay on a signal that lives long.
  if (as === 'stream') return bounds(AbortSignal.any([given, controller.signal]), () => {})
  const abort = () => controller.abort(given.reason)
  given.addEventListener('abort', abort, { once: true })
  return bounds(controller.signal, () => given.removeEventListener('abort', abort))
}
