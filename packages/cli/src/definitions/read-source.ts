import { readFileSync } from 'node:fs'
import { CommandError, EXIT, UsageError } from '#command/command-error'
import { collectDocuments } from './collect-documents.ts'
import { attemptPath } from './load-path.ts'

/** Source of a document, as the API takes it. */
export interface SourceTexts {
  readonly document?: string
  readonly overlay?: string
  readonly source_url?: string
}

const MOST_BYTES = 32 * 1024 * 1024

/** Options of a command that reads a source. */
export interface SourceOptions {
  /** Path of an overlay that replaces the one next to the file. */
  readonly overlay: string | undefined
  /** URL of the API. */
  readonly url: string | undefined
  /** `bearer`, `basic` or `header:<name>`. */
  readonly auth: string | undefined
  /** Whether the source is a GraphQL API. */
  readonly is_graphql: boolean
  readonly getCredentials: () => Promise<Readonly<Record<string, unknown>> | undefined>
  readonly getSignal: () => AbortSignal
}

/**
 * Reads a document from a URL, from a GraphQL API, or from a file or folder with the overlay beside it.
 *
 * @throws {CommandError}
 */
export async function readSource(source: string | undefined, options: SourceOptions): Promise<SourceTexts> {
  const { overlay, url, auth } = options
  if (overlay !== undefined && auth !== undefined) throw new UsageError(ONE_OVERLAY)
  const scheme = auth === undefined ? undefined : toScheme(auth)
  const given = {
    ...(overlay !== undefined && { overlay: readText(overlay) }),
    ...(scheme !== undefined && { overlay: toOverlay(scheme) }),
  }
  const address = url === undefined ? {} : { source_url: url }
  if (source === undefined) return { ...given, ...address }
  if (/^https?:\/\//i.test(source)) {
    const document = options.is_graphql
      ? await introspect(source, scheme, options)
      : await download(source, options.getSignal())
    return { document, source_url: source, ...given, ...address }
  }
  if (options.is_graphql) throw new UsageError('With --graphql the source is the address of the API.')
  const [found, another] = attemptPath(source, () => collectDocuments(source))
  if (found === undefined || another !== undefined) {
    const message = `${source} has several documents. Name one of them.`
    throw new CommandError(EXIT.failed, 'unreadable_file', message)
  }
  if (found.overlay !== undefined && scheme !== undefined) throw new UsageError(ONE_OVERLAY)
  const beside = found.overlay === undefined ? {} : { overlay: readText(found.overlay) }
  return { document: readText(found.path), ...beside, ...given, ...address }
}

const ONE_OVERLAY = '--auth and an overlay cannot be combined. Write how to authenticate into the overlay.'

function readText(path: string): string {
  return attemptPath(path, () => readFileSync(path, 'utf8'))
}

type Scheme = Readonly<Record<string, string>>

/** Returns the security scheme of OpenAPI that `--auth` names. @throws {UsageError} */
function toScheme(auth: string): Scheme {
  const [, header] = /^header:([A-Za-z0-9-]{1,100})$/.exec(auth) ?? []
  if (header !== undefined) return { type: 'apiKey', in: 'header', name: header }
  if (auth === 'bearer' || auth === 'basic') return { type: 'http', scheme: auth }
  throw new UsageError('--auth must be bearer, basic or header:<name>.')
}

function toOverlay(scheme: Scheme): string {
  const update = { components: { securitySchemes: { [scheme.scheme ?? 'key']: scheme } } }
  const overlay = {
    overlay: '1.0.0',
    info: { title: 'Way to authenticate', version: '1' },
    actions: [{ target: '$', update }],
  }
  return `${JSON.stringify(overlay, null, 2)}\n`
}

const TYPE = `kind name${' ofType { kind name'.repeat(8)}${' }'.repeat(8)}`
const INPUTS = `{ name description defaultValue type { ${TYPE} } }`
const INTROSPECTION = `query IntrospectionQuery { __schema { queryType { name } mutationType { name } subscriptionType { name }
  types { kind name enumValues(includeDeprecated: true) { name } possibleTypes { name } inputFields ${INPUTS}
    fields(includeDeprecated: true) { name description isDeprecated args ${INPUTS} type { ${TYPE} } } } } }`

/** Asks a GraphQL API for its schema. @throws {CommandError} */
async function introspect(
  url: string,
  scheme: Scheme | undefined,
  { getCredentials, getSignal }: SourceOptions,
): Promise<string> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  const text = await download(url, getSignal(), {
    method: 'POST',
    headers: { ...headers, ...toHeaders(scheme, await getCredentials()) },
    body: JSON.stringify({ query: INTROSPECTION }),
    // A redirect would send the credentials to another address.
    redirect: 'error',
  })
  if (/^\s*\{/.test(text) && text.includes('"__schema"')) return text
  const message = `${url}: it did not return its schema: ${text.slice(0, 200)}`
  throw new CommandError(EXIT.failed, 'unreadable_url', message, 'Pass the schema as a file, with --url.')
}

/** @throws {UsageError} */
function toHeaders(
  scheme: Scheme | undefined,
  credentials: Readonly<Record<string, unknown>> | undefined,
): Record<string, string> {
  if (credentials === undefined) return {}
  if (scheme === undefined)
    throw new UsageError('BULKHEAD_CREDENTIALS needs --auth, which says how to send them.')
  const values = Object.values(credentials).map(String)
  const [first = ''] = values
  if (scheme.name !== undefined) return { [scheme.name]: first }
  const basic = Buffer.from(`${credentials.username ?? ''}:${credentials.password ?? ''}`).toString('base64')
  return { authorization: scheme.scheme === 'basic' ? `Basic ${basic}` : `Bearer ${first}` }
}

function describeStatus(status: number, isGraphql: boolean): string {
  const what = `it responded with ${status}`
  if (status !== 401 && status !== 403) return what
  return isGraphql
    ? `${what}. It requires credentials: BULKHEAD_CREDENTIALS='{"token": "…"}' with --auth bearer`
    : `${what}. It requires credentials, so download the document and pass it as a file`
}

/** Downloads a document. @throws {CommandError} */
async function download(url: string, signal: AbortSignal, init: RequestInit = {}): Promise<string> {
  const failed = (why: string) => new CommandError(EXIT.failed, 'unreadable_url', `${url}: ${why}`)
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json, application/yaml, */*' },
      ...init,
      signal,
    })
    if (!response.ok) throw failed(describeStatus(response.status, init.method === 'POST'))
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length
      if (bytes > MOST_BYTES) throw failed('it is larger than 32 MiB')
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof CommandError || signal.aborted) throw error
    const { message, cause } = error as Error
    throw failed(cause instanceof Error ? cause.message : message)
  }
  return Buffer.concat(chunks).toString()
}
