import { startScriptedUpstream } from '#scripted-upstream'

/** A service that remembers which Authorization came for which thing. */
export interface MarkingUpstream {
  readonly url: string
  /** The header that came with the request for this thing, forgotten once taken. */
  take(mark: string): string | undefined
  /** Lets every answer wait so long. */
  delay(ms: number): void
  close(): Promise<void>
}

/** Starts one; it answers `GET /things/<mark>` with `{"id": mark}`. */
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
