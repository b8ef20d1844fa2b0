import { readFileSync } from 'node:fs'

export interface SchemeFacts {
  readonly name: string
  readonly kind: 'bearer' | 'basic' | 'api_key' | 'oauth2'
  /** Header name of an `api_key`. */
  readonly header: string | undefined
  readonly required: readonly string[]
  readonly optional: readonly string[]
  /** Other names of fields, as `other=field`, and values that select the scheme, as `name:value`. */
  readonly aliases: readonly string[]
  /** Endpoints of an `oauth2` scheme. */
  readonly endpoints: Readonly<Record<string, string>> | undefined
}

/** Parameter of an operation, with its place in the request. */
export interface ParameterFacts {
  readonly name: string
  readonly place: 'path' | 'query' | 'header' | 'body' | 'variable'
  readonly required: boolean
  readonly has_default: boolean
}

export interface OperationFacts {
  readonly entity: string
  readonly action: string
  readonly method: string
  /** Path that identifies the operation in its document. */
  readonly path: string
  readonly wire_path: string
  readonly body: 'none' | 'json' | 'form' | 'multipart_related' | 'graphql'
  readonly parameters: readonly ParameterFacts[]
}

/** Facts about a service from the tables in `facts/`. */
export interface ServiceFacts {
  readonly slug: string
  readonly display_name: string
  readonly definition_id: string
  readonly base_url: string
  readonly schemes: readonly SchemeFacts[]
  /** Default by name. Undefined for a required setting. */
  readonly settings: ReadonlyMap<string, string | undefined>
  /** Parameters with the setting that fills each, and whether a table maps it. */
  readonly bindings: readonly {
    readonly param: string
    readonly setting: string
    readonly is_mapped: boolean
  }[]
  /** `entity.action` of the health check. */
  readonly check: string
  readonly operations: readonly OperationFacts[]
}

/** Reads the tables. */
export function readServiceFacts(): readonly ServiceFacts[] {
  const operations = Map.groupBy(table('operations.tsv'), ({ slug }) => slug)
  return table('services.tsv').map((row) => getService(row, operations.get(row.slug) ?? []))
}

type Row = Readonly<Record<string, string>>

function table(name: string): Row[] {
  const text = readFileSync(new URL(`../../facts/${name}`, import.meta.url), 'utf8')
  const [head = '', ...lines] = text.trimEnd().split('\n')
  const columns = head.split('\t')
  return lines.map((line) => {
    const cells = line.split('\t')
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']))
  })
}

function getService(row: Row, operations: readonly Row[]): ServiceFacts {
  const required = getList(row.settings_required, ',').map((name): [string, undefined] => [name, undefined])
  const optional = getList(row.settings_optional, ';').map((entry): [string, string] => {
    const [name, value] = split(entry, '=')
    return [name, value.replace(/ \(.*\)$/, '')]
  })
  return {
    slug: row.slug ?? '',
    display_name: row.display_name ?? '',
    definition_id: row.definition_id ?? '',
    base_url: row.base_url ?? '',
    schemes: getList(row.auth_options, ';').map((entry) => toScheme(row, entry)),
    settings: new Map([...required, ...optional]),
    bindings: getList(row.param_bindings, ';').map((entry) => {
      const [param, setting] = split(entry, '<-')
      return { param, setting: setting.replace(' (mapped)', ''), is_mapped: setting.endsWith('(mapped)') }
    }),
    check: row.check_operation ?? '',
    operations: operations.map(getOperation),
  }
}

function toScheme(row: Row, entry: string): SchemeFacts {
  const [, name = '', kind = '', header] = /^(\w+):(\w+)(?:\(header (.+)\))?$/.exec(entry) ?? []
  const ofScheme = (text: string | undefined, separator: string) =>
    getList(text, ';')
      .filter((one) => one.startsWith(`${name}${separator}`))
      .map((one) => one.slice(name.length + 1).replace(/\]$/, ''))
  const [endpoints] = ofScheme(row.oauth_endpoints, ':')
  return {
    name,
    kind: kind as SchemeFacts['kind'],
    header,
    required: ofScheme(row.credentials_required, ':').flatMap((fields) => getList(fields, ',')),
    optional: ofScheme(row.credentials_optional, ':').flatMap((fields) => getList(fields, ',')),
    aliases: ofScheme(row.credential_aliases, '[').flatMap((aliases) => getList(aliases, ',')),
    endpoints:
      endpoints === undefined
        ? undefined
        : Object.fromEntries(endpoints.split(' ').map((pair) => split(pair, '='))),
  }
}

function getOperation(row: Row): OperationFacts {
  const { entity = '', action = '', method = '', path = '', wire_path = '' } = row
  return {
    ...{ entity, action, method, path },
    wire_path: wire_path === '' ? path : wire_path,
    body: row.body as OperationFacts['body'],
    parameters: getList(row.params, ';').map((entry) => {
      const [, name = '', place = '', mark] = /^(.*)=(\w+)([!*]?)$/.exec(entry) ?? []
      return {
        name,
        place: place as ParameterFacts['place'],
        required: mark !== '',
        has_default: mark === '*',
      }
    }),
  }
}

function getList(text: string | undefined, separator: string): string[] {
  return (text ?? '').split(separator).filter((part) => part !== '')
}

function split(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)]
}
