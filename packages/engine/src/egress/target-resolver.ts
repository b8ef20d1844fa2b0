import { isPlainTarget } from '#text/plain-target'
import { checkUrl } from './check-url.ts'
import type { EgressPolicy } from './policy.ts'

/** Destination of a request, in the form that the agent takes. */
export interface Target {
  readonly origin: string
  /** Path with the query. */
  readonly path: string
}

/** Number of allowed origins in the cache. Beyond it the cache is cleared. */
const REMEMBERED = 1_000
/** Behind `https://` and `http://` no slash but that of the path comes before this. */
const AFTER_SCHEME = 8

/**
 * Makes a function that splits URLs, and refuses those that {@link checkUrl} refuses under a policy. What is allowed by
 * its origin is looked into once.
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
