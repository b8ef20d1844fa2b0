import { invalidParameter } from '#model/check-value'
import type { Operation } from '#model/definition'
import { EngineError } from '#model/errors'
import type { JsonValue } from '#model/json'
import { findOperation } from '#plan/find-operation'
import {
  type Call,
  encodePair,
  getAuth,
  type PlanContext,
  type PlannedRequest,
  planOperation,
} from '#plan/plan-request'
import type { SendableRequest } from '#send/send-request'
import { type FilePath, fillFilePath, textAt } from '#text/file-path'

/** A planned download. Holds credentials. */
export interface PlannedDownload {
  /** First request. Its response is the file, or states the location of the file. */
  readonly request: PlannedRequest
  /** Path of the file's URL in the response. Undefined: the response is the file. */
  readonly file_url?: FilePath
  /** Range header of the file's request. */
  readonly range?: string
}

/** The request for a file whose URL a response gave. */
export interface PlannedFile extends SendableRequest {
  readonly credential_headers: readonly string[]
}

const RANGE = 'range_header'

/**
 * Plans a download. In addition to the operation's own parameters it takes `range_header`, which becomes the `Range`
 * header of the request for the file. Pure, like `planRequest`.
 *
 * @throws {EngineError} Same errors as `planRequest`; `unknown_action` if the operation is not a download.
 */
export function planDownload(context: PlanContext, call: Call): PlannedDownload {
  const operation = findOperation(context.definition, call.entity, call.action)
  if (operation.action !== 'download') {
    const message = `${operation.entity} ${operation.action} gives records and no file; execute it instead.`
    throw new EngineError('unknown_action', message, { action: call.action, known: ['download'] })
  }
  const { [RANGE]: given, ...params } = call.params ?? {}
  const range = getRange(operation, given)
  const request = planOperation(context, operation, params)
  if (operation.file_url === undefined) {
    const headers = range === undefined ? request.headers : Object.freeze({ ...request.headers, range })
    return Object.freeze({ request: Object.freeze({ ...request, headers }) })
  }
  const lookUp = (name: string) => (params as { readonly [name: string]: JsonValue })[name]
  const file_url = fillFilePath(operation.file_url, lookUp)
  return Object.freeze({ request, file_url, ...(range !== undefined && { range }) })
}

/**
 * Plans the request for a file from the response that states its location. A path, or a URL at the base URL's origin,
 * is requested with the connector's credentials. Any other URL is requested without them.
 *
 * @param status Status of that response, for the error.
 * @throws {EngineError} `upstream_status` if the response names no file; `redirect_refused` if the file belongs to an
 *   operation that a narrowed caller may not run.
 */
export function planFile(
  context: PlanContext,
  { request, file_url, range }: PlannedDownload,
  response: { readonly status: number; readonly body: JsonValue },
): PlannedFile {
  const { entity, action } = request.operation
  const text = file_url === undefined ? undefined : textAt(file_url, response.body)
  const url = text === undefined ? null : resolved(context.base_url, text)
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    const upstream_message =
      text === undefined ? `there is no file at ${file_url?.text}` : 'the file has no URL'
    const message = `${entity} ${action}: ${upstream_message} in the response.`
    throw new EngineError('upstream_status', message, { status: response.status, upstream_message })
  }
  url.hash = ''
  request.assertFollows?.({ method: 'GET', url: url.href })
  const isOwn = url.origin === context.base_url.origin
  const auth = isOwn ? getAuth(context) : undefined
  const query = [url.search.slice(1), ...(auth?.query.map(encodePair) ?? [])].filter((part) => part !== '')
  if (auth !== undefined && auth.query.length > 0) url.search = query.join('&')
  return Object.freeze({
    method: 'GET',
    url: url.href,
    headers: Object.freeze({
      accept: '*/*',
      ...(range !== undefined && { range }),
      ...auth?.headers,
    }),
    body: undefined,
    credential_headers: Object.freeze(Object.keys(auth?.headers ?? {})),
    effect: 'read',
    ...(request.assertFollows !== undefined && { assertFollows: request.assertFollows }),
  })
}

// A path is relative to the base URL, unless it already begins with the base URL's own path.
function resolved(base_url: URL, text: string): URL | null {
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) || text.startsWith('//')) return URL.parse(text, base_url.href)
  const base = base_url.href.replace(/\/$/, '')
  const prefix = base_url.pathname.replace(/\/$/, '')
  const isWhole = prefix !== '' && text.startsWith(`${prefix}/`)
  const url = URL.parse(isWhole ? base_url.origin + text : `${base}/${text.replace(/^\//, '')}`)
  return url?.origin === base_url.origin ? url : null
}

function getRange(operation: Operation, given: unknown): string | undefined {
  if (given === undefined || given === null) return undefined
  // RFC 9110 §14.2, ranges of bytes only.
  if (typeof given === 'string' && /^bytes=\d*-\d*(, ?\d*-\d*){0,20}$/.test(given)) return given
  throw invalidParameter(RANGE, `of ${operation.entity} download must be like bytes=0-1023`)
}
