import type { Grant } from '@bulkhead/contract/grants'
import type { Epochs } from '../request/epochs.ts'

/** `client_id` in the tokens of people, which are minted in the web app. RFC 9068 requires the claim. */
export const WEB_CLIENT_ID = 'bulkhead_web'

/** `client_id` of the command line. Only its grants may reach everything that their person reaches. */
export const COMMAND_LINE = 'bulkhead_cli'

/** Claims of a token, in addition to the registered ones. */
export interface Claims {
  /** Application whose credentials the token comes from, or person who minted it. */
  sub: string
  /** Session in which a person minted the token. Absent for a token that comes from an application. */
  session_id?: string
  /**
   * Client secret with which the application token was obtained. A minted token has the secret of the token that minted
   * it.
   */
  secret_id?: string
  /** `jti` of the application token that minted this one. */
  parent_id?: string
  /** Id of the grant by which a person lets a program act. It is also the `session_id`. Absent in other tokens. */
  grant_id?: string
  /** Name of the program, which records keep. Present together with `grant_id`. */
  client_name?: string
  client_id: string
  organization_id: string
  /** Present in a scoped token only. */
  workspace_id?: string
  epochs: Epochs
  /** Present in a narrowed token only. */
  grant?: Grant
  /** Present in a widget token only: the only origin whose pages may use it in a browser. */
  allowed_origin?: string
}

/** Claims of a verified token. */
export interface VerifiedClaims extends Claims {
  /** Id of this token. */
  jti: string
  /** Expiry in seconds since the epoch. */
  exp: number
  /** Set for a key of a workspace. No token contains it. */
  is_key?: true
}

/** Type of an access token (RFC 9068 §2.1), so that no other kind of JWT is taken for one. */
export const TOKEN_TYPE = 'at+jwt'
/** EdDSA with Ed25519 (RFC 8037). It is the only algorithm that is issued and accepted. */
export const ALGORITHM = 'EdDSA'

/** Issuer and audience. */
export interface TokenAudience {
  issuer: string
  /** Resources of this server that accept the token: the API and the MCP endpoint. */
  audience: readonly string[]
}

/** Lifetimes in seconds. */
export const APPLICATION_TOKEN_SECONDS = 900
export const SCOPED_TOKEN_SECONDS = 1200
