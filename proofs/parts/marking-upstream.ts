import { startScriptedUpstream } from '@bulkhead/testing/scripted-upstream'

/** Service that records the `Authorization` header of each request by its path. */
export interface MarkingUpstream {
  readonly url: string
  /** Returns the header that arrived for this path, and forgets it. */
  take(mark: string): string | undefined
  /** Sets a delay before each response. */
  delay(ms: number): void
  close(): Promise<void>
}

/** Starts the service. It responds to `GET /things/<mark>` with `{"id": mark}`. */
export async function startMarkingUpstream(): Promise<MarkingUpstream> {
  const upstream = await startScriptedUpstream()
  const seen = new Map<string, string>()
  let delayMs = 0
  upstream.respond(({ url, headers }, response) => {
    upstream.arrived.length = 0
    const id = url.slice('/things/'.length)
    seen.set(id, headers.authorization ?? '')
    setTimeout(
      () => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id })),
      delayMs,
    )
  })
  return {
    url: upstream.url,
    take(mark) {
      const authorization = seen.get(mark)
      seen.delete(mark)
      return authorization
    },
    delay(ms) {
      delayMs = ms
    },
    close: () => upstream.close(),
  }
}
