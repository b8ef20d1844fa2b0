import type { Terminal } from './terminal.ts'

const FIRST_AFTER_MS = 1_000
const ERASE = '\r\x1b[K'

/** A line on the screen that says what is waited for, from a second on; it is gone when there is an answer. */
export interface WaitingLine {
  /** Changes what is said. */
  say(text: string): void
  end(): void
}

/** Begins to wait. Where nobody looks nothing is said. */
export function showWaiting({ stderr }: Terminal, what: string): WaitingLine {
  if (stderr.isTTY !== true) return { say: () => {}, end: () => {} }
  const began = performance.now()
  let text = what
  let isShown = false
  const show = () => {
    isShown = true
    const seconds = Math.round((performance.now() - began) / 1000)
    stderr.write(`${ERASE}${text} (${seconds} s)`)
  }
  const timer = setInterval(show, FIRST_AFTER_MS)
  timer.unref()
  return {
    say(changed) {
      text = changed
    },
    end() {
      clearInterval(timer)
      if (isShown) stderr.write(ERASE)
    },
  }
}

/** Waits for work, and says so when it takes longer than a second. */
export async function waitFor<T>(terminal: Terminal, what: string, work: PromiseLike<T>): Promise<T> {
  const line = showWaiting(terminal, what)
  try {
    return await work
  } finally {
    line.end()
  }
}
