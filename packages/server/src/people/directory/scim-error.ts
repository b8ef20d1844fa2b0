/** SCIM error response (RFC 7644 §3.12). */
export class ScimError extends Error {
  readonly status: number
  readonly scimType: string | undefined

  constructor(status: number, message: string, scimType?: string) {
    super(message)
    this.status = status
    this.scimType = scimType
  }
}

/** Returns the error for a resource that the directory does not have, whether or not another one does. */
export function resourceNotFound(): ScimError {
  return new ScimError(404, 'There is no such resource.')
}

/** Returns the error for a token that is missing or wrong, was deleted, or whose provider is disabled. */
export function invalidToken(): ScimError {
  return new ScimError(401, 'Send the token of the directory: Authorization: Bearer bhd_….')
}

export function invalidValue(message: string): ScimError {
  return new ScimError(400, message, 'invalidValue')
}
