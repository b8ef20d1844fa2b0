/** Milliseconds without input after which the page counts as unused. */
const QUIET_MS = 60_000
/** Input of a person. */
const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'focus'] as const

let usedAt = performance.now()

/** Starts to note when somebody uses the page. */
export function watchAttendance(): void {
  for (const input of INPUTS) {
    addEventListener(input, () => (usedAt = performance.now()), { capture: true, passive: true })
  }
}

/**
 * Headers of a request that the page sends by itself while nobody uses it. The server does not count it as use, so a
 * page that is left open does not keep the session alive.
 */
export function getAttendance(): Record<string, string> {
  return performance.now() - usedAt < QUIET_MS ? {} : { 'x-unattended': '1' }
}
