/** Response of the upstream, with its whole body decoded. */
export interface UpstreamResponse {
  readonly status: number
  /** Headers with lower-case names. Repeated headers are joined by a comma. Cookies are left out. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** Number of redirects followed. */
  readonly redirects: number
  /** Time of receipt, in milliseconds since the epoch. */
  readonly received_at: number
}

/** Tokens that replace the credentials' tokens in authentication. */
export interface AccessTokens {
  readonly access_token: string
}
