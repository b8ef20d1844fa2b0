import {
  type DocumentNode,
  getItems,
  getMember,
  getMembers,
  isTrue,
  toMapping,
  toNode,
  toText,
} from '@bulkhead/engine/document'
import { isWritableHeader, listNames } from '@bulkhead/engine/text'
import { type Follow, referenceFault } from './references.ts'

/** Parts of an operation's request in the form of a connector document, or the reason why it cannot be sent. */
export interface PlainRequest {
  readonly wire_path: string
  readonly parameters: readonly DocumentNode[]
  readonly requestBody: DocumentNode | undefined
}

// OpenAPI ignores header parameters of these names: bodies and security schemes determine these headers.
const IGNORED_HEADERS: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization'])
const FORM = 'application/x-www-form-urlencoded'
const MULTIPART = 'multipart/form-data'
const BODY_TYPE = 'x-airbyte-body-type'

/** Converts constructs of plain documents that connector documents do not support. */
export function plainRequest(
  path: string,
  item: DocumentNode,
  operation: DocumentNode,
  follow: Follow,
): PlainRequest | { readonly reason: string } {
  const given = new Map<string, DocumentNode>()
  for (const node of [
    ...getItems(getMember(item, 'parameters')),
    ...getItems(getMember(operation, 'parameters')),
  ]) {
    const fault = referenceFault(node, follow)
    if (fault !== undefined) return { reason: fault }
    const parameter = follow(node)
    const [name, place] = [toText(getMember(parameter, 'name')), toText(getMember(parameter, 'in'))]
    if (parameter !== undefined && name !== undefined) given.set(`${place} ${name}`, parameter)
  }
  const [wire = '', ...fragment] = path.split('#')
  const holes = new Map<string, string>()
  const wire_path = wire.replace(/\{([^{}]+)\}/g, (_hole, name: string) => {
    const plain = name.replace(/[^A-Za-z0-9_]/g, '_')
    holes.set(name, plain)
    return `{${plain}}`
  })
  const body = plainBody(operation, follow)
  // All GraphQL requests go to one URL, which is the server's.
  const isGraphql = body !== undefined && 'node' in body && getMember(body.node, BODY_TYPE) !== undefined
  if (fragment.length > 0 && wire === '' && !isGraphql) return { reason: 'its path is only a fragment' }
  if (body !== undefined && 'reason' in body) return body
  const parameters = [...given.values()].flatMap((node) => toParameter(node, holes))
  const missing = [...holes].filter(([name]) => !given.has(`path ${name}`))
  const added = missing.map(([, name]) =>
    toNode(operation, { name, in: 'path', required: true, schema: { type: 'string' } }),
  )
  const type = body?.header === undefined ? [] : [toNode(operation, headerParameter(body.header))]
  return { wire_path, parameters: [...parameters, ...added, ...type], requestBody: body?.node }
}

function toParameter(node: DocumentNode, holes: ReadonlyMap<string, string>): readonly DocumentNode[] {
  const name = toText(getMember(node, 'name')) ?? ''
  const place = toText(getMember(node, 'in'))
  if (place === 'header' && (IGNORED_HEADERS.has(name.toLowerCase()) || !isWritableHeader(name))) return []
  if (place !== 'path' && place !== 'query' && place !== 'header') return []
  if (place === 'path' && !holes.has(name)) return []
  const [media] = getMembers(getMember(node, 'content'))
  return [
    toMapping(node, [
      ['name', toNode(node, place === 'path' ? (holes.get(name) ?? name) : name)],
      ['in', getMember(node, 'in')],
      ['required', toNode(node, place === 'path' || isTrue(getMember(node, 'required')))],
      ['description', textNode(getMember(node, 'description'))],
      ['schema', asMapping(getMember(node, 'schema') ?? getMember(media?.[1], 'schema'))],
      ['style', textNode(getMember(node, 'style'))],
      ['explode', flagNode(getMember(node, 'explode'))],
      ['example', getMember(node, 'example')],
    ]),
  ]
}

interface PlainBody {
  readonly node: DocumentNode
  /** JSON media type that the service requires in the header. */
  readonly header?: string
}

function plainBody(
  operation: DocumentNode,
  follow: Follow,
): PlainBody | { readonly reason: string } | undefined {
  const written = getMember(operation, 'requestBody')
  const fault = referenceFault(written, follow)
  if (fault !== undefined) return { reason: fault }
  const body = follow(written)
  if (body === undefined) return undefined
  const media = getMembers(getMember(body, 'content')).map(([name, node]) => ({
    type: mediaType(name),
    node,
  }))
  const required = isTrue(getMember(body, 'required'))
  if (media.length === 0) return undefined
  const json = media.find(({ type }) => type === 'application/json') ?? media.find(({ type }) => isJson(type))
  const chosen =
    json ?? media.find(({ type }) => type === FORM) ?? media.find(({ type }) => type === MULTIPART)
  if (chosen === undefined) {
    return required
      ? {
          reason: `its body is ${listNames(
            media.map(({ type }) => type),
            { last: 'or' },
          )}`,
        }
      : undefined
  }
  const name = chosen === json ? 'application/json' : chosen.type
  const schema = asMapping(getMember(chosen.node, 'schema'))
  const encoding = chosen.type === FORM ? asMapping(getMember(chosen.node, 'encoding')) : undefined
  const typed = toMapping(chosen.node, [
    ['schema', schema],
    ['encoding', encoding],
  ])
  const content = toMapping(body, [[name, typed]])
  const node = toMapping(body, [
    ['required', toNode(body, required)],
    ['content', content],
    [BODY_TYPE, getMember(body, BODY_TYPE)],
  ])
  const isNamed = chosen === json && chosen.type !== 'application/json' && !chosen.type.includes('*')
  return isNamed ? { node, header: chosen.type } : { node }
}

function mediaType(name: string): string {
  return name.split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

function isJson(type: string): boolean {
  return (
    /^(application|text)\/([a-z0-9.+-]+\+)?(json|x-json)$/.test(type) ||
    type === '*/*' ||
    type === 'application/*'
  )
}

function headerParameter(type: string) {
  return { name: 'Content-Type', in: 'header', schema: { type: 'string', enum: [type], default: type } }
}

function asMapping(node: DocumentNode | undefined): DocumentNode | undefined {
  return node?.kind === 'mapping' ? node : undefined
}

function textNode(node: DocumentNode | undefined): DocumentNode | undefined {
  const text = toText(node)
  return node === undefined || text === undefined ? undefined : toNode(node, text)
}

function flagNode(node: DocumentNode | undefined): DocumentNode | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'boolean' ? node : undefined
}
