import { isPlainTarget } from '#text/plain-target'
import { checkUrl } from './check-url.ts'
import type { EgressPolicy } from './policy.ts'

/** Destination of a request, as the agent takes it. */
export interface Target {
  readonly origin: string
  /** Path with the query. */
  readonly path: string
}

/** Number of allowed origins in the cache. Beyond it the cache is cleared. */
const REMEMBERED = 1_000
/** Index from which the slash of the path is searched: after the slashes of `https://` or `http://`. */
const AFTER_SCHEME = 8

/**
 * Creates a function that splits URLs into origin and path, and rejects those that {@link checkUrl} rejects. An origin
 * that is allowed is checked once and then cached.
 */
export function createTargetResolver(policy: EgressPolicy): (url: string) => Target {
  const allowed = new Set<string>()
  return (url) => {
    const end = url.indexOf('/', AFTER_SCHEME)
    const [start, rest] = [url.slice(0, end), url.slice(end)]
    if (allowed.has(start) && isPlainTarget(rest)) return { origin: start, path: rest }
    const parsed = new URL(url)
    checkUrl(policy, parsed)
    const { origin, pathname, search } = parsed
    if (allowed.size >= REMEMBERED) allowed.clear()
    allowed.add(origin)
    return { origin, path: pathname + search }
  }
}
