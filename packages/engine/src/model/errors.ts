/** Every error code of the engine, with its meaning. Codes are stable; messages are not. */
export const ENGINE_ERRORS = {
  document_invalid: 'The connector document cannot be used',
  unknown_entity: 'The connector has no such entity',
  unknown_action: 'The entity has no such action',
  unknown_parameter: 'The operation has no such parameter',
  missing_parameter: 'A required parameter is missing',
  invalid_parameter: 'A parameter has a value that cannot be sent',
  credentials_mismatch: 'The credentials fit no way to authenticate',
  unknown_setting: 'The connector has no such setting',
  missing_setting: 'A required setting is missing',
  invalid_setting: 'A setting has a value that cannot be used',
  invalid_base_url: 'The base URL cannot be used',
  outside_reach: 'A parameter reaches an operation that the caller may not run',
  request_too_large: 'The request would be larger than the operation is for',
  not_supported: 'The engine cannot run this operation yet',
  egress_refused: 'The egress policy refuses the address; nothing was sent',
  redirect_refused: 'The upstream redirected to where the request must not go',
  unreachable: 'No connection was made; nothing was sent',
  connection_lost: 'The connection broke after the request may have been sent',
  timeout: 'The upstream took too long',
  response_too_large: 'The response is larger than the limit',
  response_unreadable: 'The response is not what the document describes',
  upstream_status: 'The upstream responded with an error',
} as const

/** Code of an engine error. */
export type EngineErrorCode = keyof typeof ENGINE_ERRORS

/** Problem of a connector document. `line` and `column` count from 1. */
export interface DocumentProblem {
  readonly line: number
  readonly column: number
  readonly message: string
}

/** Error details for callers, by code. Codes that are not listed carry no details. */
export interface EngineErrorDetails {
  /** Problems in document order, at most 50. */
  document_invalid: { readonly source: string; readonly problems: readonly DocumentProblem[] }
  /** `known` lists the existing names, the most similar first. */
  unknown_entity: { readonly entity: string; readonly known: readonly string[] }
  unknown_action: { readonly action: string; readonly known: readonly string[] }
  unknown_parameter: { readonly parameter: string; readonly nearest?: string }
  missing_parameter: { readonly parameter: string }
  invalid_parameter: { readonly parameter: string }
  /** `reaches` names the other operation, as entity and action. */
  outside_reach: { readonly parameter: string; readonly reaches: string }
  unknown_setting: { readonly setting: string; readonly known: readonly string[] }
  missing_setting: { readonly setting: string }
  invalid_setting: { readonly setting: string }
  /** Whether a redirected write may have been executed: services also respond to an executed write with 301 to 303. */
  redirect_refused: { readonly may_be_done: boolean }
  /** `sent` is false only if it is certain that no byte of the request left. */
  timeout: { readonly sent: boolean }
  /**
   * `status` is the HTTP status. It is below 400 for an error in a successful response, and for a redirect without a
   * usable target. `upstream_message` is the service's own message, at most 500 characters. It may echo the request, so
   * redact it before showing it.
   */
  upstream_status: {
    readonly status: number
    readonly retry_after_seconds?: number
    readonly upstream_message: string
    /** Error code of a token endpoint (RFC 6749 §5.2): `invalid_grant`, `invalid_client`… */
    readonly oauth_error?: string
  }
}

type DetailsOf<Code extends EngineErrorCode> = Code extends keyof EngineErrorDetails
  ? EngineErrorDetails[Code]
  : undefined

type DetailsArgument<Code extends EngineErrorCode> = Code extends keyof EngineErrorDetails
  ? [details: EngineErrorDetails[Code]]
  : []

/**
 * The only error that the engine throws on purpose. It never holds a request, a header or a credential. It has no
 * `cause`, since causes from the transport hold such data. Narrow it with {@link isEngineError}.
 */
export class EngineError<Code extends EngineErrorCode = EngineErrorCode> extends Error {
  override readonly name = 'EngineError'
  readonly code: Code
  readonly details: DetailsOf<Code>

  constructor(code: Code, message: string, ...[details]: DetailsArgument<Code>) {
    super(message)
    this.code = code
    this.details = details as DetailsOf<Code>
  }
}

/**
 * Returns whether a thrown value is an {@link EngineError}, with this `code` if one is given. Narrows the type of its
 * `details`.
 */
export function isEngineError<Code extends EngineErrorCode = EngineErrorCode>(
  thrown: unknown,
  code?: Code,
): thrown is EngineError<Code> {
  return thrown instanceof EngineError && (code === undefined || thrown.code === code)
}
