import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { faultOfWorkspaceName } from '@bulkhead/contract/values/workspace-name'
import { Bulkhead } from '@bulkhead/sdk'
import type { Call } from '#command/command'
import { UsageError } from '#command/command-error'
import { splitPair } from '#command/split-pair'
import { type Configuration, getConfiguration } from '#commands/connectors/templates'
import { openSession, type Session } from '#profile/session'
import { type Connection, textIn } from './connection.ts'
import { isRereadable, readExport } from './read-export.ts'
import { type OAuthClient, type Taken, toConnector } from './to-connector.ts'

/** Slugs of the catalog by the names that other platforms use, reduced to letters and digits. */
const NAMES: Readonly<Record<string, string>> = {
  airtablepat: 'airtable',
  amazonsellingpartner: 'amazon-seller-partner',
  atlassian: 'jira',
  clickup: 'clickup-api',
  facebook: 'facebook-marketing',
  githubpat: 'github',
  gitlabpat: 'gitlab',
  gongoauth: 'gong',
  googleanalytics: 'google-analytics-data-api',
  googlemail: 'gmail',
  greenhousebasic: 'greenhouse',
  linkedin: 'linkedin-ads',
  metaads: 'facebook-marketing',
  paypal: 'paypal-transaction',
  sentryoauth: 'sentry',
  snapchat: 'snapchat-marketing',
  snapchatads: 'snapchat-marketing',
  stripeapp: 'stripe',
  tiktokads: 'tiktok-marketing',
  zendesk: 'zendesk-support',
  zoho: 'zoho-crm',
}

/** Connection with its name in messages. */
export type Titled = Connection & { readonly title: string }

/** Service of the export, with its definition on the server. */
export interface Service {
  readonly slug: string
  readonly definition_id: string
  readonly template_id: string
  readonly configuration: Configuration
}

/** Place of a connector, or the reason why its connection cannot be imported. */
export type Place =
  | { readonly fault: string; readonly service: Service | undefined }
  | { readonly workspace: string; readonly service: Service; readonly name: string }

/** Export with the server's definitions. Connections are read one by one, since they hold credentials. */
export interface Source {
  readonly bulkhead: Bulkhead
  /** Kind of the caller. Only an application makes workspaces. */
  readonly kind: Session['kind']
  /** Reads the export from its beginning. */
  read(): Iterable<Titled>
  place(connection: Titled): Promise<Place>
  /** Returns the credentials and settings of the connector. */
  take(connection: Titled, service: Service): Taken
}

/** Retries of a request. The SDK waits 8 to 16 seconds for all of them, in which most servers have restarted. */
const RETRIES = 5
const NAME_MAX = 100

/**
 * Opens the export and asks the server for its definitions.
 *
 * @param source Platform that the export is of.
 */
export async function openSource(
  call: Call,
  source: string,
  read: (entry: unknown) => Connection,
): Promise<Source> {
  const { args, flags, signal } = call
  const { client, kind } = openSession(call)
  const bulkhead = new Bulkhead({ ...client, maxRetries: RETRIES })
  const clients = readClients(flags.clients)
  const typed = (flags.service ?? []) as readonly string[]
  const given = new Map(typed.map((pair) => splitPair(pair, '--service must be name=slug')))
  const getService = await openServices(bulkhead, given, signal)
  // A pipe can be read only once.
  const kept = new Map(
    args.filter((path) => !isRereadable(path)).map((path) => [path, [...readExport(path)]]),
  )
  return {
    bulkhead,
    kind,
    *read() {
      for (const path of args) {
        let number = 0
        for (const entry of kept.get(path) ?? readExport(path)) {
          number += 1
          const connection = read(entry)
          const title = connection.id === '' ? `${basename(path)}, entry ${number}` : connection.id
          yield { ...connection, title }
        }
      }
    },
    async place(connection) {
      const { id, workspace } = connection
      const service = await getService(connection.service)
      const cannot = (fault: string) => ({ fault, service })
      if (connection.fault !== undefined) return cannot(connection.fault)
      if (workspace === undefined) return cannot('it names no customer, so there is no workspace for it')
      const wrong = faultOfWorkspaceName(workspace)
      if (wrong !== undefined) return cannot(`the name of its workspace ${wrong}`)
      if (service === undefined)
        return cannot('the server has no such definition; --service says which one it is')
      return { workspace, service, name: toName(source, id) }
    },
    take: (connection, { slug, configuration }) => toConnector(connection, configuration, clients.get(slug)),
  }
}

/** Returns a function that finds the definition for a service of the export, with its required configuration. */
async function openServices(
  bulkhead: Bulkhead,
  given: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<(name: string) => Promise<Service | undefined>> {
  const { templates } = bulkhead.workspace()
  const bySlug = new Map<string, { id: string; actor_definition_id: string }>()
  for await (const template of templates.list({ signal })) {
    if (template.connector_name !== null && template.connector_name !== undefined)
      bySlug.set(template.connector_name, template)
  }
  const services = new Map<string, Promise<Service | undefined>>()
  const find = async (name: string): Promise<Service | undefined> => {
    const slug = findService(name, bySlug.keys(), given)
    const template = slug === undefined ? undefined : bySlug.get(slug)
    if (slug === undefined || template === undefined) return undefined
    const detailed = await templates.get(template.id, { signal })
    return {
      slug,
      definition_id: template.actor_definition_id,
      template_id: template.id,
      configuration: getConfiguration(detailed),
    }
  }
  return (name) => {
    const service = services.get(name) ?? find(name)
    services.set(name, service)
    return service
  }
}

/** Returns the name of a connector, by which a second import recognizes the connection. */
function toName(source: string, id: string): string {
  const name = `${source} ${id.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()}`.normalize('NFC')
  return name.length <= NAME_MAX ? name : `${name.slice(0, NAME_MAX - 17).trim()} ${hash(id).slice(0, 16)}`
}

/** Returns 40 hexadecimal digits that stand for a string. */
export function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 40)
}

/** Reads OAuth clients by slug. @throws {UsageError} */
function readClients(path: unknown): ReadonlyMap<string, OAuthClient> {
  if (typeof path !== 'string') return new Map()
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    // The parser's message may quote a secret.
    throw new UsageError(`--clients: ${path} is not a JSON file.`)
  }
  return new Map(
    Object.entries(value as object).map(([slug, client]) => {
      const [client_id, client_secret] = [textIn(client, 'client_id'), textIn(client, 'client_secret')]
      if (client_id === undefined || client_secret === undefined)
        throw new UsageError(`--clients: ${slug} needs client_id and client_secret.`)
      return [slug, { client_id, client_secret }]
    }),
  )
}

/**
 * Finds the definition that belongs to a provider of another platform.
 *
 * @param slugs Slugs of the definitions that the server knows.
 * @param given Slugs by provider, from the command line.
 */
function findService(
  provider: string,
  slugs: Iterable<string>,
  given: ReadonlyMap<string, string>,
): string | undefined {
  const plain = toPlain(provider)
  const wanted = given.get(provider) ?? (Object.hasOwn(NAMES, plain) ? NAMES[plain] : undefined) ?? provider
  for (const slug of slugs) if (toPlain(slug) === toPlain(wanted)) return slug
  return undefined
}

function toPlain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}
