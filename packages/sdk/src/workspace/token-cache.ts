import { BulkheadError } from '../client/errors.ts'

/** Token as the server returns it. */
export interface Minted {
  readonly token: string
  /** Lifetime in seconds from the mint. */
  readonly expires_in: number
}

interface Kept {
  readonly token: string
  /** Time at which the token is replaced, in milliseconds of the clock. */
  readonly staleAt: number
}

const MOST = 1_000
const MARGIN_MS = 60_000

/**
 * Cache of tokens in memory, by purpose. A token is replaced a minute before it expires, or at four fifths of its
 * lifetime if that is later. Concurrent callers share one mint.
 */
export class TokenCache {
  readonly #kept = new Map<string, Kept>()
  readonly #minting = new Map<string, Promise<string>>()
  readonly #now: () => number

  /** @param now Returns the milliseconds of a monotonic clock. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** Returns the cached token, if it is not stale. */
  peek(purpose: string): string | undefined {
    const kept = this.#kept.get(purpose)
    if (kept === undefined || this.#now() >= kept.staleAt) return undefined
    // Moves the entry to the end: the cache evicts the least recently used one.
    this.#kept.delete(purpose)
    this.#kept.set(purpose, kept)
    return kept.token
  }

  /**
   * Returns the cached token, or mints one.
   *
   * @param variant Callers share a mint in progress only if this is equal too. The minted token is shared by purpose
   *   alone.
   */
  get(purpose: string, mint: () => Promise<Minted>, variant = ''): Promise<string> {
    const known = this.peek(purpose)
    if (known !== undefined) return Promise.resolve(known)
    const key = `${variant} ${purpose}`
    const waited = this.#minting.get(key)
    if (waited !== undefined) return waited
    const minting = this.#mint(purpose, mint).finally(() => this.#minting.delete(key))
    this.#minting.set(key, minting)
    return minting
  }

  /** Drops a token. @returns The token, which may be stale and still valid. Undefined if there is none. */
  take(purpose: string): string | undefined {
    const kept = this.#kept.get(purpose)
    this.#kept.delete(purpose)
    return kept?.token
  }

  /** Drops a token that was refused, unless it was replaced already. */
  drop(purpose: string, token: string): void {
    if (this.#kept.get(purpose)?.token === token) this.#kept.delete(purpose)
  }

  async #mint(purpose: string, mint: () => Promise<Minted>): Promise<string> {
    // The token's lifetime may have begun when the request was sent.
    const asked = this.#now()
    const { token, expires_in } = await mint()
    if (typeof token !== 'string' || !Number.isFinite(expires_in)) {
      const message =
        'The server responded without a token. Check that `url` is the address of a Bulkhead server.'
      throw new BulkheadError('unexpected_reply', message)
    }
    // Another variant's mint was faster. While all use one token, whoever ends it ends what they use.
    const known = this.peek(purpose)
    if (known !== undefined) return known
    const lifeMs = expires_in * 1000
    this.#kept.delete(purpose)
    this.#kept.set(purpose, { token, staleAt: asked + lifeMs - Math.min(MARGIN_MS, lifeMs / 5) })
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST) break
      this.#kept.delete(oldest)
    }
    return token
  }
}

const caches = new Map<string, TokenCache>()
const MOST_CACHES = 100

/** Returns the cache that is shared by all clients of this process with the same server and caller. */
export function sharedTokenCache(caller: string): TokenCache {
  const cache = caches.get(caller) ?? new TokenCache()
  caches.delete(caller)
  caches.set(caller, cache)
  for (const oldest of caches.keys()) {
    if (caches.size <= MOST_CACHES) break
    caches.delete(oldest)
  }
  return cache
}
