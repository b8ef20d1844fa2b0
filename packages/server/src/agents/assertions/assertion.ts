/** Grant type of assertions (RFC 7523 §2.1). */
export const JWT_BEARER_GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** Profile of the grant whose assertion names a person (draft-ietf-oauth-identity-assertion-authz-grant §7.2). */
export const ID_JAG_PROFILE = 'urn:ietf:params:oauth:grant-profile:id-jag'

/** Media type of an identity assertion. */
export const ID_JAG_TYPE = 'oauth-id-jag+jwt'

/** Verified identity assertion. In it a provider states that a client may act for a person. */
export interface Assertion {
  readonly issuer: string
  readonly subject: string
  readonly jti: string
  /** Seconds since 1970. */
  readonly expires: number
  /** Space-separated; absent: everything. */
  readonly scope: string | undefined
  /** RFC 9396; absent: no narrowing. */
  readonly authorization_details: unknown
}

/**
 * Thrown if an assertion is refused: an error code of RFC 6749 §5.2, and a sentence for the person who set up the
 * client.
 */
export class AssertionRefused extends Error {
  readonly error:
    | 'invalid_grant'
    | 'invalid_client'
    | 'invalid_scope'
    | 'invalid_target'
    | 'invalid_authorization_details'

  constructor(error: AssertionRefused['error'], description: string) {
    super(description)
    this.error = error
  }
}
