import type { ServerContext } from '@modelcontextprotocol/server'

const EVERY_MS = 2_000

/**
 * Reports to a client that asked for progress how long its call has taken, at once and then every two seconds, so that
 * the client keeps waiting.
 *
 * @returns Function that ends the reports.
 */
export function reportProgress({ mcpReq: { _meta, notify } }: ServerContext): () => void {
  const progressToken = _meta?.progressToken
  if (progressToken === undefined) return () => {}
  const began = performance.now()
  const tell = () => {
    const progress = Math.round((performance.now() - began) / 1000)
    const message = progress === 0 ? 'Begun' : `Waiting for ${progress} seconds`
    // Other code notices a client that has disconnected.
    notify({ method: 'notifications/progress', params: { progressToken, progress, message } }).catch(() => {})
  }
  tell()
  const timer = setInterval(tell, EVERY_MS)
  return () => clearInterval(timer)
}
