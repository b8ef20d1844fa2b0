import { Interrupted } from './command-error.ts'

let controller: AbortController | undefined

/** Aborted by Ctrl-C, which ends the process at once when it is pressed again. */
export function interruptSignal(): AbortSignal {
  if (controller === undefined) {
    const made = new AbortController()
    process.once('SIGINT', () => made.abort(new Interrupted()))
    controller = made
  }
  return controller.signal
}
