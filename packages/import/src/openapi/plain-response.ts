import type { JsonSchema, JsonValue, Operation } from '@bulkhead/engine'
import { type DocumentNode, getMember, getMembers, toText } from '@bulkhead/engine/document'
import { isJsonObject, ownMember } from '@bulkhead/engine/text'
import type { Follow } from './references.ts'
import { responseShape } from './response-shape.ts'
import { getWriteAction, type WriteAction } from './write-action.ts'

/** Action of an operation, and the part of its response that is the result. */
export interface PlainResponse extends WriteAction {
  readonly record_extractor?: string
  readonly meta_extractor?: Readonly<Record<string, string>>
  /** Id in a record of a list, such as `id`. */
  readonly record_id?: string
}

const NAME = /^[A-Za-z_][A-Za-z0-9_-]*$/
const GROUPS = [
  'meta',
  'metadata',
  'pagination',
  'paging',
  'page_info',
  'pageInfo',
  'links',
  '_links',
  'cursors',
  'cursor',
  'pager',
  'response_metadata',
]
const META =
  /^(next.*|.*(cursor|marker|bookmark)|(has|is)_?(more|next).*|more|total(_?(count|pages|items|results|records))?|(page|item)?_?count|pages|.*page_?token|continuation_?token|scroll_?id|after|offset|page)$/i
/** Lists beside the records of a page. */
const BESIDE = /^_?(warnings|errors|validation_?errors|links|included|facets|aggregations)$/i

/** Infers an operation's action from its method, its path and its response. */
export function plainResponse(
  method: Operation['method'],
  path: string,
  operation: DocumentNode,
  item: DocumentNode,
  follow: Follow,
): PlainResponse {
  if (method !== 'GET') return getWriteAction(method, path, operation, item)
  const response = getSuccess(operation, follow)
  const media = getMembers(getMember(response, 'content'))
  if (media.length > 0 && media.every(([type, node]) => isFile(type, getMember(node, 'schema'))))
    return { action: 'download' }
  const schemaNode = responseSchema(operation, follow)
  const schema = schemaNode === undefined ? undefined : responseShape(schemaNode, follow)
  const links = getMembers(getMember(response, 'headers')).some(([name]) => name.toLowerCase() === 'link')
  const meta = { ...metaIn(schema ?? {}), ...(links && { next_link: '@link.next' }) }
  const withMeta = Object.keys(meta).length > 0 ? { meta_extractor: meta } : {}
  const isOne = /\}[^/]*\/?$/.test(path)
  if (schema === undefined) return { action: isOne || !isPlural(path) ? 'get' : 'list', ...withMeta }
  const isSearch = /\/search\/?$/i.test(path)
  const list = { action: isSearch ? 'api_search' : 'list', ...withMeta } as const
  if (isArray(schema)) return { ...list, ...getRecordId(path, schema) }
  const records = isOne ? undefined : recordsIn(schema, path)
  if (records === undefined) return { action: 'get' }
  const array = ownMember(ownMember(schema, 'properties'), records)
  return { ...list, record_extractor: `$.${records}`, ...getRecordId(path, array) }
}

/** Returns where a record of a list has the id by which the list is paged. */
function getRecordId(path: string, array: JsonValue | undefined): Pick<PlainResponse, 'record_id'> {
  const properties = ownMember(ownMember(array, 'items'), 'properties')
  // The id of a membership may be that of its group.
  if (/members\/?$/i.test(path) && ownMember(properties, 'user_id') !== undefined)
    return { record_id: 'user_id' }
  if (ownMember(properties, 'id') !== undefined) return { record_id: 'id' }
  return isObject(ownMember(properties, 'user')) ? { record_id: 'user.id' } : {}
}

export function responseSchema(operation: DocumentNode, follow: Follow): DocumentNode | undefined {
  const media = getMembers(getMember(getSuccess(operation, follow), 'content'))
  const node = getMember(media.find(([type]) => isJson(type))?.[1], 'schema')
  return node?.kind === 'mapping' ? node : undefined
}

export function responseExample(operation: DocumentNode, follow: Follow): DocumentNode | undefined {
  const media = getMembers(getMember(getSuccess(operation, follow), 'content'))
  const content = media.find(([type]) => isJson(type))?.[1]
  const [named] = getMembers(getMember(content, 'examples'))
  return getMember(content, 'example') ?? getMember(follow(named?.[1]), 'value')
}

function getSuccess(operation: DocumentNode, follow: Follow): DocumentNode | undefined {
  const responses = getMembers(getMember(operation, 'responses'))
  const good =
    responses.find(([status]) => /^2(\d\d|xx)$/i.test(status)) ??
    responses.find(([status]) => status === 'default')
  return follow(good?.[1])
}

function isJson(type: string): boolean {
  return /json|\*\/\*/i.test(type)
}

const FILES =
  /^(image|audio|video|font)\/|^application\/(octet-stream|pdf|zip|gzip|x-tar|vnd\.(ms-|openxml))|^[^;]+[/+]xml\b/i

// A response of text is no JSON either, unless its schema has more than text: such a media type is a mistake.
function isFile(type: string, schema: DocumentNode | undefined): boolean {
  if (isJson(type)) return false
  const isText = schema === undefined || toText(getMember(schema, 'type')) === 'string'
  return FILES.test(type) || (isText && /^text\//i.test(type))
}

// Returns the path of the list of objects in the schema: the one that is named after the path, or by a name that is usual
// for records, or else the only one.
function recordsIn(schema: JsonSchema, path: string): string | undefined {
  const properties = ownMember(schema, 'properties')
  if (!isJsonObject(properties) || Object.keys(properties).length > 12) return undefined
  const lists = Object.entries(properties).filter(([name, value]) => NAME.test(name) && isArray(value))
  const last = path.split('/').findLast((segment) => segment !== '' && !segment.includes('{')) ?? ''
  const usual = ['data', 'items', 'results', 'records', 'values', 'entries', 'list'].map(plain)
  const namesake = lists.filter(([name]) => plain(name) === plain(last))
  const named = namesake.length > 0 ? namesake : lists.filter(([name]) => usual.includes(plain(name)))
  if (named.length > 0) return named.length === 1 ? named[0]?.[0] : undefined
  const others = lists.filter(([name, value]) => isObject(ownMember(value, 'items')) && !BESIDE.test(name))
  const [only, second] = others
  return second === undefined && !isRecord(properties, path) ? only?.[0] : undefined
}

/** Returns whether an object with a list is a record itself: it has an id, or much that says nothing about a page. */
function isRecord(properties: Readonly<Record<string, JsonValue>>, path: string): boolean {
  if (ownMember(properties, 'id') !== undefined) return true
  if (isPlural(path) || /\/search\/?$/i.test(path)) return false
  const own = Object.entries(properties).filter(
    ([name, value]) => !META.test(name) && !GROUPS.includes(name) && !isArray(value),
  )
  return own.length > 1
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}

function metaIn(schema: JsonSchema): Record<string, string> {
  const found: Record<string, string> = {}
  const collect = (properties: JsonValue | undefined, prefix: string, label: string) => {
    if (!isJsonObject(properties)) return
    for (const [name, value] of Object.entries(properties)) {
      if (!NAME.test(name)) continue
      if (GROUPS.includes(name) && prefix === '$' && isObject(value))
        collect(ownMember(value, 'properties'), `$.${name}`, `${name}_`)
      else if (name === 'next' && isObject(value)) {
        const key = ['href', 'url'].find(
          (one) => ownMember(ownMember(value, 'properties'), one) !== undefined,
        )
        if (key !== undefined) found[`${label}next`] = `${prefix}.next.${key}`
      } else if (META.test(name) && !isArray(value) && !isObject(value))
        found[label + name] = `${prefix}.${name}`
    }
  }
  collect(ownMember(schema, 'properties'), '$', '')
  return found
}

function isArray(value: JsonValue | undefined): boolean {
  const type = ownMember(value, 'type')
  return (
    type === 'array' ||
    (Array.isArray(type) && type.includes('array')) ||
    (type === undefined && ownMember(value, 'items') !== undefined)
  )
}

function isObject(value: JsonValue | undefined): boolean {
  return ownMember(value, 'type') === 'object' || ownMember(value, 'properties') !== undefined
}

function isPlural(path: string): boolean {
  return /s\/?$/i.test(path) && !/(ss|status|news)\/?$/i.test(path)
}
