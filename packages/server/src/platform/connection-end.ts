import type { ServerResponse } from 'node:http'

/**
 * Returns a function that gives a signal. The signal aborts if the connection closes before the response is complete.
 */
export function whileConnected(response: ServerResponse): () => AbortSignal {
  let controller: AbortController | undefined
  return () => {
    if (controller !== undefined) return controller.signal
    const made = new AbortController()
    controller = made
    whenClosed(response, () => response.writableFinished || made.abort())
    return made.signal
  }
}

/**
 * Runs `work` when the connection of a response closes. If it has closed already, runs `work` at once, because the
 * event does not come again.
 */
export function whenClosed(response: ServerResponse, work: () => void): void {
  if (response.destroyed) work()
  else response.once('close', work)
}
