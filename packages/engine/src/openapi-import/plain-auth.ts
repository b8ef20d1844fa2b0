import { compileAuthOptions } from '#compile/compile-auth-option'
import { itemsOf, mappingOf, memberOf, membersOf, nodeOf, textOf } from '#document/document-nodes'
import { createDocumentReader } from '#document/document-reader'
import type { DocumentNode } from '#document/node'
import type { AuthOption } from '#model/definition'
import type { Follow } from './references.ts'

/** The ways to authenticate that a document's security schemes are, and why others are not. */
export interface PlainAuth {
  readonly options: readonly AuthOption[]
  readonly left_out: readonly { readonly scheme: string; readonly reason: string }[]
}

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

/**
 * Makes an auth option of each security scheme, and one of schemes that are only required together, as an
 * application's id beside its key. A document without schemes needs no credentials.
 */
export function plainAuth(root: DocumentNode, base_url: string, follow: Follow): PlainAuth {
  const schemes = membersOf(follow(memberOf(memberOf(root, 'components'), 'securitySchemes')))
  const left_out: { scheme: string; reason: string }[] = []
  const options: AuthOption[] = []
  const compile = (name: string, scheme: DocumentNode) => {
    const reader = createDocumentReader()
    const components = mappingOf(scheme, [['securitySchemes', mappingOf(scheme, [[name, scheme]])]])
    const fields = reader.fields(mappingOf(scheme, [['components', components]]), 'the document')
    const [option] = compileAuthOptions(reader, fields)
    const [problem] = reader.problems
    if (problem !== undefined) left_out.push({ scheme: name, reason: problem.message })
    else if (option !== undefined) options.push(option)
  }
  const known = new Map(schemes.map(([name, node]) => [name, follow(node)] as const))
  const together = requiredTogether(root).flatMap((names) => {
    const joined = joinedScheme(names, known)
    return joined === undefined ? [] : [{ names, joined }]
  })
  for (const { names, joined } of together) compile(names.join('+'), joined)
  const isJoined = (name: string) => together.some(({ names }) => names.includes(name))
  for (const [name, node] of known) {
    if (node !== undefined && !isJoined(name)) compile(name, normalized(node, base_url))
  }
  return { options: options.length > 0 ? options : [ANONYMOUS], left_out }
}

function requiredTogether(root: DocumentNode): readonly (readonly string[])[] {
  const names = itemsOf(memberOf(root, 'security')).map((requirement) =>
    membersOf(requirement).map(([name]) => name),
  )
  return names.filter((group) => group.length > 1)
}

// The schemes of one requirement as one, if all but the first are keys in headers.
function joinedScheme(
  names: readonly string[],
  known: ReadonlyMap<string, DocumentNode | undefined>,
): DocumentNode | undefined {
  const nodes = names.map((name) => ({ name, node: known.get(name) }))
  const isHeaderKey = ({ node }: { node: DocumentNode | undefined }) =>
    textOf(memberOf(node, 'type')) === 'apiKey' && textOf(memberOf(node, 'in')) === 'header'
  const first = nodes.find((one) => !isHeaderKey(one)) ?? nodes[0]
  const rest = nodes.filter((one) => one !== first)
  if (first?.node === undefined || !rest.every(isHeaderKey)) return undefined
  if (textOf(memberOf(first.node, 'type')) !== 'apiKey') return undefined
  const field = (name: string) => name.replace(/[^A-Za-z0-9_]/g, '_')
  const all = [first, ...rest].map(({ name }) => field(name))
  const headers = rest.map(({ name, node }) => [
    textOf(memberOf(node, 'name')) ?? name,
    `{{ ${field(name)} }}`,
  ])
  const config = {
    properties: Object.fromEntries(all.map((name) => [name, { type: 'string', format: 'password' }])),
    required: all,
    auth_mapping: { api_key: `\${${field(first.name)}}` },
    additional_headers: Object.fromEntries(headers),
  }
  return mappingOf(first.node, [
    ...membersOf(first.node),
    ['x-airbyte-auth-config', nodeOf(first.node, config)],
  ])
}

// A scheme's case does not matter (RFC 9110 §11.1), URLs may be relative, and a token is refreshed where it
// was given unless the document says otherwise.
function normalized(scheme: DocumentNode, base_url: string): DocumentNode {
  const type = textOf(memberOf(scheme, 'type'))
  const kept = membersOf(scheme).filter(([key]) => !key.startsWith('x-'))
  if (type === 'http') {
    const name = textOf(memberOf(scheme, 'scheme'))?.toLowerCase() ?? 'bearer'
    return mappingOf(scheme, [...kept, ['scheme', nodeOf(scheme, name)]])
  }
  const flows = memberOf(scheme, 'flows')
  if (type !== 'oauth2' || flows?.kind !== 'mapping') return mappingOf(scheme, kept)
  const mended = membersOf(flows).map(([name, flow]) => {
    const absolute = (key: string, otherwise?: string) => {
      const text =
        textOf(memberOf(flow, key)) ??
        (otherwise === undefined ? undefined : textOf(memberOf(flow, otherwise)))
      const url = text === undefined ? undefined : absoluteUrl(text, base_url)
      return url === undefined ? undefined : nodeOf(flow, url)
    }
    const scopes = membersOf(memberOf(flow, 'scopes')).map(
      ([scope, node]) => [scope, nodeOf(node, textOf(node) ?? '')] as const,
    )
    const members = [
      ['authorizationUrl', absolute('authorizationUrl')],
      ['tokenUrl', absolute('tokenUrl')],
      ['refreshUrl', absolute('refreshUrl', 'tokenUrl')],
      ['scopes', mappingOf(flow, scopes)],
    ] as const
    return [name, mappingOf(flow, members)] as const
  })
  return mappingOf(scheme, [...kept, ['flows', mappingOf(flows, mended)]])
}

// Settings within the base URL are named in the way that endpoints of tokens name them.
function absoluteUrl(text: string, base_url: string): string | undefined {
  if (URL.canParse(text)) return text
  const [origin] = /^([a-z]+:\/\/)?[^/]+/i.exec(base_url) ?? []
  return text.startsWith('/') ? (origin ?? '').replace(/\{([^{}]+)\}/g, '{{ $1 }}') + text : undefined
}
