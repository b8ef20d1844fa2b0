import type { ServerResponse } from 'node:http'

/** Gives a signal that aborts when the connection of an answer closes before the answer is complete. */
export function whileConnected(response: ServerResponse): () => AbortSignal {
  let controller: AbortController | undefined
  return () => {
    if (controller !== undefined) return controller.signal
    const made = new AbortController()
    controller = made
    if (response.destroyed) made.abort()
    else response.once('close', () => response.writableFinished || made.abort())
    return made.signal
  }
}
