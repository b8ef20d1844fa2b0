import { readFileSync } from 'node:fs'
import type { TransitAuth, TransitSettings } from '#platform/vault/transit/transit-client'

type TransitVariable =
  `BULKHEAD_TRANSIT_${'URL' | 'KEY' | 'MOUNT' | 'NAMESPACE' | 'TOKEN' | 'ROLE_ID' | 'SECRET_ID' | 'ROLE_MOUNT' | 'CA_FILE'}`
type Read = (name: TransitVariable) => string | undefined

/** Reads the settings of the transit engine. Undefined if there are none. @throws Error that names the variable. */
export function readTransit(read: Read): TransitSettings | undefined {
  const url = read('BULKHEAD_TRANSIT_URL')
  if (url === undefined) return undefined
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new Error('BULKHEAD_TRANSIT_URL must be a URL such as https://openbao.example.com:8200.')
  return {
    url,
    mount: readPath('BULKHEAD_TRANSIT_MOUNT', read) ?? 'transit',
    key: read('BULKHEAD_TRANSIT_KEY') ?? 'bulkhead',
    namespace: read('BULKHEAD_TRANSIT_NAMESPACE'),
    ca: readCertificates('BULKHEAD_TRANSIT_CA_FILE', read),
    auth: readAuth(read),
  }
}

function readAuth(read: Read): TransitAuth {
  const given = {
    token: read('BULKHEAD_TRANSIT_TOKEN'),
    role: read('BULKHEAD_TRANSIT_ROLE_ID'),
    secret: read('BULKHEAD_TRANSIT_SECRET_ID'),
  }
  const hasRole = given.role !== undefined && given.secret !== undefined
  if ((given.role === undefined) !== (given.secret === undefined) || hasRole === (given.token !== undefined))
    throw new Error(
      'BULKHEAD_TRANSIT_URL needs either BULKHEAD_TRANSIT_TOKEN, or BULKHEAD_TRANSIT_ROLE_ID with BULKHEAD_TRANSIT_SECRET_ID.',
    )
  if (!hasRole) return { kind: 'token', readToken: () => read('BULKHEAD_TRANSIT_TOKEN') ?? '' }
  return {
    kind: 'approle',
    mount: readPath('BULKHEAD_TRANSIT_ROLE_MOUNT', read) ?? 'approle',
    readRole: () => ({
      role_id: read('BULKHEAD_TRANSIT_ROLE_ID') ?? '',
      secret_id: read('BULKHEAD_TRANSIT_SECRET_ID') ?? '',
    }),
  }
}

function readPath(name: TransitVariable, read: Read): string | undefined {
  const path = read(name)
  if (path === undefined || /^[\w.-]+(\/[\w.-]+)*$/.test(path)) return path
  throw new Error(`${name} must be a path such as transit or team/transit, without slashes around it.`)
}

/** Reads PEM certificates or a PEM key from the file that a setting names. @throws Error that names the variable. */
function readCertificates(name: TransitVariable, read: Read): string | undefined {
  const file = read(name)
  if (file === undefined) return undefined
  try {
    const text = readFileSync(file, 'utf8')
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text
  } catch (cause) {
    throw new Error(`${name} names ${file}, which cannot be read.`, { cause })
  }
  throw new Error(`${name} names ${file}, which contains no certificate in PEM.`)
}
