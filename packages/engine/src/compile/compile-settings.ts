import { type DocumentReader, type Fields, toJson } from '#document/document-reader'
import type { ScopingRule, Setting, SettingAlias, SettingShape } from '#model/definition'
import type { JsonSchema } from '#model/json'
import { isJsonObject, ownMember } from '#text/json-object'

const SERVER_KEYS = ['url', 'description', 'variables']
const VARIABLE_KEYS = ['enum', 'default', 'description']

interface CompiledServer {
  readonly base_url: string
  readonly settings: readonly Setting[]
  /** Replication paths that the document fixes. */
  readonly ignored: readonly string[]
}

/**
 * Compiles the URL template of the first server, and a setting for each of its variables. If a variable's default is
 * only a placeholder, the setting is required and has no default.
 */
export function compileServer(reader: DocumentReader, root: Fields): CompiledServer {
  const [first] = root.list('servers')
  if (first === undefined) {
    reader.report(
      root.at,
      'the document needs servers, for example servers: [{ url: https://api.acme.example }]',
    )
    return { base_url: '', settings: [], ignored: [] }
  }
  return compileServerFields(reader, reader.fields(first, 'servers[0]', SERVER_KEYS))
}

function compileServerFields(reader: DocumentReader, server: Fields): CompiledServer {
  const base_url = server.requiredText('url', 'https://api.acme.example').replace(/\/+$/, '')
  const variables = server.fields('variables')
  const declared = new Map(variables?.entries().map(([name, node, where]) => [name, { node, where }]))
  const used = [...base_url.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '')
  if (!/^(https?:\/\/|\{[^{}]+\})/.test(base_url)) {
    reader.report(server.at, `${server.where}.url must begin with https:// or a variable, not ${base_url}`)
  }

  for (const [name, { node }] of declared) {
    if (!used.includes(name)) reader.warn(node, `the server variable ${name} does not occur in the URL`)
  }
  const settings = [...new Set([...used, ...declared.keys()])].map((name): Setting => {
    const variable = declared.get(name)
    const fields = reader.fields(variable?.node, variable?.where ?? name, VARIABLE_KEYS)
    const written = fields.text('default')
    const description = fields.text('description')
    const allowed = fields.texts('enum')
    const fallback = written === undefined || isPlaceholder(name, written) ? undefined : written
    return {
      name,
      kind: 'server',
      required: fallback === undefined && used.includes(name),
      ...(fallback !== undefined && { default: fallback }),
      ...(description !== undefined && { description }),
      ...(allowed !== undefined && { enum: allowed }),
      schema: { type: 'string', ...(description !== undefined && { description }) },
      shape: shapeIn(base_url, name),
      aliases: readAliases(server, name),
    }
  })
  const constants = server.plainMap('x-airbyte-replication-environment-constants')
  return { base_url, settings, ignored: [...constants.keys()] }
}

/** Compiles the base URLs of auth options that have their own. Tokens are sent there, so the host must be fixed. */
export function compileOptionServers(
  reader: DocumentReader,
  root: Fields,
): ReadonlyMap<string, CompiledServer> {
  const schemes = root.fields('components')?.fields('securitySchemes')?.entries() ?? []
  const servers = schemes.flatMap(([name, node, where]) => {
    const fields = reader.fields(node, where).fields('x-bulkhead-server', SERVER_KEYS)
    if (fields === undefined) return []
    const server = compileServerFields(reader, fields)
    if (!/^https?:\/\/[^/{}]+(\/|$)/.test(server.base_url)) {
      reader.report(fields.at, `${fields.where}.url must name its host, with variables in the path alone`)
    }
    // Not required, because other options do not use the setting.
    const settings = server.settings.map((setting) => ({ ...setting, required: false }))
    return [[name, { ...server, settings }] as const]
  })
  return new Map(servers)
}

/**
 * Compiles the settings that scoping and injection read, and those that replication declares. The settings of the
 * server come before them.
 */
export function compileFurtherSettings(
  info: Fields,
  server: readonly Setting[],
  scoping: readonly ScopingRule[],
  injected: readonly string[],
): { settings: readonly Setting[]; ignored: readonly string[] } {
  const replication = info.fields('x-airbyte-replication-config')
  const properties = replication?.json('properties')
  const paths = replication?.textMap('replication_config_key_mapping') ?? new Map<string, string>()
  const names = new Set([
    ...scoping.map((rule) => rule.setting),
    ...injected,
    ...(isJsonObject(properties) ? Object.keys(properties) : []),
  ])
  const scoped = new Set([...scoping.map((rule) => rule.setting), ...injected])
  const settings = [...names]
    .filter((name) => !server.some((setting) => setting.name === name))
    .map((name): Setting => {
      const property = ownMember(properties, name)
      const schema: JsonSchema = isJsonObject(property) ? property : { type: 'string' }
      const description = ownMember(schema, 'description')
      const path = paths.get(name)
      return {
        name,
        kind: scoped.has(name) ? 'scoping' : 'replication',
        required: false,
        ...(typeof description === 'string' && { description }),
        schema,
        shape: 'text',
        aliases: path === undefined || path === name ? [] : [{ path, prefix: '', suffix: '' }],
      }
    })
  const constants = replication?.node('replication_config_constants')
  const fixed = constants?.kind === 'mapping' ? [...constants.entries.keys()] : []
  return { settings, ignored: fixed }
}

/** Compiles the rules by which settings fill parameters that the caller omits. */
export function compileScoping(reader: DocumentReader, info: Fields): readonly ScopingRule[] {
  return info.list('x-airbyte-scoping').map((node, index) => {
    const fields = reader.fields(node, `info.x-airbyte-scoping[${index}]`, ['param', 'config_key'])
    const param = fields.requiredText('param', 'account_id')
    return { param, setting: fields.text('config_key') ?? param }
  })
}

// Placeholders that authors write as a default if only the owner knows the value.
function isPlaceholder(name: string, value: string): boolean {
  const text = value.trim().toLowerCase()
  return (
    text === '' ||
    text === name.toLowerCase() ||
    /[{}<>]/.test(text) ||
    /^(https?:\/\/)?(your|my)[-_.]/.test(text) ||
    /(^|[./-])example([./-]|$)/.test(text)
  )
}

// A value inside a host must not be able to end the host. The characters around the variable decide which values are
// allowed.
function shapeIn(base_url: string, name: string): SettingShape {
  const hole = `{${name}}`
  if (!base_url.includes(hole)) return 'text'
  if (base_url === hole || base_url.startsWith(`${hole}/`)) return 'origin'
  const [, authority = ''] = /^[a-z]+:\/\/([^/]*)/i.exec(base_url) ?? []
  if (authority === hole) return 'host'
  return authority.includes(hole) || !base_url.includes('://') ? 'label' : 'path'
}

// A string maps the setting to a replication path. A mapping object maps replication paths to the setting.
function readAliases(server: Fields, setting: string): readonly SettingAlias[] {
  const mapping = server.fields('x-airbyte-replication-environment-mapping')
  const aliases = (mapping?.entries() ?? []).flatMap(([key, node]): SettingAlias[] => {
    const value = toJson(node)
    if (typeof value === 'string') return key === setting ? [{ path: value, prefix: '', suffix: '' }] : []
    if (ownMember(value, 'source') !== setting) return []
    const format = ownMember(value, 'format')
    if (format === undefined) return [{ path: key, prefix: '', suffix: '' }]
    // Only a format with exactly one {value} can be reversed; an expression cannot.
    const parts = typeof format === 'string' && !format.includes('{{') ? format.split('{value}') : []
    return parts.length === 2 ? [{ path: key, prefix: parts[0] ?? '', suffix: parts[1] ?? '' }] : []
  })
  return aliases.filter((alias) => alias.path !== setting)
}
