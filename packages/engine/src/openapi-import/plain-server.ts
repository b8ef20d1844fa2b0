import { getItems, getMember, toMapping, toNode, toSequence, toText } from '#document/document-nodes'
import type { DocumentNode } from '#document/node'

const SETTING = 'base_url'

/**
 * Returns the servers of a document in the form of a connector document. If the document does not state the URL of its
 * API, the URL becomes a setting, `base_url`.
 */
export function plainServers(root: DocumentNode): DocumentNode {
  const servers = getItems(getMember(root, 'servers'))
  const chosen = servers.find((server) => isHttp(toUrl(server))) ?? servers[0]
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
  const path = /^\/[A-Za-z0-9._~/-]*$/.test(url) ? url : ''
  const description = 'Origin of the API, for example https://api.acme.example; its document does not say.'
  return toNode(at, [{ url: `{${SETTING}}${path}`, variables: { [SETTING]: { default: '', description } } }])
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
