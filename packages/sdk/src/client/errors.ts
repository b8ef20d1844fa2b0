import type { ErrorCode } from '../generated/api.ts'

/** Error codes of the SDK itself. The server never returns them. */
export type LocalCode =
  /** Settings are missing or contradict each other. */
  | 'configuration'
  /** The arguments of a method cannot be sent. */
  | 'invalid_argument'
  /** No response arrived: the server could not be reached or the connection broke. */
  | 'connection_failed'
  /** No response arrived in time. */
  | 'timed_out'
  /** The response does not come from a Bulkhead server. A proxy may have sent it. */
  | 'unexpected_reply'
  /** A workspace has no connector of the type, or several. */
  | 'no_connector'
  | 'several_connectors'
  /** The webhook's secret did not sign the request. */
  | 'webhook_invalid'

/**
 * Base of every error that the SDK throws on purpose. No error keeps a request, a header or a secret. An aborted call
 * rejects with the reason of its signal instead, as `fetch` does.
 */
export class BulkheadError extends Error {
  override readonly name: string = 'BulkheadError'
  /** Stable code, for use in a `switch`. */
  readonly code: ErrorCode | LocalCode

  constructor(code: ErrorCode | LocalCode, message: string) {
    super(message)
    this.code = code
  }
}

/** Error before anything was sent: settings are missing, or an argument cannot be sent. */
export class ConfigurationError extends BulkheadError {
  override readonly name = 'ConfigurationError'
}

/** Error of a request without a response, in the last attempt too. A write may have happened. */
export class ConnectionError extends BulkheadError {
  override readonly name: string = 'ConnectionError'
}

/** Error of a last attempt that got no token or no response within `timeoutMs`. */
export class TimeoutError extends ConnectionError {
  override readonly name = 'TimeoutError'
}

/** A single error of a request. */
export interface ErrorDetail {
  /** Dotted path such as `body.params.owner`; `request` if no single field is wrong. */
  readonly field: string
  readonly message: string
  readonly details: Readonly<Record<string, unknown>> | null
}

/** Error details from a response. */
export interface ErrorFacts {
  readonly code: ErrorCode | LocalCode
  readonly message: string
  readonly status: number
  readonly requestId: string | undefined
  readonly errors: readonly ErrorDetail[]
  /** Seconds, a whole number. */
  readonly retryAfter: number | undefined
}

/** Error response of the server. Subclasses tell the kinds apart. */
export class ApiError extends BulkheadError {
  override readonly name: string = 'ApiError'
  /** HTTP status. */
  readonly status: number
  /** Request id in the server's log. Quote it when you report a problem. */
  readonly requestId: string | undefined
  /** All errors of the request. */
  readonly errors: readonly ErrorDetail[]
  /** Seconds to wait before a retry, if the server names them. */
  readonly retryAfter: number | undefined

  constructor({ code, message, status, requestId, errors, retryAfter }: ErrorFacts) {
    super(code, message)
    this.status = status
    this.requestId = requestId
    this.errors = errors
    this.retryAfter = retryAfter
  }
}

/** 400, 413, 415, 422: the request is invalid. `errors` names the fields. */
export class ValidationError extends ApiError {
  override readonly name = 'ValidationError'
}

/** 401: the client id and secret, or the token, are invalid. It never concerns a stored credential. */
export class AuthenticationError extends ApiError {
  override readonly name = 'AuthenticationError'
}

/** 403: the token may not do this. */
export class PermissionError extends ApiError {
  override readonly name = 'PermissionError'
}

/** 404: nothing that the caller reaches has this id or name. The response is the same if another workspace has it. */
export class NotFoundError extends ApiError {
  override readonly name = 'NotFoundError'
}

/** 409: the request conflicts with stored data, such as a name that is taken. */
export class ConflictError extends ApiError {
  override readonly name = 'ConflictError'
}

/** 429 from Bulkhead itself. A 429 from the service is an {@link UpstreamError}. */
export class RateLimitError extends ApiError {
  override readonly name = 'RateLimitError'
}

/** 5xx from Bulkhead itself. */
export class ServerError extends ApiError {
  override readonly name = 'ServerError'
}

/** Error of the service, or of the connection to it. Bulkhead itself works. */
export class UpstreamError extends ApiError {
  override readonly name = 'UpstreamError'

  /** HTTP status of the service, if it responded. 401 means that the stored credential is invalid. */
  get upstreamStatus(): number | undefined {
    const status = this.errors[0]?.details?.upstream_status
    return typeof status === 'number' ? status : undefined
  }
}

/** Creates an error of the class that belongs to the status and the code. */
export function apiError(facts: ErrorFacts): ApiError {
  const { status, code } = facts
  if (status === 424 || code.startsWith('upstream_')) return new UpstreamError(facts)
  if (status === 429) return new RateLimitError(facts)
  if (status >= 500) return new ServerError(facts)
  // A 404 from a proxy, or for a wrong `url`, says nothing about stored data. A 401 from a proxy says nothing about a
  // token.
  if (code === 'unexpected_reply' || code === 'route_not_found') return new ApiError(facts)
  if (status === 401) return new AuthenticationError(facts)
  if (status === 403) return new PermissionError(facts)
  if (status === 404) return new NotFoundError(facts)
  if (status === 409) return new ConflictError(facts)
  return new ValidationError(facts)
}
