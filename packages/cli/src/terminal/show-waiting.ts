import type { Terminal } from './terminal.ts'

const FIRST_AFTER_MS = 1_000
const ERASE = '\r\x1b[K'

/**
 * Line on the screen that names what the command waits for. It appears after a second and disappears with the result.
 */
export interface WaitingLine {
  /** Changes the line. */
  say(text: string): void
  /** Erases the line until it appears again, so that something else can be printed. */
  clear(): void
  end(): void
}

/** Shows a waiting line. Shows nothing if standard error is no screen. */
export function showWaiting({ stderr }: Terminal, what: string): WaitingLine {
  if (stderr.isTTY !== true) return { say: () => {}, clear: () => {}, end: () => {} }
  const began = performance.now()
  let text = what
  let isShown = false
  const show = () => {
    isShown = true
    const seconds = Math.round((performance.now() - began) / 1000)
    stderr.write(`${ERASE}${text} (${seconds} s)`)
  }
  const clear = () => {
    if (isShown) stderr.write(ERASE)
    isShown = false
  }
  const timer = setInterval(show, FIRST_AFTER_MS)
  timer.unref()
  return {
    say(changed) {
      text = changed
    },
    clear,
    end() {
      clearInterval(timer)
      clear()
    },
  }
}

/** Waits for work. If it takes longer than a second, shows a waiting line. */
export async function waitFor<T>(terminal: Terminal, what: string, work: PromiseLike<T>): Promise<T> {
  const line = showWaiting(terminal, what)
  try {
    return await work
  } finally {
    line.end()
  }
}
