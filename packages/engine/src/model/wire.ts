/** Response of the upstream, its body whole and decoded. */
export interface UpstreamResponse {
  readonly status: number
  /** Names are lower-case; repeated headers are joined by a comma. Cookies are left out. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** Number of redirects followed. */
  readonly redirects: number
  /** Milliseconds since the epoch. */
  readonly received_at: number
}

/** Tokens that replace the credentials' tokens in authentication. */
export interface AccessTokens {
  readonly access_token: string
}
