import {
  AuthenticationError,
  type Bulkhead,
  BulkheadError,
  ConnectionError,
  ServerError,
  TimeoutError,
} from '@bulkhead/sdk'
import type { Call } from '#command/command'
import { EXIT } from '#command/command-error'
import { HOW_TO_MAKE_WORKSPACES } from '#command/report-error'
import { printRows, shownBy } from '#output/print'
import { showWaiting, type WaitingLine } from '#terminal/show-waiting'
import type { Connection } from './connection.ts'
import { hash, openSource, type Place, type Source } from './open-source.ts'
import { isOpen } from './read-export.ts'

/** Row of the printed table. It holds no secret. */
interface Row {
  readonly connection: string
  workspace: string | null
  readonly service: string
  outcome: 'create' | 'created' | 'exists' | 'cannot' | 'failed'
  reason: string | null
}

const AT_ONCE = 4
/** Reason of a connection whose workspace does not exist and cannot be made by the caller. */
const NO_WORKSPACE = 'its workspace does not exist, and only an application can create workspaces'
/** Number of connectors between two lines of progress, if standard error is no screen. */
const REPORT_EVERY = 1_000
const GO_ON = 'Run the same command again: it continues with the connections that are missing.'

/** Plans the connectors of an export and, with `--apply`, creates them. Returns the exit code. */
export async function importConnections(
  call: Call,
  source: string,
  read: (entry: unknown) => Connection,
): Promise<number> {
  const { args, flags, terminal } = call
  for (const path of args.filter(isOpen)) {
    terminal.stderr.write(`${path} contains secrets and others can read it: chmod 600 ${path}\n`)
  }
  const line = showWaiting(terminal, 'Waiting for the server')
  let rows: readonly Row[]
  let end: string | undefined
  try {
    const opened = await openSource(call, source, read)
    rows = await plan(call, opened, line)
    if (flags.apply === true) end = await apply(call, source, opened, rows, line)
  } finally {
    line.end()
  }
  const columns = ['connection', 'workspace', 'service', 'outcome', 'reason'] as const
  await printRows(
    terminal,
    rows.map((row) => ({ ...row })),
    { ...shownBy(call, columns), columns: Object.fromEntries(columns.map((column) => [column, column])) },
  )
  terminal.stderr.write(`${summarize(rows)}\n`)
  if (rows.some(({ reason }) => reason === NO_WORKSPACE)) terminal.stderr.write(`${HOW_TO_MAKE_WORKSPACES}\n`)
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
  { signal }: Call,
  { bulkhead, kind, read, place, take }: Source,
  line: WaitingLine,
): Promise<readonly Row[]> {
  /** Names of the workspaces of connectors. */
  const known = new Map<string, string>()
  // Connectors of all workspaces: the workspace may have been renamed since.
  for await (const connector of bulkhead.organization.connectors({}, { signal })) {
    known.set(toKey(connector.connector_definition_id, connector.connector_name), connector.workspace_name)
    if (known.size % 1000 === 0) line.say(`${known.size} connectors exist`)
  }
  const workspaces = kind === 'application' ? undefined : await getWorkspaceNames(bulkhead, signal)
  const rows: Row[] = []
  for (const connection of read()) {
    const placed = await place(connection)
    const row = {
      connection: connection.title,
      workspace: connection.workspace ?? null,
      service: placed.service?.slug ?? connection.service,
    }
    rows.push({ ...row, ...getOutcome(placed) })

    function getOutcome(placed: Place): Partial<Row> & Pick<Row, 'outcome' | 'reason'> {
      if ('fault' in placed) return { outcome: 'cannot', reason: placed.fault }
      const { service, name, workspace } = placed
      const key = toKey(service.definition_id, name)
      const holder = known.get(key)
      if (holder !== undefined) {
        const reason =
          holder === workspace ? null : `it is already in this workspace; this run would use ${workspace}`
        return { outcome: 'exists', workspace: holder, reason }
      }
      if (workspaces?.has(workspace) === false) return { outcome: 'cannot', reason: NO_WORKSPACE }
      const taken = take(connection, service)
      if ('fault' in taken) return { outcome: 'cannot', reason: taken.fault }
      known.set(key, workspace)
      return { outcome: 'create', reason: taken.note ?? null }
    }
  }
  return rows
}

/** Returns the current and former names of all workspaces that the caller reaches. */
async function getWorkspaceNames(bulkhead: Bulkhead, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const names = new Set<string>()
  for await (const { name, aliases } of bulkhead.workspaces.list({ limit: 100 }, { signal })) {
    for (const one of [name, ...aliases]) names.add(one)
  }
  return names
}

/** Creates the connectors. Returns the reason if it ended early. */
async function apply(
  call: Call,
  source: string,
  { bulkhead, read, place, take }: Source,
  rows: readonly Row[],
  line: WaitingLine,
): Promise<string | undefined> {
  const { terminal, signal, flags } = call
  const total = rows.filter(({ outcome }) => outcome === 'create').length
  const connections = read()[Symbol.iterator]()
  let [next, done] = [0, 0]
  let end: string | undefined
  const work = async () => {
    while (end === undefined) {
      const row = rows[next++]
      const { value: connection } = connections.next()
      if (row === undefined) return
      if (row.outcome !== 'create') continue
      if (connection?.title !== row.connection) {
        end ??= 'The export has changed since it was planned.'
        return
      }
      const placed = await place(connection)
      if ('fault' in placed) continue
      const { workspace, service, name } = placed
      const taken = take(connection, service)
      if ('fault' in taken) continue
      const connector = {
        source_template_id: service.template_id,
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
          end ??= ''
          return
        }
        if (!(error instanceof BulkheadError)) throw error
        const reason = `${error.code}: ${error.message}`
        if (endsImport(error)) {
          end ??= reason
          return
        }
        row.outcome = 'failed'
        row.reason = reason
      }
      done += 1
      line.say(`${done} of ${total} connectors`)
      if (terminal.stderr.isTTY !== true && done % REPORT_EVERY === 0)
        terminal.stderr.write(`${done} of ${total} connectors\n`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  // The other connectors that were in progress are done by now.
  const after = `after ${done} of ${total} connectors.`
  if (signal.aborted && end !== undefined) {
    terminal.stderr.write(`Interrupted ${after}\n${GO_ON}\n`)
    signal.throwIfAborted()
  }
  return end === undefined ? undefined : `Ended ${after} ${end}`
}

/** Returns whether the rest would fail as well: the server is gone or busy, or no longer accepts the caller. */
function endsImport(error: BulkheadError): boolean {
  const isGone = error instanceof ConnectionError && !(error instanceof TimeoutError)
  const isAway = error instanceof ServerError && error.status > 500
  return isGone || isAway || error.code === 'rate_limited' || error instanceof AuthenticationError
}

function toKey(...parts: readonly string[]): string {
  return parts.join('\n')
}
