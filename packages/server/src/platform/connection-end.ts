import type { ServerResponse } from 'node:http'

/** Gives a signal that aborts when the connection of an answer closes before the answer is complete. */
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

/** Runs `work` when the connection of an answer closes, or at once if it has: that is not told again. */
export function whenClosed(response: ServerResponse, work: () => void): void {
  if (response.destroyed) work()
  else response.once('close', work)
}
