import type { ErrorCode } from '../generated/api.ts'

/** Codes that the server does not answer; the SDK itself found these. */
export type LocalCode =
  /** Settings are missing or contradict each other. */
  | 'configuration'
  /** The arguments of a method cannot be sent. */
  | 'invalid_argument'
  /** No reply came: the server could not be reached or the connection broke. */
  | 'connection_failed'
  /** No reply came in time. */
  | 'timed_out'
  /** The response does not come from a Bulkhead server. A proxy may have sent it. */
  | 'unexpected_reply'
  /** A workspace has no connector of the type, or several. */
  | 'no_connector'
  | 'several_connectors'
  /** A request is not from a webhook of this secret. */
  | 'webhook_invalid'

/**
 * The base of every error that the SDK throws on purpose. None keeps a request, a header or a secret; an
 * aborted call rejects with the reason of its signal instead, as `fetch` does.
 */
export class BulkheadError extends Error {
  override readonly name: string = 'BulkheadError'
  /** Stable: what to `switch` on. */
  readonly code: ErrorCode | LocalCode

  constructor(code: ErrorCode | LocalCode, message: string) {
    super(message)
    this.code = code
  }
}

/** Settings are missing, or an argument cannot be sent; nothing was. */
export class ConfigurationError extends BulkheadError {
  override readonly name = 'ConfigurationError'
}

/** No reply came. A write may have happened, if it was not repeated with success. */
export class ConnectionError extends BulkheadError {
  override readonly name: string = 'ConnectionError'
}

/** No reply came within `timeoutMs`, in the last of the attempts. */
export class TimeoutError extends ConnectionError {
  override readonly name = 'TimeoutError'
}

/** A single error of a request. */
export interface ErrorDetail {
  /** Dotted path such as `body.params.owner`; `request` where the fault is in no part of it. */
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
  /** Whole seconds. */
  readonly retryAfter: number | undefined
}

/** The server replied with an error. Its subclasses tell what kind. */
export class ApiError extends BulkheadError {
  override readonly name: string = 'ApiError'
  /** HTTP status. */
  readonly status: number
  /** Request id in the server's log. Quote it when you report a problem. */
  readonly requestId: string | undefined
  /** All errors of the request. */
  readonly errors: readonly ErrorDetail[]
  /** Seconds after which to try again, where the server says so. */
  readonly retryAfter: number | undefined

  constructor({ code, message, status, requestId, errors, retryAfter }: ErrorFacts) {
    super(code, message)
    this.status = status
    this.requestId = requestId
    this.errors = errors
    this.retryAfter = retryAfter
  }
}

/** 400, 413, 415, 422: the request is not right as it is. `errors` names the fields. */
export class ValidationError extends ApiError {
  override readonly name = 'ValidationError'
}

/** 401: the client id and secret, or the token, are not valid. Never about a stored credential. */
export class AuthenticationError extends ApiError {
  override readonly name = 'AuthenticationError'
}

/** 403: the token may not do this. */
export class PermissionError extends ApiError {
  override readonly name = 'PermissionError'
}

/**
 * 404: there is no such thing in what the caller reaches. The server gives the same response if another workspace has
 * it.
 */
export class NotFoundError extends ApiError {
  override readonly name = 'NotFoundError'
}

/** 409: it contradicts what is there, such as a name that is taken. */
export class ConflictError extends ApiError {
  override readonly name = 'ConflictError'
}

/** 429 of Bulkhead itself. One of the service is an {@link UpstreamError}. */
export class RateLimitError extends ApiError {
  override readonly name = 'RateLimitError'
}

/** 5xx of Bulkhead itself. */
export class ServerError extends ApiError {
  override readonly name = 'ServerError'
}

/** The service, or the way to it, failed; Bulkhead works. */
export class UpstreamError extends ApiError {
  override readonly name = 'UpstreamError'

  /** Status that the service answered, if it answered. 401 there means that the stored credential is bad. */
  get upstreamStatus(): number | undefined {
    const status = this.errors[0]?.details?.upstream_status
    return typeof status === 'number' ? status : undefined
  }
}

/** The error of the class that status and code ask for. */
export function apiError(facts: ErrorFacts): ApiError {
  const { status, code } = facts
  if (status === 424 || code.startsWith('upstream_')) return new UpstreamError(facts)
  if (status === 429) return new RateLimitError(facts)
  if (status >= 500) return new ServerError(facts)
  // A proxy's 404 says nothing of what is stored, nor its 401 of a token.
  if (code === 'unexpected_reply') return new ApiError(facts)
  if (status === 401) return new AuthenticationError(facts)
  if (status === 403) return new PermissionError(facts)
  if (status === 404) return new NotFoundError(facts)
  if (status === 409) return new ConflictError(facts)
  return new ValidationError(facts)
}
