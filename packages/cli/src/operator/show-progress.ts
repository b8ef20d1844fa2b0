import type { Screen } from '#terminal/terminal'

const FIRST_AFTER_MS = 1_000
const EVERY_MS = 1_000

/** Line on standard error that shows the progress of work, if that takes longer than a second. */
export interface ProgressLine {
  show(text: string): void
  /** Ends the line, so that later output begins on its own line. */
  end(): void
}

export function createProgressLine(
  out: Screen = process.stderr,
  now: () => number = () => performance.now(),
): ProgressLine {
  let next = now() + FIRST_AFTER_MS
  let isOpen = false
  return {
    show(text) {
      if (now() < next) return
      next = now() + EVERY_MS
      isOpen = out.isTTY === true
      out.write(isOpen ? `\r\x1b[K${text}` : `${text}\n`)
    },
    end() {
      if (isOpen) out.write('\n')
      isOpen = false
    },
  }
}
