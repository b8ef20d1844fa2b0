import { invalidParameter } from '#check-value'
import { composeAuth } from '#compose-auth'
import type { AuthOption, Definition, Effect, JsonValue, Operation } from '#definition'
import { encodeForm } from '#encode-text'
import { EngineError } from '#errors'
import { findOperation } from '#find-operation'
import { isHeaderText } from '#header-text'
import { collectValues, type GivenValues } from '#parameter-values'
import { planBody } from '#plan-body'
import { planPath } from '#plan-path'
import { planQuery } from '#plan-query'
import type { ResolvedSettings } from '#resolve-settings'

/** What a connector's requests are made with. Holds its credentials: keep it for one call. */
export interface PlanContext {
  readonly definition: Definition
  /** As `resolveBaseUrl` gives it. */
  readonly base_url: URL
  /** As `resolveSettings` gives them. */
  readonly settings: ResolvedSettings
  /** As `chooseAuthOption` gives them. */
  readonly auth_option: AuthOption
  readonly credentials: Readonly<Record<string, string>>
}

/** What a caller asks for. `params` is one flat object; a null in it counts as not given. */
export interface Call {
  readonly entity: string
  readonly action: string
  readonly params?: { readonly [name: string]: unknown } | null | undefined
}

/** A request, ready to be sent. Holds credentials in `headers` and, for a key in the query, in `url`. */
export interface PlannedRequest {
  readonly method: Operation['method']
  readonly url: string
  /** Names are lower-case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  /** The headers that authentication wrote. */
  readonly credential_headers: readonly string[]
  readonly operation: Operation
  readonly effect: Effect
}

/**
 * Plans the request of one operation. Pure: no clock, no input or output. The URL begins with the base
 * URL whatever the params are.
 *
 * @throws {EngineError} `unknown_entity`, `unknown_action`, `unknown_parameter`, `missing_parameter`,
 *   `invalid_parameter`, `credentials_mismatch`, `not_supported`.
 */
export function planRequest(context: PlanContext, call: Call): PlannedRequest {
  const operation = findOperation(context.definition, call.entity, call.action)
  if (operation.unsupported !== undefined) {
    const message = `${operation.entity} ${operation.action} is not supported yet: ${operation.unsupported}.`
    throw new EngineError('not_supported', message)
  }
  const auth = composeAuth(context.auth_option, context.credentials)
  const values = collectValues(context, operation, call.params ?? {}, auth)
  const query = [planQuery(operation, values), ...auth.query.map(encodePair)].filter((part) => part !== '')
  const body = planBody(operation, values)
  const headers = planHeaders(operation, values, body)
  for (const [name, value] of auth.headers) headers.set(name, value)
  return Object.freeze({
    method: operation.method,
    url: joinUrl(context.base_url, planPath(operation, values), query.join('&')),
    headers: Object.freeze(Object.fromEntries(headers)),
    body,
    credential_headers: Object.freeze([...auth.headers.keys()]),
    operation,
    effect: operation.effect,
  })
}

function planHeaders(
  operation: Operation,
  values: GivenValues,
  body: string | undefined,
): Map<string, string> {
  const headers = new Map<string, string>([['accept', '*/*']])
  if (body !== undefined) headers.set('content-type', 'application/json')
  for (const parameter of operation.parameters) {
    const value = parameter.in === 'header' ? values.of(parameter) : undefined
    if (value === undefined) continue
    const text = headerText(value)
    if (text === undefined || !isHeaderText(text)) {
      throw invalidParameter(parameter.name, 'must be one line of Latin-1 text, since it is a header')
    }
    headers.set(parameter.name.toLowerCase(), text)
  }
  return headers
}

function headerText(value: JsonValue): string | undefined {
  return typeof value === 'object' ? undefined : String(value)
}

function encodePair([name, value]: readonly [string, string]): string {
  const encoded = encodeForm(value)
  if (encoded !== undefined) return `${encodeForm(name)}=${encoded}`
  throw new EngineError('credentials_mismatch', 'The credentials are not valid Unicode text.')
}

// The checks before this keep every value inside its segment. This one does not trust them.
function joinUrl(base_url: URL, path: string, query: string): string {
  const [ownPath = '', ownQuery] = splitOnce(path, '?')
  const base = base_url.href.replace(/\/$/, '')
  const parts = [ownQuery, query].filter((part) => part !== undefined && part !== '')
  const text = base + ownPath + (parts.length > 0 ? `?${parts.join('&')}` : '')
  const url = URL.parse(text)
  const prefix = base_url.pathname.replace(/\/$/, '')
  if (url?.origin !== base_url.origin || url.pathname !== prefix + ownPath || url.hash !== '') {
    throw new EngineError('invalid_parameter', 'The parameters would change where the request goes.', {
      parameter: 'params',
    })
  }
  return text
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator)
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}
