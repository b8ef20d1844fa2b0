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
 * The first server's URL template and the settings its variables are. A variable whose default is only a
 * placeholder is a required setting without a default.
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

/** Base URLs of the authentication options that have one of their own. Tokens go there, so the host has to be fixed. */
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
    // Other options do without it.
    const settings = server.settings.map((setting) => ({ ...setting, required: false }))
    return [[name, { ...server, settings }] as const]
  })
  return new Map(servers)
}

/** The settings that scoping and injection read and that replication declares, after the server's own. */
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

/** The rules by which settings fill parameters that a caller omits. */
export function compileScoping(reader: DocumentReader, info: Fields): readonly ScopingRule[] {
  return info.list('x-airbyte-scoping').map((node, index) => {
    const fields = reader.fields(node, `info.x-airbyte-scoping[${index}]`, ['param', 'config_key'])
    const param = fields.requiredText('param', 'account_id')
    return { param, setting: fields.text('config_key') ?? param }
  })
}

// What authors write where only the owner knows the value.
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

// A value in a host must not be able to end the host: what it may be depends on what surrounds it.
function shapeIn(base_url: string, name: string): SettingShape {
  const hole = `{${name}}`
  if (!base_url.includes(hole)) return 'text'
  if (base_url === hole || base_url.startsWith(`${hole}/`)) return 'origin'
  const [, authority = ''] = /^[a-z]+:\/\/([^/]*)/i.exec(base_url) ?? []
  if (authority === hole) return 'host'
  return authority.includes(hole) || !base_url.includes('://') ? 'label' : 'path'
}

// The mapping runs from setting to replication path as a text, and the other way round as a mapping.
function readAliases(server: Fields, setting: string): readonly SettingAlias[] {
  const mapping = server.fields('x-airbyte-replication-environment-mapping')
  const aliases = (mapping?.entries() ?? []).flatMap(([key, node]): SettingAlias[] => {
    const value = toJson(node)
    if (typeof value === 'string') return key === setting ? [{ path: value, prefix: '', suffix: '' }] : []
    if (ownMember(value, 'source') !== setting) return []
    const format = ownMember(value, 'format')
    if (format === undefined) return [{ path: key, prefix: '', suffix: '' }]
    // Only a text with one {value} can be undone; an expression cannot.
    const parts = typeof format === 'string' && !format.includes('{{') ? format.split('{value}') : []
    return parts.length === 2 ? [{ path: key, prefix: parts[0] ?? '', suffix: parts[1] ?? '' }] : []
  })
  return aliases.filter((alias) => alias.path !== setting)
}
