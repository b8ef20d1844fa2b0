import type { AuthOption } from '@bulkhead/engine'
import {
  type CredentialField,
  compileAuthOptions,
  createDocumentReader,
  type DocumentNode,
  getItems,
  getMember,
  getMembers,
  isKnownExtension,
  toMapping,
  toNode,
  toText,
} from '@bulkhead/engine/document'
import { type Follow, referenceFault } from './references.ts'

/** Auth options made from a document's security schemes, and the reasons why other schemes are left out. */
export interface PlainAuth {
  readonly options: readonly AuthOption[]
  readonly left_out: readonly { readonly scheme: string; readonly reason: string }[]
}

const METHODS = ['get', 'post', 'put', 'delete', 'patch']

const ANONYMOUS: AuthOption = {
  name: 'none',
  title: 'No authentication',
  kind: 'bearer',
  fields: [],
  aliases: new Map(),
  selectors: new Map(),
  secrets: new Map(),
  placement: { in: 'header', name: 'Authorization' },
  additional_headers: new Map(),
  token_extract: [],
  anonymous: true,
}

/** Names for people of the secrets that a scheme without a description of its fields has. */
const LABELS: Readonly<Record<string, string>> = {
  token: 'Access token',
  access_token: 'Access token',
  refresh_token: 'Refresh token',
  api_key: 'API key',
  username: 'User name',
  password: 'Password',
  client_id: 'Client ID',
  client_secret: 'Client secret',
}

function labeled(field: CredentialField): CredentialField {
  return field.title === field.name ? { ...field, title: LABELS[field.name] ?? field.title } : field
}

/**
 * Makes an auth option from each security scheme. Schemes that are required together become one option, such as an
 * application id with its key. A document without schemes needs no credentials.
 */
export function plainAuth(root: DocumentNode, base_url: string, follow: Follow): PlainAuth {
  const schemes = getMembers(follow(getMember(getMember(root, 'components'), 'securitySchemes')))
  const left_out = schemes.flatMap(([scheme, node]) => {
    const reason = referenceFault(node, follow)
    return reason === undefined ? [] : [{ scheme, reason }]
  })
  const options: AuthOption[] = []
  const compile = (name: string, scheme: DocumentNode) => {
    const reader = createDocumentReader()
    const components = toMapping(scheme, [['securitySchemes', toMapping(scheme, [[name, scheme]])]])
    const fields = reader.fields(toMapping(scheme, [['components', components]]), 'the document')
    const [option] = compileAuthOptions(reader, fields)
    const [problem] = reader.problems
    if (problem !== undefined) left_out.push({ scheme: name, reason: problem.message })
    else if (option !== undefined) options.push({ ...option, fields: option.fields.map(labeled) })
  }
  const known = new Map(schemes.map(([name, node]) => [name, follow(node)] as const))
  const required = requiredSchemes(root)
  const together = required
    .filter((names) => names.length > 1)
    .flatMap((names) => {
      const joined = joinedScheme(names, known)
      return joined === undefined ? [] : [{ names, joined }]
    })
  for (const { names, joined } of together) compile(names.join('+'), joined)
  const alone = new Set(required.filter((names) => names.length === 1).flat())
  const joinedNames = new Set(together.flatMap(({ names }) => names).filter((name) => !alone.has(name)))
  for (const [name, node] of known) {
    if (node !== undefined && !joinedNames.has(name)) compile(name, normalized(node, base_url))
  }
  return { options: options.length > 0 ? options : [ANONYMOUS], left_out }
}

/** Returns whether an operation takes no request without authentication. */
export function requiresAuth(root: DocumentNode, operation: DocumentNode): boolean {
  const alternatives = getItems(getMember(operation, 'security') ?? getMember(root, 'security'))
  return alternatives.length > 0 && alternatives.every((schemes) => getMembers(schemes).length > 0)
}

/** Returns the sets of schemes that the document or one of its operations requires, each set once. */
function requiredSchemes(root: DocumentNode): readonly (readonly string[])[] {
  const operations = getMembers(getMember(root, 'paths')).flatMap(([, item]) =>
    METHODS.map((method) => getMember(item, method)),
  )
  const found = new Map<string, readonly string[]>()
  for (const requirement of [root, ...operations].flatMap((node) => getItems(getMember(node, 'security')))) {
    const names = getMembers(requirement).map(([name]) => name)
    found.set(JSON.stringify(names.toSorted()), names)
  }
  return [...found.values()]
}

// Joins the schemes of one requirement to one, if all are keys in headers or in the query.
function joinedScheme(
  names: readonly string[],
  known: ReadonlyMap<string, DocumentNode | undefined>,
): DocumentNode | undefined {
  const keys = names.flatMap((name) => {
    const node = known.get(name)
    const place = toText(getMember(node, 'in'))
    const isKey = toText(getMember(node, 'type')) === 'apiKey' && (place === 'header' || place === 'query')
    const field = name.replace(/[^A-Za-z0-9_]/g, '_')
    return node !== undefined && isKey
      ? [{ node, place, field, sent: toText(getMember(node, 'name')) ?? name }]
      : []
  })
  const [first, ...rest] = keys
  if (first === undefined || keys.length < names.length) return undefined
  const further = (wanted: string) =>
    Object.fromEntries(
      rest.filter(({ place }) => place === wanted).map(({ sent, field }) => [sent, `{{ ${field} }}`]),
    )
  const all = keys.map(({ field }) => field)
  const config = {
    properties: Object.fromEntries(all.map((name) => [name, { type: 'string', format: 'password' }])),
    required: all,
    auth_mapping: { api_key: `\${${first.field}}` },
    additional_headers: further('header'),
    additional_query: further('query'),
  }
  return toMapping(first.node, [
    ...getMembers(first.node),
    ['x-airbyte-auth-config', toNode(first.node, config)],
  ])
}

// Normalizes a scheme. Its case does not matter (RFC 9110 §11.1), URLs may be relative, and a token is refreshed at the
// URL that issued it unless the document says otherwise.
function normalized(scheme: DocumentNode, base_url: string): DocumentNode {
  const type = toText(getMember(scheme, 'type'))
  const kept = getMembers(scheme).filter(([key]) => !key.startsWith('x-') || isKnownExtension(key))
  if (type === 'http') {
    const name = toText(getMember(scheme, 'scheme'))?.toLowerCase() ?? 'bearer'
    return toMapping(scheme, [...kept, ['scheme', toNode(scheme, name)]])
  }
  const flows = getMember(scheme, 'flows')
  if (type !== 'oauth2' || flows?.kind !== 'mapping') return toMapping(scheme, kept)
  const mended = getMembers(flows).map(([name, flow]) => {
    const absolute = (key: string, otherwise?: string) => {
      const text =
        toText(getMember(flow, key)) ??
        (otherwise === undefined ? undefined : toText(getMember(flow, otherwise)))
      const url = text === undefined ? undefined : absoluteUrl(text, base_url)
      return url === undefined ? undefined : toNode(flow, url)
    }
    const scopes = getMembers(getMember(flow, 'scopes')).map(
      ([scope, node]) => [scope, toNode(node, toText(node) ?? '')] as const,
    )
    const members = [
      ['authorizationUrl', absolute('authorizationUrl')],
      ['tokenUrl', absolute('tokenUrl')],
      ['refreshUrl', absolute('refreshUrl', 'tokenUrl')],
      ['scopes', toMapping(flow, scopes)],
    ] as const
    return [name, toMapping(flow, members)] as const
  })
  return toMapping(scheme, [...kept, ['flows', toMapping(flows, mended)]])
}

// Settings inside the base URL are written in the syntax of token endpoint URLs.
function absoluteUrl(text: string, base_url: string): string | undefined {
  if (URL.canParse(text)) return text
  const [origin] = /^([a-z]+:\/\/)?[^/]+/i.exec(base_url) ?? []
  return text.startsWith('/') ? (origin ?? '').replace(/\{([^{}]+)\}/g, '{{ $1 }}') + text : undefined
}
