import type { Action, JsonSchema, JsonValue } from '@bulkhead/engine'
import { type DocumentNode, getMember, getMembers, toText } from '@bulkhead/engine/document'
import { isJsonObject, ownMember } from '@bulkhead/engine/text'
import type { Follow } from './references.ts'
import { responseShape } from './response-shape.ts'

/** Action of an operation, and the part of its response that is the result. */
export interface PlainResponse {
  readonly action: Action
  readonly record_extractor?: string
  readonly meta_extractor?: Readonly<Record<string, string>>
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
]
const META =
  /^(next.*|.*cursor|(has|is)_?(more|next).*|more|total(_?(count|pages|items|results|records))?|count|pages|.*page_?token|after|offset|page)$/i

/** Infers an operation's action from its method, its path and its response. */
export function plainResponse(
  method: string,
  path: string,
  operation: DocumentNode,
  follow: Follow,
): PlainResponse {
  if (method === 'POST') return { action: 'create' }
  if (method === 'PUT' || method === 'PATCH') return { action: 'update' }
  if (method === 'DELETE') return { action: 'delete' }
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
  if (isArray(schema)) return { action: 'list', ...withMeta }
  const records = isOne ? undefined : recordsIn(schema, path)
  return records === undefined
    ? { action: 'get' }
    : { action: 'list', record_extractor: `$.${records}`, ...withMeta }
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

// Returns the path of the only list of objects in the schema, or of the list with a name that is usual for records.
function recordsIn(schema: JsonSchema, path: string): string | undefined {
  const properties = ownMember(schema, 'properties')
  if (!isJsonObject(properties)) return undefined
  const lists = Object.entries(properties).filter(([name, value]) => NAME.test(name) && isArray(value))
  const last = path.split('/').findLast((segment) => segment !== '' && !segment.includes('{')) ?? ''
  const usual = ['data', 'items', 'results', 'records', 'values', 'entries', 'list', last]
  const named = lists.filter(([name]) => usual.includes(name.toLowerCase()))
  const ofObjects = lists.filter(([, value]) => isObject(ownMember(value, 'items')))
  const [only, second] = named.length > 0 ? named : ofObjects
  const isWrapper = Object.keys(properties).length <= 12
  return second === undefined && isWrapper ? only?.[0] : undefined
}

function metaIn(schema: JsonSchema): Record<string, string> {
  const found: Record<string, string> = {}
  const collect = (properties: JsonValue | undefined, prefix: string, label: string) => {
    if (!isJsonObject(properties)) return
    for (const [name, value] of Object.entries(properties)) {
      if (!NAME.test(name)) continue
      if (GROUPS.includes(name) && prefix === '$')
        collect(ownMember(value, 'properties'), `$.${name}`, `${name}_`)
      else if (META.test(name) && !isArray(value) && !isObject(value))
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
