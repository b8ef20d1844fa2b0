import type { DocumentReader, Fields } from '#document/document-reader'
import type { CredentialHelp } from '#model/credential-help'
import type { AuthKind, AuthOption, CredentialField, OAuthEndpoints, ScopeUse } from '#model/definition'
import type { JsonValue } from '#model/json'
import { isCredentialHeader } from '#text/header-text'
import { ownMember } from '#text/json-object'
import { compileTextTemplate, namesIn, type TextTemplate } from '#text/text-template'
import { withoutUndefined } from '#text/without-undefined'

const TOKEN_LOOKUP = 'x-bulkhead-token-lookup'

const CREDENTIAL_HELP = 'x-bulkhead-credential-help'
const LONGEST_HELP = 300

/** Secrets of each kind, and which of them are required if the document has no config. */
const SECRETS: Record<AuthKind, { readonly all: readonly string[]; readonly required: readonly string[] }> = {
  bearer: { all: ['token'], required: ['token'] },
  basic: { all: ['username', 'password'], required: ['username', 'password'] },
  api_key: { all: ['api_key'], required: ['api_key'] },
  oauth2: { all: ['access_token', 'refresh_token', 'client_id', 'client_secret'], required: [] },
}

const CONFIG_KEYS = [
  'type',
  'title',
  'description',
  'properties',
  'required',
  'auth_mapping',
  'additional_headers',
  'additional_query',
  'replication_auth_key_mapping',
  'replication_auth_key_constants',
]

const FLOWS = ['authorizationCode', 'clientCredentials', 'password', 'implicit']

/**
 * Compiles security schemes to auth options, in document order. A document without schemes takes a bearer token. Of several
 * schemes, one that maps to secrets of another kind is skipped with a warning.
 */
export function compileAuthOptions(reader: DocumentReader, root: Fields): readonly AuthOption[] {
  const schemes = root.fields('components')?.fields('securitySchemes')?.entries() ?? []
  if (schemes.length === 0) {
    const nothing = reader.fields(undefined, 'components.securitySchemes')
    return [compileOption(reader, 'bearer', 'bearer', nothing)]
  }
  const read = schemes.map(([name, node, where]) => {
    const scheme = reader.fields(node, where)
    const kind = readKind(reader, scheme)
    return { name, kind, scheme, fault: foreignSecret(kind, scheme) }
  })
  const usable = read.filter(({ fault }) => fault === undefined)
  // If no scheme is usable, each reports its fault as it is compiled.
  if (usable.length === 0)
    return read.map(({ name, kind, scheme }) => compileOption(reader, name, kind, scheme))
  for (const { scheme, fault } of read) {
    if (fault !== undefined) reader.warn(scheme.at, `${fault}, so this scheme is skipped`)
  }
  return usable.map(({ name, kind, scheme }) => compileOption(reader, name, kind, scheme))
}

/** Returns what is wrong if `auth_mapping` has a secret that credentials of this kind do not take. */
function foreignSecret(kind: AuthKind, scheme: Fields): string | undefined {
  const config = scheme.node('x-airbyte-auth-config')
  if (config?.kind !== 'mapping') return undefined
  const mapping = config.entries.get('auth_mapping')?.value
  const names = mapping?.kind === 'mapping' ? [...mapping.entries.keys()] : []
  const secret = names.find((name) => !SECRETS[kind].all.includes(name))
  return secret && toForeignSecret(kind, `${scheme.where}.x-airbyte-auth-config`, secret)
}

const toForeignSecret = (kind: AuthKind, where: string, secret: string) =>
  `${where}.auth_mapping has ${secret}; ${kind} takes only ${SECRETS[kind].all.join(', ')}`

function readKind(reader: DocumentReader, scheme: Fields): AuthKind {
  const type = scheme.requiredText('type', 'http')
  if (type === 'oauth2') return 'oauth2'
  if (type === 'http') {
    const name = scheme.requiredText('scheme', 'bearer')
    if (name === 'bearer' || name === 'basic') return name
    reader.report(scheme.at, `${scheme.where}.scheme must be bearer or basic, not ${name}`)
  } else if (type === 'apiKey') {
    const place = scheme.requiredText('in', 'header')
    if (place === 'header' || place === 'query') return 'api_key'
    reader.report(scheme.at, `${scheme.where}.in must be header or query, not ${place}`)
  } else if (type !== '') {
    reader.report(scheme.at, `${scheme.where}.type must be http, apiKey or oauth2, not ${type}`)
  }
  return 'bearer'
}

function compileOption(reader: DocumentReader, name: string, kind: AuthKind, scheme: Fields): AuthOption {
  const config = scheme.fields('x-airbyte-auth-config', CONFIG_KEYS)
  const fields = config?.node('properties') === undefined ? defaultFields(kind) : readFields(reader, config)
  const secrets = readSecrets(reader, kind, config, fields)
  const additional_headers = templates(config?.textMap('additional_headers'), 'double_braces')
  const additional_query = templates(config?.textMap('additional_query'), 'double_braces')
  const aliases = config?.textMap('replication_auth_key_mapping') ?? new Map<string, string>()
  const further = [...additional_headers.values(), ...additional_query.values()]
  const used = new Set([...secrets.values(), ...further].flatMap(namesIn))
  if (config !== undefined) {
    for (const field of fields) {
      if (!used.has(field.name))
        reader.warn(config.at, `${config.where}: the field ${field.name} is not used`)
    }
    for (const [path, field] of aliases) {
      if (fields.some((known) => known.name === field)) continue
      reader.report(config.at, `${config.where}: ${path} maps to the unknown field ${field}`)
    }
  }
  const placement = getPlacement(kind, scheme)
  for (const header of [
    ...(placement.in === 'header' ? [placement.name] : []),
    ...additional_headers.keys(),
  ]) {
    if (header === '' || isCredentialHeader(header)) continue
    reader.report(scheme.at, `${scheme.where}: a document may not set the header ${header}`)
  }
  const description = config?.text('description') ?? scheme.text('description')
  const credential_help = compileCredentialHelp(reader, scheme)
  return {
    name,
    title: config?.text('title') ?? name,
    kind,
    ...(description !== undefined && { description }),
    fields,
    aliases,
    selectors: config?.plainMap('replication_auth_key_constants') ?? new Map(),
    secrets,
    placement,
    additional_headers,
    ...(additional_query.size > 0 && { additional_query }),
    ...(kind === 'oauth2' && { oauth: readEndpoints(reader, scheme) }),
    token_extract: scheme.texts('x-airbyte-token-extract') ?? [],
    ...(credential_help !== undefined && { credential_help }),
  }
}

function defaultFields(kind: AuthKind): readonly CredentialField[] {
  const { all, required } = SECRETS[kind]
  return all.map((name) => ({ name, title: name, required: required.includes(name), type: 'string' }))
}

function readFields(reader: DocumentReader, config: Fields): readonly CredentialField[] {
  const required = config.texts('required')
  const properties = config.fields('properties')?.entries() ?? []
  for (const name of required ?? []) {
    if (properties.some(([property]) => property === name)) continue
    const what = `${config.where}.required names ${name}, which is not among its properties and is ignored`
    reader.warn(config.at, what)
  }
  return properties.map(([name, node, where]) => {
    const property = reader.fields(node, where)
    const [description, format] = [property.text('description'), property.text('format')]
    return {
      name,
      title: property.text('title') ?? name,
      ...(description !== undefined && { description }),
      // Without a list of required fields, all fields are required. With an empty list, none is.
      required: required?.includes(name) ?? true,
      ...(format !== undefined && { format }),
      type: property.text('type') ?? 'string',
    }
  })
}

function readSecrets(
  reader: DocumentReader,
  kind: AuthKind,
  config: Fields | undefined,
  fields: readonly CredentialField[],
): ReadonlyMap<string, TextTemplate> {
  const allowed = SECRETS[kind].all
  if (config?.node('auth_mapping') === undefined) {
    const same = fields.filter((field) => allowed.includes(field.name))
    return new Map(same.map(({ name }) => [name, compileTextTemplate(`\${${name}}`, 'dollar')]))
  }
  const mapping = templates(config.textMap('auth_mapping'), 'dollar')
  for (const [secret, template] of mapping) {
    if (!allowed.includes(secret)) reader.report(config.at, toForeignSecret(kind, config.where, secret))
    for (const name of namesIn(template)) {
      if (fields.some((field) => field.name === name)) continue
      const what = `${config.where}.auth_mapping.${secret} names the unknown field ${name}`
      if (SECRETS[kind].required.includes(secret)) reader.report(config.at, what)
      else reader.warn(config.at, `${what}, so nobody can give that secret`)
    }
  }
  return mapping
}

function templates(map: ReadonlyMap<string, string> | undefined, syntax: 'dollar' | 'double_braces') {
  const pairs = [...(map ?? [])].map(([key, text]) => [key, compileTextTemplate(text, syntax)] as const)
  return new Map(pairs)
}

/** Returns the settings that the endpoint URLs of options name. Names of the option's own fields are left out. */
export function endpointSettings(options: readonly AuthOption[]): readonly string[] {
  return options.flatMap(({ oauth, fields }) => {
    const { authorization_url, token_url, refresh_url, revocation_url } = oauth ?? {}
    const urls = [authorization_url, token_url, refresh_url, revocation_url]
    const names = urls.flatMap((url) => namesIn(compileTextTemplate(url ?? '', 'double_braces')))
    return names.filter((name) => name !== 'client_id' && fields.every((field) => field.name !== name))
  })
}

function getPlacement(kind: AuthKind, scheme: Fields): AuthOption['placement'] {
  if (kind !== 'api_key') return { in: 'header', name: 'Authorization' }
  const name = scheme.requiredText('name', 'X-Acme-Key')
  return { in: scheme.text('in') === 'query' ? 'query' : 'header', name }
}

function readEndpoints(reader: DocumentReader, scheme: Fields): OAuthEndpoints {
  const flows = scheme.fields('flows')
  const name = FLOWS.find((known) => flows?.node(known) !== undefined)
  const flow = name === undefined ? undefined : flows?.fields(name)
  if (flow === undefined) {
    reader.report(scheme.at, `${scheme.where} needs flows with one of ${FLOWS.join(', ')}`)
  }
  const refresh = scheme.fields('x-airbyte-token-refresh')
  const authorization_url = flow?.text('authorizationUrl')
  const token_url = flow?.text('tokenUrl')
  const refresh_url = flow?.text('refreshUrl')
  return {
    ...(name !== undefined && { flow: name }),
    ...withoutUndefined({ authorization_url, token_url, refresh_url }),
    ...readRevocation(scheme),
    ...compileTokenLookup(reader, scheme),
    client_auth: readOne(reader, refresh, 'auth_style', ['body', 'basic', 'none'] as const),
    body_format: readOne(reader, refresh, 'body_format', ['form', 'json'] as const),
    // Only such a flow says so. Where it is absent, the token would be one for another account than the owner's.
    client_credentials: flows?.node('clientCredentials') !== undefined,
    ...readExchange(scheme),
    ...readRegional(reader, scheme, refresh_url !== undefined),
    scopes: flow?.plainMap('scopes') ?? new Map(),
    scope_uses: readScopeUses(scheme),
    ...readAuthorization(reader, scheme),
  }
}

/** Reads the revocation endpoint: a URL, optionally with the name of the token's field. */
function readRevocation(scheme: Fields): Pick<OAuthEndpoints, 'revocation_url' | 'revocation_field'> {
  const key = 'x-bulkhead-token-revocation'
  if (scheme.node(key)?.kind !== 'mapping') {
    const revocation_url = scheme.text(key)
    return revocation_url === undefined ? {} : { revocation_url }
  }
  const fields = scheme.fields(key, ['url', 'token_field'])
  const revocation_field = fields?.text('token_field')
  return {
    revocation_url: fields?.requiredText('url', 'https://acme.example/oauth/revoke') ?? '',
    ...(revocation_field !== undefined && { revocation_field }),
  }
}

/** Reads the endpoints of other regions. A region renews tokens where it issues them. */
function readRegional(
  reader: DocumentReader,
  scheme: Fields,
  renews: boolean,
): Pick<OAuthEndpoints, 'regional'> {
  const fields = scheme.fields('x-bulkhead-regional-endpoints', ['setting', 'values'])
  if (fields === undefined) return {}
  const values = (fields.fields('values')?.entries() ?? []).map(([value, node, where]) => {
    const region = reader.fields(node, where, ['authorizationUrl', 'tokenUrl', 'revocationUrl'])
    const token_url = region.requiredText('tokenUrl', 'https://eu.acme.example/token')
    const authorization_url = region.text('authorizationUrl')
    const revocation_url = region.text('revocationUrl')
    const endpoints = { token_url, ...withoutUndefined({ authorization_url, revocation_url }) }
    return [value, { ...endpoints, ...(renews && { refresh_url: token_url }) }] as const
  })
  return { regional: { setting: fields.requiredText('setting', 'region'), values: new Map(values) } }
}

/** Reads the grant that exchanges the first access token for a long-lived one. */
function readExchange(scheme: Fields): Pick<OAuthEndpoints, 'exchange'> {
  const fields = scheme.fields('x-bulkhead-token-exchange', ['grant_type', 'token_field'])
  if (fields === undefined) return {}
  const grant_type = fields.requiredText('grant_type', 'exchange_token')
  return { exchange: { grant_type, token_field: fields.requiredText('token_field', 'exchange_token') } }
}

/** Reads a service's nonstandard parts of the authorization request and response. */
function readAuthorization(
  reader: DocumentReader,
  scheme: Fields,
): Pick<
  OAuthEndpoints,
  'pkce' | 'scope_separator' | 'default_scopes' | 'optional_scopes' | 'lists_grants' | 'code_fields'
> {
  const keys = [
    'pkce',
    'scope_separator',
    'default_scopes',
    'optional_scopes',
    'optional_parameter',
    'lists_grants',
    'code_fields',
  ]
  const fields = scheme.fields('x-bulkhead-authorization', keys)
  const scope_separator = fields?.text('scope_separator')
  const default_scopes = fields?.texts('default_scopes')
  const scopes = fields?.texts('optional_scopes')
  const parameter = fields?.text('optional_parameter')
  const lists_grants = fields?.flag('lists_grants')
  if (fields !== undefined && (scopes === undefined) !== (parameter === undefined)) {
    reader.report(fields.at, `${fields.where} needs both optional_scopes and optional_parameter, or neither`)
  }
  const code_fields = fields?.textMap('code_fields') ?? new Map<string, string>()
  return {
    pkce: fields?.flag('pkce') ?? true,
    ...(code_fields.size > 0 && { code_fields }),
    ...withoutUndefined({ scope_separator, default_scopes }),
    ...(scopes !== undefined && parameter !== undefined && { optional_scopes: { parameter, scopes } }),
    ...(lists_grants !== undefined && { lists_grants }),
  }
}

// Unusable entries are ignored, because entries only narrow the scopes that are requested.
function readScopeUses(scheme: Fields): readonly ScopeUse[] {
  const entries = scheme.json('x-airbyte-oauth-scopes')
  if (!Array.isArray(entries)) return []
  return entries.flatMap((entry: JsonValue) => {
    const [scope, mode, entities] = ['scope', 'mode', 'entities'].map((name) => ownMember(entry, name))
    if (typeof scope !== 'string' || scope === '' || !Array.isArray(entities)) return []
    const names = entities.filter((name) => typeof name === 'string')
    return [{ scope, mode: mode === 'read' || mode === 'write' ? mode : 'read_write', entities: names }]
  })
}

// The first of the allowed values is the default.
function readOne<const Values extends readonly [string, ...string[]]>(
  reader: DocumentReader,
  fields: Fields | undefined,
  key: string,
  values: Values,
): Values[number] {
  const text = fields?.text(key)
  if (fields === undefined || text === undefined) return values[0]
  const found = values.find((value) => value === text)
  if (found === undefined) reader.report(fields.at, `${fields.where}.${key} must be ${values.join(' or ')}`)
  return found ?? values[0]
}

/**
 * Reads the page where people create the credentials of an auth option. It must be https, because people are sent
 * there.
 */
function compileCredentialHelp(reader: DocumentReader, scheme: Fields): CredentialHelp | undefined {
  const fields = scheme.fields(CREDENTIAL_HELP, ['url', 'text', 'scopes'])
  if (fields === undefined) return undefined
  const url = fields.text('url')
  const text = fields.requiredText('text', 'Made under Settings, API keys.')
  if (url !== undefined && !/^https:\/\/[^/?#\s\\@]+([/?#][^\s\\]*)?$/.test(url)) {
    reader.report(fields.node('url') ?? fields.at, `${fields.where}.url must be a page by https, not ${url}`)
  }
  if (text.length > LONGEST_HELP) {
    reader.report(
      fields.node('text') ?? fields.at,
      `${fields.where}.text is longer than ${LONGEST_HELP} characters`,
    )
  }
  return { ...(url !== undefined && { url }), text, scopes: fields.texts('scopes') ?? [] }
}

/** Reads the request that finds, with a new access token, the settings that belong to the token. */
function compileTokenLookup(reader: DocumentReader, scheme: Fields): Pick<OAuthEndpoints, 'lookup'> {
  const fields = scheme.fields(TOKEN_LOOKUP, ['url', 'settings', 'match', 'scheme', 'records'])
  if (fields === undefined) return {}
  const url = fields.requiredText('url', 'https://api.acme.example/sites')
  const settings = fields.textMap('settings')
  if (settings.size === 0)
    reader.report(fields.at, `${fields.where} needs settings, for example settings: { site: id }`)
  const [match, ...others] = fields.textMap('match')
  if (others.length > 0) reader.report(fields.at, `${fields.where}.match has one member alone`)
  return {
    lookup: {
      url,
      settings,
      ...withoutUndefined({ scheme: fields.text('scheme'), records: fields.text('records') }),
      ...(match !== undefined && {
        match: { member: match[0], text: compileTextTemplate(match[1], 'double_braces') },
      }),
    },
  }
}
