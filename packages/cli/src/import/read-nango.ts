import { type Connection, membersIn, type Secrets, textIn } from './connection.ts'

/** Kinds of owner that workspaces can stand for. */
export const NANGO_OWNERS = ['end-user', 'organization', 'connection'] as const

/**
 * Reads a connection in the form of Nango's `GET /connections/{connectionId}`, with its credentials.
 * https://nango.dev/docs/reference/backend/http-api/connections/get
 */
export function readNango(entry: unknown, owner: string): Connection {
  const id = textIn(entry, 'connection_id') ?? ''
  const users = textIn(entry, 'end_user', 'id') ?? textIn(entry, 'tags', 'end_user_id')
  const organization =
    textIn(entry, 'end_user', 'organization', 'id') ?? textIn(entry, 'tags', 'organization_id')
  // A connection that was created without an end user has its owner's name as its id.
  const owners = { 'end-user': users ?? id, organization, connection: id }
  return {
    id: id === '' ? '' : `${textIn(entry, 'provider_config_key') ?? ''}/${id}`,
    service: textIn(entry, 'provider') ?? textIn(entry, 'provider_config_key') ?? '',
    workspace: owners[owner as keyof typeof owners],
    secrets: getSecrets(entry),
    settings: membersIn(entry, 'connection_config'),
    ...getFault(entry, id),
  }
}

function getSecrets(entry: unknown): Secrets {
  const credentials = membersIn(entry, 'credentials')
  const [access_token, apiKey] = [textIn(credentials, 'access_token'), textIn(credentials, 'apiKey')]
  switch (credentials.type) {
    case 'OAUTH2':
      if (access_token === undefined) break
      return { kind: 'oauth2', access_token, refresh_token: textIn(credentials, 'refresh_token') }
    case 'API_KEY':
      if (apiKey === undefined) break
      return { kind: 'key', key: apiKey }
    case 'BASIC':
      return {
        kind: 'basic',
        username: textIn(credentials, 'username') ?? '',
        password: textIn(credentials, 'password') ?? '',
      }
  }
  return { kind: 'none' }
}

function getFault(entry: unknown, id: string): { readonly fault?: string } {
  if (id === '') return { fault: 'it has no connection_id' }
  const { type } = membersIn(entry, 'credentials')
  if (type === undefined) return { fault: 'the export has no credentials for it' }
  const isKnown = ['OAUTH2', 'API_KEY', 'BASIC'].includes(String(type))
  return isKnown ? {} : { fault: `it authenticates with ${String(type).slice(0, 40)}` }
}
