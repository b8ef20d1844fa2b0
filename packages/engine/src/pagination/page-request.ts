import { invalidParameter } from '#model/check-value'
import { LIST_ACTIONS, type Operation, type Parameter } from '#model/definition'
import type { JsonValue } from '#model/json'
import type { GivenValues } from '#plan/parameter-values'
import { ownMember } from '#text/json-object'

/** Requested page of a planned list. The cursor of the next page is derived from it and the response. */
export interface PageRequest {
  /** Value of the cursor parameter. */
  readonly cursor?: JsonValue
  /** Number of records requested. */
  readonly limit?: number
}

type Params = { readonly [name: string]: unknown }

/**
 * Translates `cursor` and `limit` to the service's own names. If the service itself has a parameter of one of these
 * names, the value goes to that parameter. `follow` is a cursor that is the URL of the next page.
 *
 * @throws {EngineError} `invalid_parameter`.
 */
export function translatePaging(operation: Operation, given: Params): { params: Params; follow?: string } {
  const { pagination } = operation
  // Agents send an empty cursor for the first page.
  const isFirst = given.cursor === '' && isPaged(operation) && !isOwnCursor(operation)
  const params = isFirst ? { ...given, cursor: null } : given
  if (params.cursor === undefined && params.limit === undefined) return { params }
  if (pagination === undefined)
    return { params: isPaged(operation) ? withoutPaging(operation, params) : params }
  const { cursor, limit, ...rest } = params
  const translated = new Map<string, unknown>(Object.entries(rest))
  const put = (name: string, own: string | undefined, value: unknown) => {
    if (value === undefined) return
    const target = operation.parameter_names.has(name) ? name : (own ?? name)
    if (value !== null && target !== name && (ownMember(params, target) ?? null) !== null) {
      throw invalidParameter(name, `means the same as ${target}; give one of them`)
    }
    if (value !== null || operation.parameter_names.has(name)) translated.set(target, value)
  }
  // If the service takes no page size, a page is as large as the service makes it.
  const size = getSize(operation)
  if (size !== undefined) put('limit', size.name, fitted(size, limit))
  const isOwn = isOwnCursor(operation)
  if (typeof cursor === 'string' && isFollowed(operation, cursor)) {
    return { params: Object.fromEntries(translated), follow: cursor }
  }
  const parameter = operation.parameters.find(({ name }) => name === pagination.cursor)
  const isNamed = isOwn || parameter === undefined
  if (pagination.style === 'next-url' && isNamed && cursor !== undefined && cursor !== null && !isOwn) {
    throw invalidParameter('cursor', 'must be the end_cursor of the page before')
  }
  put('cursor', pagination.cursor, isNamed ? cursor : typed(parameter, cursor))
  return { params: Object.fromEntries(translated) }
}

/** Returns whether a cursor is the URL of a page, which is requested unchanged. */
export function isFollowed(operation: Operation, cursor: string): boolean {
  const { pagination } = operation
  return pagination !== undefined && !isOwnCursor(operation) && isUrl(cursor, pagination.style)
}

// Returns whether the service has a parameter called `cursor` that is not the one for paging.
function isOwnCursor({ parameter_names, pagination }: Operation): boolean {
  return parameter_names.has('cursor') && pagination?.cursor !== 'cursor'
}

/** Returns the page that collected values request. Undefined if the operation is not a list. */
export function getPageRequest(operation: Operation, values: GivenValues): PageRequest | undefined {
  const { pagination } = operation
  if (!isPaged(operation)) return undefined
  if (pagination === undefined) return {}
  const valueAt = (name: string | undefined) => {
    const parameter = operation.parameters.find((known) => known.name === name)
    return parameter === undefined ? undefined : (values.of(parameter) ?? parameter.default)
  }
  const cursor = valueAt(pagination.cursor)
  const size = valueAt(pagination.limit)
  const limit = typeof size === 'number' || typeof size === 'string' ? Number(size) : Number.NaN
  return {
    ...(cursor !== undefined && cursor !== null && { cursor }),
    ...(Number.isSafeInteger(limit) && limit > 0 && { limit }),
  }
}

function isPaged({ action }: Operation): boolean {
  return LIST_ACTIONS.has(action)
}

// Clients send a limit to any list, and a null cursor for the first page. A list without pages returns everything, so
// both are dropped.
function withoutPaging(operation: Operation, { cursor, limit, ...rest }: Params): Params {
  const size = getSize(operation)
  const isGiven = cursor !== undefined && (cursor !== null || operation.parameter_names.has('cursor'))
  return {
    ...rest,
    ...(isGiven && { cursor }),
    ...(limit !== undefined && size !== undefined && { limit: fitted(size, limit) }),
  }
}

/** Returns the parameter that `limit` stands for. */
function getSize({ parameters, parameter_names, pagination }: Operation): Parameter | undefined {
  const own = parameter_names.has('limit') ? 'limit' : pagination?.limit
  return parameters.find(({ name }) => name === own)
}

// A limit is a request, not a demand. If the service supports only some sizes, it gets the nearest supported one.
function fitted({ schema }: Parameter, limit: unknown): unknown {
  if (typeof limit !== 'number') return limit
  const sizes = ownMember(schema, 'enum')
  if (Array.isArray(sizes)) {
    const known = sizes.filter((size) => Number.isFinite(Number(size))).sort((a, b) => Number(a) - Number(b))
    return known.find((size) => Number(size) >= limit) ?? known.at(-1) ?? limit
  }
  const [minimum, maximum] = [ownMember(schema, 'minimum'), ownMember(schema, 'maximum')]
  const least = typeof minimum === 'number' ? Math.max(minimum, limit) : limit
  return typeof maximum === 'number' ? Math.min(maximum, least) : least
}

function isUrl(cursor: string, style: string): boolean {
  return /^https?:\/\//i.test(cursor) || (style === 'next-url' && cursor.startsWith('/'))
}

// `end_cursor` is a string. A service that counts pages in JSON needs a number, with all its digits. In a URL both are
// the same.
function typed(parameter: Parameter, cursor: unknown): unknown {
  const type = ownMember(parameter.schema, 'type')
  const types = Array.isArray(type) ? type : [type]
  const wantsNumber = types.includes('integer') || types.includes('number')
  if (!wantsNumber || typeof cursor !== 'string') return cursor
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor)
  const isInBody = parameter.in === 'body' || parameter.in === 'variable'
  return isInBody && /^[1-9]\d+$/.test(cursor) ? JSON.rawJSON(cursor) : cursor
}
