/** A token as the server gives it. */
export interface Minted {
  readonly token: string
  /** Seconds from when it was made. */
  readonly expires_in: number
}

interface Kept {
  readonly token: string
  /** When it is replaced, in milliseconds of the clock. */
  readonly staleAt: number
}

const MOST = 1_000
const MARGIN_MS = 60_000

/**
 * Tokens in memory, by what they are for. One is replaced a minute before it expires, or a fifth of its life
 * if that is less; however many callers wait for one, it is minted once.
 */
export class TokenCache {
  readonly #kept = new Map<string, Kept>()
  readonly #minting = new Map<string, Promise<string>>()
  readonly #now: () => number

  /** @param now Milliseconds of a clock that goes forward. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** The token if there is a good one. */
  peek(purpose: string): string | undefined {
    const kept = this.#kept.get(purpose)
    if (kept === undefined || this.#now() >= kept.staleAt) return undefined
    // What was used last is kept longest.
    this.#kept.delete(purpose)
    this.#kept.set(purpose, kept)
    return kept.token
  }

  /**
   * A good token, minted if need be.
   *
   * @param variant Callers wait for each other's mint only where this is the same too; they share what comes of it.
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

  /** Forgets a token that was refused, unless it was replaced already. */
  drop(purpose: string, token: string): void {
    if (this.#kept.get(purpose)?.token === token) this.#kept.delete(purpose)
  }

  async #mint(purpose: string, mint: () => Promise<Minted>): Promise<string> {
    // It may be as old as the request for it.
    const asked = this.#now()
    const { token, expires_in } = await mint()
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

/** The cache that everything in this process shares that calls the same server as the same caller. */
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
