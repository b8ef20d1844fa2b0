import type { ErrorCode } from '#errors'
import type { OperationShape } from '#operation'
import { REFERENCE } from './shapes.ts'

/** Error codes that always refer to one part of a request. */
const FIELDS: Partial<Record<ErrorCode, string>> = {
  malformed_json: 'body',
  body_too_large: 'body',
  request_too_large: 'body',
  unsupported_media_type: 'header.Content-Type',
  unauthenticated: 'header.Authorization',
  organization_mismatch: 'header.X-Organization-Id',
  origin_not_allowed: 'header.Origin',
  csrf_refused: 'header.X-CSRF-Token',
  idempotency_mismatch: 'header.Idempotency-Key',
  idempotency_in_flight: 'header.Idempotency-Key',
  idempotency_outcome_unknown: 'header.Idempotency-Key',
  route_not_found: 'path',
  alias_not_found: 'path.name',
  invalid_client: 'body',
  invalid_sign_in: 'body',
  sign_up_link_invalid: 'body.token',
  wrong_password: 'body.current_password',
  name_taken: 'body.name',
}

/** A request as its operation was called. */
export interface CalledOperation {
  readonly operation: OperationShape
  readonly params?: unknown
  readonly query?: unknown
  readonly body?: unknown
}

/**
 * Returns the `field` of an error that names none. It is the part of the request that the code is about. For "not
 * found" it is the given id or name. It is `request` if no part of the request is wrong, as with a failure of a
 * service.
 */
export function getField(code: ErrorCode, called?: CalledOperation): string {
  const [, missing] = /^(\w+)_not_found$/.exec(code) ?? []
  return FIELDS[code] ?? (missing && called && getPlace(missing, called)) ?? 'request'
}

function getPlace(missing: string, { operation, ...given }: CalledOperation): string | undefined {
  const parts = { path: [operation.params, given.params], query: [operation.query, given.query] }
  for (const [place, [schema, values]] of Object.entries({ ...parts, body: [operation.body, given.body] })) {
    const { properties = {} } = (schema ?? {}) as { properties?: Record<string, Record<string, unknown>> }
    for (const [name, property] of Object.entries(properties)) {
      const reference = property[REFERENCE]
      const isMeant = reference === missing || (reference === 'workspace_name' && missing === 'workspace')
      if (isMeant && (values as Record<string, unknown> | undefined)?.[name] != null)
        return `${place}.${name}`
    }
  }
  return undefined
}
