import type { JsonValue } from '#model/json'
import type { ReadableOperation } from '#read/readable-operation'
import { isRawNumber, ownMember } from '#text/json-object'
import { metaValue } from '#text/meta-source'
import type { PageRequest } from './page-request.ts'

/** Paging metadata, with the same names for every service. */
export interface PageFacts {
  readonly has_next_page: boolean
  /** Value to pass as `cursor` for the next page. Null if there is no next page. */
  readonly end_cursor: JsonValue
}

interface Page {
  readonly operation: ReadableOperation
  readonly request: PageRequest
  readonly response: { readonly headers: Readonly<Record<string, string>> }
  readonly body: JsonValue
  readonly records: readonly JsonValue[]
}

/** Returns the paging metadata of a list's page. If the paging is unknown, there is no next page. */
export function getPageFacts(page: Page): PageFacts {
  const { pagination } = page.operation
  if (pagination === undefined) return { has_next_page: false, end_cursor: null }
  const read = (source: typeof pagination.next) =>
    source === undefined ? undefined : metaValue(source, page.response, page.body)
  const more = toFlag(read(pagination.has_more))
  const next = read(pagination.next)
  const total = toNumber(read(pagination.total))
  const end = getEnd(page, next, total, more)
  const has_next_page = end !== null && more !== false
  return { has_next_page, end_cursor: has_next_page ? end : null }
}

// Returns the cursor of the next page. Null means that there is none.
function getEnd(
  page: Page,
  next: JsonValue | undefined,
  total: number | undefined,
  more: boolean | undefined,
): JsonValue {
  const { pagination } = page.operation
  if (pagination === undefined) return null
  const said = saidCursor(pagination.cursor, next)
  switch (pagination.style) {
    case 'cursor':
      if (pagination.last_record !== undefined) return lastRecordCursor(page, next, more)
      return said
    case 'next-url':
      return typeof next === 'string' && next !== '' ? next : null
    case 'page':
    case 'offset': {
      // An object, such as a cursor of another style, is not a number, but it shows that there are more pages.
      if (typeof said === 'object' && said !== null) return counted(page, total, more ?? true)
      const isNumber = typeof said === 'number' || (typeof said === 'string' && /^\d+$/.test(said))
      if (said !== null && (pagination.next_is_ahead || !isNumber) && !isEcho(page, said)) return asText(said)
      if (pagination.next !== undefined && pagination.next_is_ahead && next !== true) return null
      return counted(page, total, more)
    }
  }
}

function lastRecordCursor(page: Page, next: JsonValue | undefined, more: boolean | undefined): JsonValue {
  const path = page.operation.pagination?.last_record ?? 'id'
  const cursor = path.split('.').reduce(ownMember, page.records.at(-1)) ?? null
  // A service that does not go on from this value would return one page forever.
  if (cursor === null || next === null || isEcho(page, cursor)) return null
  const isFull = page.request.limit === undefined || page.records.length >= page.request.limit
  return more === true || (more === undefined && isFull) ? asText(cursor) : null
}

// Returns the next page number or offset, if there is reason to expect records there.
function counted(
  { operation, request, records }: Page,
  total: number | undefined,
  more: boolean | undefined,
) {
  const isOffset = operation.pagination?.style === 'offset'
  const cursor = request.cursor === undefined ? undefined : asText(request.cursor)
  const current = toNumber(cursor) ?? (isOffset ? 0 : 1)
  const following = isOffset ? current + records.length : current + 1
  // A rounded number would lead to a page before or after the next one.
  if (following > Number.MAX_SAFE_INTEGER) return null
  if (more === true) return String(following)
  if (total !== undefined && total > 0)
    return (isOffset ? following < total : current < total) ? String(following) : null
  const isFull = request.limit === undefined || records.length >= request.limit
  return records.length > 0 && isFull ? String(following) : null
}

// A service may return the next page as a URL that contains the value. If the URL has no such value, the URL itself is
// the cursor.
function saidCursor(parameter: string | undefined, next: JsonValue | undefined): JsonValue {
  if (next === undefined || next === null || next === '' || typeof next === 'boolean') return null
  if (typeof next !== 'string') return asText(next)
  const isUrl = /^https?:\/\//i.test(next)
  if (!isUrl && !/^[/?][^\s]*[?&][^\s]*=/.test(next)) return next
  const url = URL.parse(next, 'https://base.invalid')
  const value = parameter === undefined ? null : (url?.searchParams.get(parameter) ?? null)
  return value ?? (isUrl ? next : null)
}

function isEcho({ request }: Page, said: JsonValue): boolean {
  return request.cursor !== undefined && asText(request.cursor) === asText(said)
}

// A cursor is a string, since clients round a long integer.
function asText(value: JsonValue): JsonValue {
  if (typeof value === 'object' && value !== null && isRawNumber(value)) return value.rawJSON
  return typeof value === 'number' ? String(value) : value
}

function toFlag(value: JsonValue | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value
  if (value === 'true' || value === 1) return true
  return value === 'false' || value === 0 ? false : undefined
}

function toNumber(value: JsonValue | undefined): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}
