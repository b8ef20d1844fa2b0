import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { faultOfWorkspaceName } from '@bulkhead/contract/values/workspace-name'
import type { Bulkhead } from '@bulkhead/sdk'
import { AuthenticationError, BulkheadError, ConnectionError, TimeoutError } from '@bulkhead/sdk'
import type { Call } from '#command/command'
import { EXIT, UsageError } from '#command/command-error'
import { type Configuration, getConfiguration } from '#commands/connectors/templates'
import { printRows, shownBy } from '#output/print'
import { openClient } from '#profile/open-clients'
import { showWaiting, type WaitingLine } from '#terminal/show-waiting'
import { type Connection, textIn } from './connection.ts'
import { findService } from './find-service.ts'
import { isOpen, readExport } from './read-export.ts'
import { type OAuthClient, type Taken, toConnector } from './to-connector.ts'

/** Row of the printed table. */
interface Row {
  readonly connection: string
  readonly workspace: string | null
  readonly service: string
  outcome: 'create' | 'created' | 'exists' | 'cannot' | 'failed'
  reason: string | null
  readonly job?: Job
}

interface Job {
  readonly workspace: string
  readonly template_id: string
  readonly name: string
  readonly taken: Exclude<Taken, { fault: string }>
}

/** Service of the export, with its definition on the server. */
interface Service {
  readonly slug: string
  readonly definition_id: string
  readonly template_id: string
  readonly configuration: Configuration
}

const AT_ONCE = 4
const NAME_MAX = 100
/** Number of connectors between two lines of progress, if standard error is no screen. */
const REPORT_EVERY = 1_000
const GO_ON = 'Run the same command again: it continues with the connections that are not there yet.'

/** Plans the connectors of an export and, with `--apply`, creates them. Returns the exit code. */
export async function importConnections(
  call: Call,
  source: string,
  read: (entry: unknown) => Connection,
): Promise<number> {
  const { args, flags, terminal } = call
  for (const path of args.filter(isOpen)) {
    terminal.stderr.write(`${path} holds secrets and others can read it: chmod 600 ${path}\n`)
  }
  const connections = args.flatMap((path) =>
    readExport(path).map((entry, index) => {
      const connection = read(entry)
      const place = `${basename(path)}, entry ${index + 1}`
      return { ...connection, title: connection.id === '' ? place : connection.id }
    }),
  )
  const line = showWaiting(terminal, 'Waiting for the server')
  let rows: readonly Row[]
  let end: string | undefined
  try {
    rows = await plan(call, source, connections, line)
    if (flags.apply === true) end = await apply(call, source, rows, line)
  } finally {
    line.end()
  }
  const columns = ['connection', 'workspace', 'service', 'outcome', 'reason'] as const
  await printRows(
    terminal,
    rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]]))),
    { ...shownBy(call, columns), columns: Object.fromEntries(columns.map((column) => [column, column])) },
  )
  terminal.stderr.write(`${summarize(rows)}\n`)
  if (flags.apply !== true) terminal.stderr.write('Nothing was changed. To do it: --apply\n')
  if (end !== undefined) terminal.stderr.write(`${end}\n${GO_ON}\n`)
  return end !== undefined || rows.some(({ outcome }) => outcome === 'cannot' || outcome === 'failed')
    ? EXIT.failed
    : EXIT.done
}

function summarize(rows: readonly Row[]): string {
  const counts = (['create', 'created', 'exists', 'cannot', 'failed'] as const)
    .map((outcome) => ({ outcome, count: rows.filter((row) => row.outcome === outcome).length }))
    .filter(({ count }) => count > 0)
  return `${rows.length} connections: ${counts.map(({ outcome, count }) => `${count} ${outcome}`).join(', ') || 'none'}.`
}

async function plan(
  call: Call,
  source: string,
  connections: readonly (Connection & { readonly title: string })[],
  line: WaitingLine,
): Promise<readonly Row[]> {
  const { flags, signal } = call
  const bulkhead = openClient(call)
  const clients = readClients(flags.clients)
  const given = new Map(((flags.service ?? []) as readonly string[]).map(splitPair))
  const services = await findServices(bulkhead, connections, given, signal)
  const known = new Set<string>()
  // Connectors of all workspaces: the workspace may have been renamed since.
  for await (const connector of bulkhead.organization.connectors({}, { signal })) {
    known.add(toKey(connector.connector_definition_id, connector.connector_name))
    if (known.size % 1000 === 0) line.say(`${known.size} connectors are there`)
  }
  return connections.map((connection) => {
    const { id, title, workspace, fault } = connection
    const service = services.get(connection.service)
    const row = {
      connection: title,
      workspace: workspace ?? null,
      service: service?.slug ?? connection.service,
    }
    const cannot = (reason: string): Row => ({ ...row, outcome: 'cannot', reason })
    if (fault !== undefined) return cannot(fault)
    if (workspace === undefined) return cannot('it names no customer, so there is no workspace for it')
    const wrong = faultOfWorkspaceName(workspace)
    if (wrong !== undefined) return cannot(`the name of its workspace ${wrong}`)
    if (service === undefined)
      return cannot('the server has no such definition; --service says which one it is')
    const name = toName(source, id)
    const key = toKey(service.definition_id, name)
    if (known.has(key)) return { ...row, outcome: 'exists', reason: null }
    const taken = toConnector(connection, service.configuration, clients.get(service.slug))
    if ('fault' in taken) return cannot(taken.fault)
    known.add(key)
    const job = { workspace, template_id: service.template_id, name, taken }
    return { ...row, outcome: 'create', reason: taken.note ?? null, job }
  })
}

/** Finds the definitions of services, each with its required configuration. */
async function findServices(
  bulkhead: Bulkhead,
  connections: readonly Connection[],
  given: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Service>> {
  const { templates } = bulkhead.workspace()
  const bySlug = new Map<string, { id: string; actor_definition_id: string }>()
  for await (const template of templates.list({ signal })) {
    if (template.connector_name !== null && template.connector_name !== undefined)
      bySlug.set(template.connector_name, template)
  }
  const services = new Map<string, Service>()
  for (const name of new Set(connections.map(({ service }) => service))) {
    const slug = findService(name, bySlug.keys(), given)
    const template = slug === undefined ? undefined : bySlug.get(slug)
    if (slug === undefined || template === undefined) continue
    const detailed = await templates.get(template.id, { signal })
    services.set(name, {
      slug,
      definition_id: template.actor_definition_id,
      template_id: template.id,
      configuration: getConfiguration(detailed),
    })
  }
  return services
}

/** Creates the connectors. Returns the reason if it ended early. */
async function apply(
  call: Call,
  source: string,
  rows: readonly Row[],
  line: WaitingLine,
): Promise<string | undefined> {
  const { terminal, signal, flags } = call
  const bulkhead = openClient(call)
  const jobs = rows.filter((row) => row.job !== undefined)
  let [next, done] = [0, 0]
  let end: string | undefined
  const work = async () => {
    while (end === undefined) {
      const row = jobs[next++]
      if (row?.job === undefined) return
      const { workspace, template_id, name, taken } = row.job
      const connector = {
        source_template_id: template_id,
        name,
        credentials: taken.credentials,
        ...(Object.keys(taken.replication_config).length > 0 && {
          replication_config: taken.replication_config,
        }),
        check: flags.check === true,
      }
      try {
        const idempotencyKey = `import-${hash(`${source}\n${name}\n${workspace}\n${JSON.stringify(connector)}`)}`
        await bulkhead.workspace(workspace).connectors.create(connector, { signal, idempotencyKey })
        row.outcome = 'created'
      } catch (error) {
        if (signal.aborted) {
          end ??= `Interrupted after ${done} of ${jobs.length} connectors.`
          return
        }
        if (!(error instanceof BulkheadError)) throw error
        const reason = `${error.code}: ${error.message}`
        if (endsImport(error)) {
          end ??= `Ended after ${done} of ${jobs.length} connectors. ${reason}`
          return
        }
        row.outcome = 'failed'
        row.reason = reason
      }
      done += 1
      line.say(`${done} of ${jobs.length} connectors`)
      if (terminal.stderr.isTTY !== true && done % REPORT_EVERY === 0)
        terminal.stderr.write(`${done} of ${jobs.length} connectors\n`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  if (signal.aborted && end !== undefined) {
    terminal.stderr.write(`${end}\n${GO_ON}\n`)
    signal.throwIfAborted()
  }
  return end
}

/** Returns whether the rest would fail as well: the server is gone, or no longer accepts the caller. */
function endsImport(error: BulkheadError): boolean {
  const isGone = error instanceof ConnectionError && !(error instanceof TimeoutError)
  return isGone || error instanceof AuthenticationError
}

/** Returns the name of a connector, by which a second import recognizes the connection. */
function toName(source: string, id: string): string {
  const name = `${source} ${id.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()}`.normalize('NFC')
  return name.length <= NAME_MAX ? name : `${name.slice(0, NAME_MAX - 17).trim()} ${hash(id).slice(0, 16)}`
}

function toKey(...parts: readonly string[]): string {
  return parts.join('\n')
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 40)
}

function splitPair(typed: string): readonly [string, string] {
  const at = typed.indexOf('=')
  if (at > 0) return [typed.slice(0, at), typed.slice(at + 1)]
  throw new UsageError(`--service takes name=slug, but ${typed} has no name.`)
}

/** Reads OAuth clients by slug. @throws {UsageError} */
function readClients(path: unknown): ReadonlyMap<string, OAuthClient> {
  if (typeof path !== 'string') return new Map()
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    // The parser's message may quote a secret.
    throw new UsageError(`--clients: ${path} is no file of JSON.`)
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
