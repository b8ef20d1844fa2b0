import { type Connection, membersIn, type Secrets, textIn } from './connection.ts'

/**
 * Reads a connected account, with its `state`, as Composio's `GET /api/v3/connected_accounts` returns it.
 * https://docs.composio.dev/docs/auth-configuration/connected-accounts
 */
export function readComposio(entry: unknown): Connection {
  const id = textIn(entry, 'id') ?? textIn(entry, 'nanoid') ?? ''
  const values = { ...membersIn(entry, 'data'), ...membersIn(entry, 'state', 'val') }
  const scheme =
    textIn(entry, 'state', 'authScheme') ??
    textIn(entry, 'auth_config', 'auth_scheme') ??
    textIn(entry, 'authConfig', 'authScheme')
  const secrets = getSecrets(scheme, values)
  return {
    id,
    service: textIn(entry, 'toolkit', 'slug') ?? textIn(entry, 'toolkit_slug') ?? '',
    workspace: textIn(entry, 'user_id') ?? textIn(entry, 'userId'),
    secrets,
    settings: values,
    ...getFault(entry, id, scheme, secrets),
  }
}

const KEYS = ['generic_api_key', 'api_key', 'token', 'generic_token', 'bearer_token', 'access_token']

function getSecrets(scheme: string | undefined, values: Readonly<Record<string, unknown>>): Secrets {
  const access_token = textIn(values, 'access_token')
  if (scheme === 'OAUTH2' && access_token !== undefined) {
    return { kind: 'oauth2', access_token, refresh_token: textIn(values, 'refresh_token') }
  }
  if (scheme === 'API_KEY' || scheme === 'BEARER_TOKEN') {
    const key = KEYS.map((name) => textIn(values, name)).find((one) => one !== undefined)
    if (key !== undefined) return { kind: 'key', key }
  }
  const [username, password] = [textIn(values, 'username'), textIn(values, 'password')]
  if (scheme === 'BASIC' && (username ?? password) !== undefined) {
    return { kind: 'basic', username: username ?? '', password: password ?? '' }
  }
  return { kind: 'none' }
}

function getFault(
  entry: unknown,
  id: string,
  scheme: string | undefined,
  secrets: Secrets,
): { readonly fault?: string } {
  if (id === '') return { fault: 'it has no id' }
  const status = textIn(entry, 'status')
  if (status !== undefined && status !== 'ACTIVE') return { fault: `its status is ${status.slice(0, 40)}` }
  const isKnown = ['OAUTH2', 'API_KEY', 'BEARER_TOKEN', 'BASIC'].includes(scheme ?? '')
  if (scheme !== undefined && !isKnown) return { fault: `it authenticates with ${scheme.slice(0, 40)}` }
  if (isMasked(secrets)) return { fault: MASKED }
  return secrets.kind === 'none' ? { fault: 'the export has no credentials for it' } : {}
}

const MASKED =
  'its secrets are masked; turn mask_secret_keys_in_connected_account off at Composio and export again, which helps only for your own OAuth apps'

// Composio masks secrets unless a project turns that off: the first four characters and three dots, or a word.
function isMasked(secrets: Secrets): boolean {
  const texts = {
    oauth2: ['access_token', 'refresh_token'],
    key: ['key'],
    basic: ['password'],
    none: [],
  }[secrets.kind].map((name) => textIn(secrets, name) ?? '')
  return texts.some((text) => /^(.{0,4}\.{3}|REDACTED)$/.test(text))
}
