import type { Grant } from '@bulkhead/contract/grants'
import type { Epochs } from '#request/epochs'

/** `client_id` in the tokens of people, which RFC 9068 demands: they are minted in the web app. */
export const WEB_CLIENT_ID = 'bulkhead_web'

/** `client_id` of the command line, the one client whose grants may reach what their person reaches. */
export const COMMAND_LINE = 'bulkhead_cli'

/** Claims of a token, besides the registered ones. */
export interface Claims {
  /** The application whose credentials stand behind the token, or the person who minted it. */
  sub: string
  /** Session in which a person minted the token. Absent where an application stands behind it. */
  session_id?: string
  /** Client secret that the application token, or the one that minted this one, was obtained with. */
  secret_id?: string
  /** `jti` of the application token that minted this one. */
  parent_id?: string
  /** Present in a token of a program that a person let act: the grant, whose id is `session_id` too. */
  grant_id?: string
  /** Present beside `grant_id`: name of the program, which records keep. */
  client_name?: string
  client_id: string
  organization_id: string
  /** Present in a scoped token only. */
  workspace_id?: string
  epochs: Epochs
  /** Present in a narrowed token only. */
  grant?: Grant
  /** Present in a widget token only: the one origin whose pages may use it in a browser. */
  allowed_origin?: string
}

/** The claims of a token that was verified. */
export interface VerifiedClaims extends Claims {
  /** Names this one token. */
  jti: string
  /** Seconds since the epoch. */
  exp: number
  /** It is no token but a key of a workspace. No token says so. */
  is_key?: true
}

/** RFC 9068 §2.1: says that this JWT is an access token, so that no other kind is taken for one. */
export const TOKEN_TYPE = 'at+jwt'
/** RFC 8037: EdDSA with Ed25519. The one algorithm issued and the one accepted. */
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
