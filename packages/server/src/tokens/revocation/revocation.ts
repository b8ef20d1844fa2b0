import type { RevocationKind } from '#platform/database/schema/tables'

/** A right that was taken away, or a connector that is no longer what it was; `refresh`: it has other tokens. */
export interface Revocation {
  /** Whose right it was: it ends nothing of another organization, whatever id it names. */
  readonly organization_id: string
  readonly kind: RevocationKind
  /** `jti` of a token, or id of a session for `token` too; else the id of what it is about. */
  readonly subject_id: string
  /** Tokens that carry an older epoch are dead; null: all of them are. */
  readonly epoch: number | null
}

/** The longest life of a token. */
export const TOKEN_SECONDS = 1200
/** How long rows are kept: the life of a token, and a minute for one whose mint was in progress. */
export const REVOCATION_SECONDS = TOKEN_SECONDS + 60

/** Of notifications that there is something to read. */
export const REVOCATION_CHANNEL = 'bulkhead_revocations'
