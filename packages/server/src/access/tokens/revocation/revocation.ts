import type { RevocationKind } from '#platform/database/schema/tables/token-tables'

/**
 * Revoked right, or connector that has changed; `refresh`: it has new tokens. `connector` with the id of a definition:
 * the organization's OAuth client for it has changed; with that of a connect session: the session was ended.
 * `networks`: the allowed networks of the organization have changed.
 */
export interface Revocation {
  /**
   * Organization of the revoked right. The revocation ends nothing of another organization, whatever id it contains.
   */
  readonly organization_id: string
  readonly kind: RevocationKind
  /** Id of the revoked thing. For `token`: `jti` of a token, or id of a session. */
  readonly subject_id: string
  /** Tokens with an older epoch are invalid. Null: all tokens are. */
  readonly epoch: number | null
}

/** Maximum lifetime of a token in seconds. */
export const TOKEN_SECONDS = 1200
/** Retention of rows in seconds: a token's lifetime, and a minute for a mint in progress. */
export const REVOCATION_SECONDS = TOKEN_SECONDS + 60

/** Channel that announces new revocations. */
export const REVOCATION_CHANNEL = 'bulkhead_revocations'
