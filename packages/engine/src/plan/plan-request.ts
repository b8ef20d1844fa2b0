import { type ComposedAuth, composeAuth } from '#auth/compose-auth'
import { invalidParameter } from '#model/check-value'
import type { AuthOption, Definition, Effect, Operation, Parameter } from '#model/definition'
import { EngineError } from '#model/errors'
import type { JsonValue } from '#model/json'
import type { AccessTokens } from '#model/wire'
import { getPageRequest, type PageRequest, translatePaging } from '#pagination/page-request'
import { planNextUrl } from '#pagination/plan-next-url'
import { assertFollows, assertReach } from '#reach/assert-reach'
import type { Reach } from '#reach/reach'
import type { ResolvedSettings } from '#settings/resolve-settings'
import { encodeForm, encodeJson } from '#text/encode-text'
import { isHeaderText } from '#text/header-text'
import { isPlainTarget } from '#text/plain-target'
import { assertParamsSize } from './assert-params-size.ts'
import type { PlannedBody } from './body-fields.ts'
import { findOperation } from './find-operation.ts'
import { collectValues, type GivenValues } from './parameter-values.ts'
import { planBody } from './plan-body.ts'
import { planPath } from './plan-path.ts'
import { planQuery } from './plan-query.ts'

/** Context of a connector's requests. Holds its credentials: keep it for one call. */
export type PlanContext = RequestFacts & (CredentialContext | AuthContext)

interface RequestFacts {
  readonly definition: Definition
  /** Base URL from `resolveBaseUrl`. */
  readonly base_url: URL
  /** Settings from `resolveSettings`. */
  readonly settings: ResolvedSettings
  /** Milliseconds since the epoch. Without it, defaults that are computed from the time are not available. */
  readonly now?: number | undefined
  /** Rights of a narrowed caller. Default: every operation. */
  readonly reach?: Reach | undefined
}

interface CredentialContext {
  /** Auth option from `chooseAuthOption`. */
  readonly auth_option: AuthOption
  readonly credentials: Readonly<Record<string, string>>
  /** Tokens from `readTokenResponse`, for an oauth2 option. They override tokens among the credentials. */
  readonly tokens?: AccessTokens | undefined
}

interface AuthContext {
  /** Result of `composeAuth` for the credentials. */
  readonly auth: ComposedAuth
}

/**
 * Returns the headers and query parameters that authentication adds. @throws {EngineError} Same errors as
 * `composeAuth`.
 */
export function getAuth(context: PlanContext): ComposedAuth {
  if ('auth' in context) return context.auth
  return composeAuth(context.auth_option, context.credentials, context.tokens)
}

/**
 * Call of an operation. `params` is one flat object, in which null counts as absent. Every list with pages
 * takes `cursor` and `limit`, whatever the upstream calls them.
 */
export interface Call {
  readonly entity: string
  readonly action: string
  readonly params?: { readonly [name: string]: unknown } | null | undefined
}

/** A request, ready to be sent. Holds credentials in `headers` and, for a key in the query, in `url`. */
export interface PlannedRequest {
  readonly method: Operation['method']
  readonly url: string
  /** Headers with lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  /** Body with files. `body` is undefined then. */
  readonly bytes?: Uint8Array
  /** Names of the headers that authentication added. */
  readonly credential_headers: readonly string[]
  readonly operation: Operation
  readonly effect: Effect
  /** Requested page of a list, for `readResponse`. */
  readonly page?: PageRequest
  /** Rejects a redirect that a narrowed caller may not follow. @throws {EngineError} `redirect_refused`. */
  readonly assertFollows?: (target: { readonly method: string; readonly url: string }) => void
}

/**
 * Plans the request of one operation. Pure: no clock, no input or output. The URL always begins with the base URL,
 * whatever the params are. Only the URL of a next page may have another path at the same origin.
 *
 * @throws {EngineError} `unknown_entity`, `unknown_action`, `unknown_parameter`, `missing_parameter`,
 *   `invalid_parameter`, `outside_reach`, `request_too_large`, `credentials_mismatch`; `not_supported`, also for a
 *   download, which `planDownload` plans.
 */
export function planRequest(context: PlanContext, call: Call): PlannedRequest {
  const operation = findOperation(context.definition, call.entity, call.action)
  if (operation.action === 'download') {
    const message = `${operation.entity} download gives a file and not records, so it cannot be executed here.`
    throw new EngineError('not_supported', message)
  }
  return planOperation(context, operation, call.params ?? {})
}

/**
 * Plans like {@link planRequest} for a given operation, which may be a download.
 *
 * @throws {EngineError} Also `request_too_large`.
 */
export function planOperation(
  context: PlanContext,
  operation: Operation,
  given: { readonly [name: string]: unknown },
): PlannedRequest {
  assertParamsSize(operation, given)
  const { params, follow } = translatePaging(operation, given)
  const auth = getAuth(context)
  // The URL of a next page is complete, so no parameter of path or query is added. A key in the query replaces a
  // parameter of its name, as one in a header does.
  const isWanted = ({ in: place, name }: Parameter) =>
    follow === undefined
      ? place !== 'query' || auth.query.every(([own]) => own !== name)
      : place !== 'path' && place !== 'query' && place !== 'part'
  const values = collectValues(context, operation, params, auth, isWanted)
  const body = planBody(context.definition, operation, values)
  const headers = planHeaders(operation, values, body)
  for (const name in auth.headers) headers[name] = auth.headers[name] ?? ''
  const page = getPageRequest(operation, values)
  const { method } = operation
  const url =
    follow === undefined
      ? toUrl(context, operation, values, auth)
      : withQuery(planNextUrl(context.definition, context.base_url, operation, follow), auth)
  const { definition, base_url, reach } = context
  const narrowed = reach === undefined ? undefined : { definition, base_url, reach }
  if (narrowed !== undefined) assertReach(narrowed, operation, params, { method, url }, follow)
  return {
    method,
    url,
    headers,
    ...(typeof body?.content === 'object'
      ? { body: undefined, bytes: body.content }
      : { body: body?.content }),
    credential_headers: Object.keys(auth.headers),
    operation,
    effect: operation.effect,
    ...(page !== undefined && { page }),
    ...(narrowed !== undefined && {
      assertFollows: (target) => assertFollows(narrowed, operation, target),
    }),
  }
}

function toUrl(context: PlanContext, operation: Operation, values: GivenValues, auth: ComposedAuth): string {
  let query = planQuery(operation, values)
  for (const pair of auth.query) query += `${query === '' ? '' : '&'}${encodePair(pair)}`
  return joinUrl(context.base_url, planPath(operation, values), query)
}

// If a service takes its key in the query, its links may already contain the key.
function withQuery(url: URL, auth: ComposedAuth): string {
  for (const [name] of auth.query) if (url.searchParams.has(name)) url.searchParams.delete(name)
  const query = [url.search.slice(1), ...auth.query.map(encodePair)].filter((part) => part !== '')
  url.search = query.join('&')
  return url.href
}

function planHeaders(
  operation: Operation,
  values: GivenValues,
  body: PlannedBody | undefined,
): Record<string, string> {
  const headers: Record<string, string> = { accept: '*/*' }
  if (body !== undefined) headers['content-type'] = body.type
  for (const parameter of operation.parameters) {
    const value = parameter.in === 'header' ? values.of(parameter) : undefined
    if (value === undefined) continue
    const text = headerText(value)
    if (text === undefined || !isHeaderText(text)) {
      throw invalidParameter(parameter.name, 'must be one line of Latin-1 text, since it is a header')
    }
    const name = parameter.name.toLowerCase()
    // The media type of a multipart body contains the boundary, so a parameter must not replace it.
    if (name === 'content-type' && body !== undefined && typeof body.content !== 'string') continue
    headers[name] = text
  }
  return headers
}

function headerText(value: JsonValue): string | undefined {
  if (JSON.isRawJSON(value)) return encodeJson(value)
  return typeof value === 'object' ? undefined : String(value)
}

/** Encodes a query parameter that authentication adds. @throws {EngineError} `credentials_mismatch`. */
export function encodePair([name, value]: readonly [string, string]): string {
  const encoded = encodeForm(value)
  if (encoded !== undefined) return `${encodeForm(name)}=${encoded}`
  throw new EngineError('credentials_mismatch', 'The credentials are not valid Unicode text.')
}

// Earlier checks already keep every value inside its segment. This check does not rely on them.
function joinUrl(base_url: URL, path: string, query: string): string {
  const { base, prefix } = getBase(base_url)
  const separator = query === '' || path.endsWith('?') ? '' : path.includes('?') ? '&' : '?'
  // The path of a GraphQL operation is empty, and so is the one of a base URL that is an origin.
  const target = (path === '' && prefix === '' ? '/' : path) + separator + query
  const text = base + target
  // Nearly every URL is already in the form that the parser would produce, and then parsing is skipped.
  if (isPlainTarget(target)) return text
  const [ownPath] = target.split('?', 1)
  const url = URL.parse(text)
  if (url?.origin !== base_url.origin || url.pathname !== prefix + ownPath || url.hash !== '') {
    throw new EngineError('invalid_parameter', 'The parameters would change where the request goes.', {
      parameter: 'params',
    })
  }
  return text
}

/** A base URL and its path, both without a trailing slash. */
interface Base {
  readonly base: string
  readonly prefix: string
}

/** Cached, because every call needs it and it never changes for a URL. */
const bases = new WeakMap<URL, Base>()

function getBase(base_url: URL): Base {
  const known = bases.get(base_url)
  if (known !== undefined) return known
  const base = { base: base_url.href.replace(/\/$/, ''), prefix: base_url.pathname.replace(/\/$/, '') }
  bases.set(base_url, base)
  return base
}
