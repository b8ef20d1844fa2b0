import {
  type DocumentNode,
  getItems,
  getMember,
  toMapping,
  toNode,
  toSequence,
  toText,
} from '@bulkhead/engine/document'

const SETTING = 'base_url'
/** Hosts of repositories, packages, files and collections: a document there is a copy, and its API is elsewhere. */
const HOSTS_OF_FILES = [
  /(^|\.)(github(usercontent)?\.com|github\.io|gitlab\.(com|io)|bitbucket\.org|codeberg\.(org|page))$/,
  /(^|\.)(jsdelivr\.net|unpkg\.com|swaggerhub\.com|apis\.guru|readme\.(io|com)|stoplight\.io)$/,
  /(^|\.)(s3([.-][a-z0-9.-]*)?\.amazonaws\.com(\.cn)?|storage\.googleapis\.com|blob\.core\.windows\.net)$/,
]

/**
 * Returns the servers of a document in the form of a connector document. If the document does not state the URL of its
 * API, the URL becomes a setting, `base_url`. Its default is the origin of the document's own address.
 *
 * @param address URL of the document, if it came from one.
 */
export function plainServers(root: DocumentNode, address: string | undefined): DocumentNode {
  const chosen = chosenServer(root)
  const url = toUrl(chosen)
  const at = chosen ?? root
  if (isHttp(url)) {
    const server = toMapping(at, [
      [
        'url',
        toNode(at, withPaths(url.startsWith('//') ? `https:${url}` : url.replace(/[?#].*$/, ''), chosen)),
      ],
      ['variables', getVariables(chosen)],
    ])
    return toSequence(at, [server])
  }
  const found = fromAddress(url, address)
  const written = found?.pathname ?? url
  const path = /^\/[A-Za-z0-9._~/-]*$/.test(written) ? written : ''
  const description = 'Origin of the API, for example https://api.acme.example; its document does not say.'
  const setting = { default: found?.origin ?? '', description }
  return toNode(at, [{ url: `{${SETTING}}${path}`, variables: { [SETTING]: setting } }])
}

/** Returns the URL of the server that a document's operations are at, as written. Undefined if it names none. */
export function rootServerUrl(root: DocumentNode): string | undefined {
  return toText(getMember(chosenServer(root), 'url'))
}

// Credentials travel with every request, so a server with https is taken before one without.
function chosenServer(root: DocumentNode): DocumentNode | undefined {
  const servers = getItems(getMember(root, 'servers'))
  const usable = servers.filter((server) => isHttp(toUrl(server)))
  return usable.find((server) => !/^http:/i.test(toUrl(server))) ?? usable[0] ?? servers[0]
}

// A relative URL is relative to the document, and a document without servers is of the server that it came from.
function fromAddress(url: string, address: string | undefined): URL | undefined {
  const found = address === undefined ? null : URL.parse(url === '' ? '/' : url, address)
  const isApi =
    found?.protocol === 'https:' &&
    !HOSTS_OF_FILES.some((hosts) => hosts.test(found.hostname.replace(/\.$/, '')))
  return isApi ? found : undefined
}

/** Returns the URL of the first server in a list, as written. Undefined if there is none. */
export function firstServerUrl(servers: DocumentNode | undefined): string | undefined {
  return toText(getMember(getItems(servers)[0], 'url'))
}

function toUrl(server: DocumentNode | undefined): string {
  return (toText(getMember(server, 'url')) ?? '').trim()
}

function isHttp(url: string): boolean {
  return /^(https?:)?\/\/[^/]/i.test(url) || /^\{[^{}]+\}/.test(url)
}

// A variable that is a whole path is not a setting for owners. The document's default replaces it.
function withPaths(url: string, server: DocumentNode | undefined): string {
  return url.replace(/\{([^{}]+)\}/g, (hole, name: string) => {
    const value = toText(getMember(getMember(getMember(server, 'variables'), name), 'default')) ?? ''
    return isPath(value) ? value : hole
  })
}

function isPath(value: string): boolean {
  return value.includes('/') && /^[A-Za-z0-9._~/-]+$/.test(value)
}

// Keeps only the members that connector documents support. A default that is not a string is converted to one.
function getVariables(server: DocumentNode | undefined): DocumentNode | undefined {
  const variables = getMember(server, 'variables')
  if (variables?.kind !== 'mapping') return undefined
  const members = [...variables.entries].flatMap(([name, { value }]) => {
    if (isPath(toText(getMember(value, 'default')) ?? '')) return []
    const kept = ['default', 'description'].map((key) => [key, getMember(value, key)] as const)
    const listed = getItems(getMember(value, 'enum')).filter((item) => toText(item) !== undefined)
    const choices = listed.length > 0 ? toSequence(value, listed) : undefined
    return [[name, toMapping(value, [...kept, ['enum', choices]])] as const]
  })
  return toMapping(variables, members)
}
