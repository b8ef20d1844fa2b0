import { Interrupted } from './command-error.ts'

let controller: AbortController | undefined

/** Returns a signal that Ctrl-C aborts. A second Ctrl-C ends the process at once. */
export function interruptSignal(): AbortSignal {
  if (controller === undefined) {
    const made = new AbortController()
    process.once('SIGINT', () => made.abort(new Interrupted()))
    controller = made
  }
  return controller.signal
}
