import { readFileSync } from 'node:fs'

/** Facts about a service's connector that existing clients rely on, except its operations. */
export interface ConnectorFacts {
  readonly slug: string
  readonly display_name: string
  readonly definition_id: string
  readonly base_url: string
  /** Options in order of preference. */
  readonly auth_options: readonly AuthOptionFacts[]
  readonly settings_required: readonly string[]
  /** Default by name. */
  readonly settings_optional: ReadonlyMap<string, string>
  /** Further fields of `replication_config`. */
  readonly replication_settings: readonly string[]
  /** `[parameter, setting that fills it]`. */
  readonly param_bindings: readonly (readonly [string, string])[]
}

/** Facts about an auth option that clients rely on. */
export interface AuthOptionFacts {
  readonly name: string
  readonly kind: string
  readonly required: readonly string[]
  readonly optional: readonly string[]
  /** Field by its other name. */
  readonly aliases: ReadonlyMap<string, string>
  /** Pairs `[name, value]` that select this option if they are given with the fields. */
  readonly selectors: readonly (readonly [string, string])[]
  /** Endpoints of an `oauth2` option. Empty for others. */
  readonly endpoints: ReadonlyMap<string, string>
}

/** Facts about an operation that clients rely on. */
export interface OperationFacts {
  readonly slug: string
  readonly entity: string
  readonly action: string
  readonly method: string
  readonly wire_path: string
  readonly required: readonly string[]
  readonly optional: readonly string[]
  readonly body: string
}

/** Intended difference from the facts, because the service changed. */
export interface AcceptedDifference {
  readonly slug: string
  readonly entity: string
  readonly action: string
  readonly difference: string
  readonly reason: string
  /** Page of the service's documentation. */
  readonly page: string
}

/** Record of comparing an operation with a third-party description, or by hand with documentation. */
export interface Verification {
  readonly slug: string
  readonly entity: string
  readonly action: string
  readonly by: 'schema' | 'docs'
  /** Name of the description, or URL of the page. */
  readonly source: string
  /** Day of the comparison, as `2026-12-04`. Empty in a row that does not say. */
  readonly date: string
  /** API version of the source. Empty if the source does not say. */
  readonly version: string
}

type Row = Readonly<Record<string, string>>

/** Reads the rows of `packages/catalog/workshop/facts/connectors.tsv`. */
export function connectorFacts(): readonly ConnectorFacts[] {
  return getRows('connectors').map((row) => ({
    slug: cell(row, 'slug'),
    display_name: cell(row, 'display_name'),
    definition_id: cell(row, 'definition_id'),
    base_url: cell(row, 'base_url'),
    auth_options: split(cell(row, 'auth_options'), ';').map((option) => toOption(row, option)),
    settings_required: split(cell(row, 'settings_required'), ','),
    settings_optional: new Map(
      split(cell(row, 'settings_optional'), ',').map((pair) => parted(pair.replace(/ \(.*\)$/, ''), '=')),
    ),
    replication_settings: split(cell(row, 'replication_settings'), ','),
    param_bindings: split(cell(row, 'param_bindings'), ';').map((pair) => parted(pair, '<-')),
  }))
}

/** Reads the rows of `packages/catalog/workshop/facts/operations.tsv`. */
export function operationFacts(): readonly OperationFacts[] {
  return getRows('operations').map((row) => ({
    slug: cell(row, 'slug'),
    entity: cell(row, 'entity'),
    action: cell(row, 'action'),
    method: cell(row, 'method'),
    wire_path: cell(row, 'wire_path'),
    required: split(cell(row, 'required'), ','),
    optional: split(cell(row, 'optional'), ','),
    body: cell(row, 'body'),
  }))
}

/** Reads the rows of `packages/catalog/workshop/facts/accepted.tsv`. */
export function acceptedDifferences(): readonly AcceptedDifference[] {
  return getRows('accepted').map((row) => ({
    slug: cell(row, 'slug'),
    entity: cell(row, 'entity'),
    action: cell(row, 'action'),
    difference: cell(row, 'difference'),
    reason: cell(row, 'reason'),
    page: cell(row, 'page'),
  }))
}

/** Reads the rows of `packages/catalog/workshop/facts/verified.tsv`. A row may lack the last two columns. */
export function verifications(): readonly Verification[] {
  return getRows('verified', 2).map((row) => {
    const by = cell(row, 'by')
    if (by !== 'schema' && by !== 'docs') throw new Error(`verified.tsv: ${by} is neither schema nor docs`)
    const [slug, entity, action] = [cell(row, 'slug'), cell(row, 'entity'), cell(row, 'action')]
    const { date = '', version = '' } = row
    return { slug, entity, action, by, source: cell(row, 'source'), date, version }
  })
}

/** Behaviour of a service's authorization, with its source. */
export interface OAuthBehaviour {
  readonly slug: string
  readonly behaviour: string
  /** `read`: on the service's own page. `indirect`: in an SDK or in a copy of the page, which `behaviour` names. */
  readonly source: 'read' | 'indirect'
  readonly page: string
}

/** Reads the rows of `packages/catalog/workshop/facts/oauth.tsv`. */
export function oauthBehaviours(): readonly OAuthBehaviour[] {
  return getRows('oauth').map((row) => {
    const source = cell(row, 'source')
    if (source !== 'read' && source !== 'indirect') throw new Error(`oauth.tsv: ${source} is no source`)
    return { slug: cell(row, 'slug'), behaviour: cell(row, 'behaviour'), source, page: cell(row, 'page') }
  })
}

/** A request that a public client can send. Noted from its code, because no npm package contains the client. */
export interface NotedCall {
  readonly slug: string
  readonly method: string
  readonly path: string
  readonly query: readonly string[]
  readonly body: readonly string[]
  /** GitHub repository of the client. */
  readonly repository: string
  /** File in it, and the commit: `harvest/task.go@0c59…`. */
  readonly file: string
}

/** Reads the rows of `packages/catalog/workshop/facts/clients.tsv`. */
export function notedCalls(): readonly NotedCall[] {
  return getRows('clients').map((row) => ({
    slug: cell(row, 'slug'),
    method: cell(row, 'method'),
    path: cell(row, 'path'),
    query: split(cell(row, 'query'), ','),
    body: split(cell(row, 'body'), ','),
    repository: cell(row, 'repository'),
    file: cell(row, 'file'),
  }))
}

/** Returns the URL of a facts table. */
export function factsFile(table: string): URL {
  return new URL(`facts/${table}.tsv`, import.meta.url)
}

/** Reads a table. @param optional Number of last columns that a row may lack. */
function getRows(table: string, optional = 0): readonly Row[] {
  // The last cell of the last row may be empty.
  const [head = '', ...lines] = readFileSync(factsFile(table), 'utf8').replace(/\n$/, '').split('\n')
  const names = head.split('\t')
  return lines.map((line) => {
    const cells = line.split('\t')
    if (cells.length > names.length || cells.length < names.length - optional)
      throw new Error(`${table}.tsv: not ${names.length} cells: ${line}`)
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']))
  })
}

function cell(row: Row, name: string): string {
  const value = row[name]
  if (value === undefined) throw new Error(`There is no column ${name}`)
  return value
}

function split(text: string, separator: string): string[] {
  return text === '' ? [] : text.split(separator)
}

function parted(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return [text.slice(0, at), text.slice(at + separator.length)]
}

function toOption(row: Row, text: string): AuthOptionFacts {
  const [name, kind] = parted(text, ':')
  // `option:…;option:…`, or `option[…];option[…]`.
  const own = (column: string, open: string) =>
    split(cell(row, column), ';')
      .find((part) => part.startsWith(name + open))
      ?.slice(name.length + 1) ?? ''
  const names = split(own('credential_aliases', '[').replace(/\]$/, ''), ',')
  return {
    name,
    kind: kind.replace(/\(.*\)$/, ''),
    required: split(own('credentials_required', ':'), ','),
    optional: split(own('credentials_optional', ':'), ','),
    aliases: new Map(names.filter((one) => one.includes('=')).map((one) => parted(one, '='))),
    selectors: names.filter((one) => !one.includes('=')).map((one) => parted(one, ':')),
    endpoints: new Map(split(own('oauth_endpoints', ':'), ' ').map((pair) => parted(pair, '='))),
  }
}
