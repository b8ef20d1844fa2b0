import type { RevocationKind } from '#platform/database/schema/tables'

/** A right that was taken away, or a connector that is no longer what it was; `refresh`: it has other tokens. */
export interface Revocation {
  /** Organization of the revoked right. The revocation ends nothing of another one, whatever id it names. */
  readonly organization_id: string
  readonly kind: RevocationKind
  /** `jti` of a token, or id of a session for `token` too; else the id of what it is about. */
  readonly subject_id: string
  /** Tokens that carry an older epoch are dead; null: all of them are. */
  readonly epoch: number | null
}

/** The longest life of a token. */
export const TOKEN_SECONDS = 1200
/** Retention of rows: a token's lifetime, and a minute for a mint in progress. */
export const REVOCATION_SECONDS = TOKEN_SECONDS + 60

/** Channel that announces new revocations. */
export const REVOCATION_CHANNEL = 'bulkhead_revocations'
