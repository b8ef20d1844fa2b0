/** Times at which a token is renewed: in the background, and at the latest. */
export interface RefreshTimes {
  /** Time from which a call waits for a new token. Null if the upstream did not say when the token expires. */
  readonly usable_until: Date | null
  /** Time from which the token is renewed in the background. */
  readonly refresh_at: Date | null
}

/** Milliseconds before expiry from which a token is no longer sent, since a request takes time to arrive. */
const SPARE_MS = 30_000
const AHEAD_MS = 5 * 60_000
/** Shares of the lifetime that limit both margins, for tokens that live only minutes. */
const SPARE_SHARE = 0.1
const AHEAD_SHARE = 0.25

/**
 * @param received_at Milliseconds since the epoch.
 * @param expires_at Milliseconds since the epoch. Undefined if the service did not state it.
 */
export function refreshTimes(received_at: number, expires_at: number | undefined): RefreshTimes {
  if (expires_at === undefined) return { usable_until: null, refresh_at: null }
  const lifeMs = expires_at - received_at
  return {
    usable_until: new Date(expires_at - Math.min(SPARE_MS, lifeMs * SPARE_SHARE)),
    refresh_at: new Date(expires_at - Math.min(AHEAD_MS, lifeMs * AHEAD_SHARE)),
  }
}
