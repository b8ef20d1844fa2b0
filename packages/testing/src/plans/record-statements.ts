import { isLockTimeout } from '@bulkhead/server/platform/database/schema/sqlstate'
import pg from 'pg'
import { getScans, type PlanNode, type Scan } from './plan.ts'

/** Statement of a transaction as the server sent it, with the database's plan for it. */
export interface RecordedStatement {
  readonly text: string
  readonly role: string
  /** Request, job or page that sent it. */
  readonly label: string
  /** `generic` for the plan of a prepared statement that does not depend on its parameters. */
  readonly plan: 'custom' | 'generic'
  readonly scans: readonly Scan[]
  /** Number of rows that it returned, or changed if it returns none. */
  readonly rows: number
  readonly ms: number
}

/** Records every statement that this process sends to a database. */
export interface StatementRecorder {
  /** Label of later statements. Undefined pauses the recording. */
  label: string | undefined
  readonly statements: readonly RecordedStatement[]
  /** Statements that ran but could not be explained, with the reason. */
  readonly unexplained: readonly string[]
  /** Restores the ordinary client. */
  stop(): void
}

type Sent = [text: unknown, values?: unknown, callback?: unknown]
type Query = (this: pg.Client, ...sent: Sent) => Promise<pg.QueryResult>

const EXPLAIN = 'explain (analyze, buffers, timing off, format json)'
const PLANNED = /^\s*(select|insert|update|delete|with)\b/i
const ROLE = /set_config\('role', '(\w+)'/
/** Matches the statement that sets a role within a transaction, by parameters. */
const TAKES_ROLE = /^select set_config\(\$1, \$2, true\)/

/**
 * Starts recording. Each statement of a transaction is explained just before it is sent, with the same parameters in
 * the same transaction, under a savepoint that is rolled back. So a new query is covered as soon as the server sends
 * it.
 *
 * @param mostOfEach Number of times that a statement of a role is explained, each time with other parameters.
 */
export function recordStatements(mostOfEach = Number.POSITIVE_INFINITY): StatementRecorder {
  const statements: RecordedStatement[] = []
  const times = new Map<string, number>()
  const failed: string[] = []
  /** Failures of explanations that waited for a lock. Undefined for a statement that was explained at another time. */
  const waited = new Map<string, string | undefined>()
  const roles = new WeakMap<pg.Client, string>()
  const query = pg.Client.prototype.query as unknown as Query
  let probes = 0

  const recorder = {
    label: undefined as string | undefined,
    statements,
    get unexplained() {
      return [...failed, ...[...waited.values()].filter((message) => message !== undefined)]
    },
    stop: () => void Object.assign(pg.Client.prototype, { query }),
  }

  function explained(this: pg.Client, ...sent: Sent): Promise<pg.QueryResult> {
    const { text, values, isNamed } = partsByDatabase(sent)
    if (/^begin\b/i.test(text)) roles.set(this, ROLE.exec(text)?.[1] ?? 'none')
    else if (/^(commit|rollback)\b/i.test(text)) roles.delete(this)
    const role = roles.get(this)
    if (role !== undefined && TAKES_ROLE.test(text)) roles.set(this, String(values[1]))
    if (recorder.label === undefined || role === undefined || !PLANNED.test(text))
      return query.apply(this, sent)
    const key = `${role} ${text}`
    const before = times.get(key) ?? 0
    if (before >= mostOfEach) return query.apply(this, sent)
    times.set(key, before + 1)
    const label = toLabel(recorder.label, role)
    const plans = [getPlan(this, text, values, 'custom')]
    if (isNamed) plans.push(getPlan(this, text, values, 'generic'))
    const result = query.apply(this, sent)
    result.then(
      async ({ rowCount }) => {
        for (const { plan, read } of plans) {
          const explanation = `${plan} ${key}`
          try {
            statements.push({ text, role, label, plan, rows: rowCount ?? 0, ...(await read) })
            waited.set(explanation, undefined)
          } catch (error) {
            const message = `${label}, ${plan}: ${(error as Error).message}: ${text}`
            if (isLockTimeout(error)) {
              if (!waited.has(explanation)) waited.set(explanation, message)
              times.delete(key)
            } else failed.push(message)
          }
        }
      },
      // The statement itself fails too, so the error of its explanation is ignored.
      () => {},
    )
    return result
  }

  /** Queues the statements that explain another one. Awaits nothing, because the client may be pipelined. */
  function getPlan(client: pg.Client, text: string, values: unknown[], plan: 'custom' | 'generic') {
    const send = (...sent: Sent) => query.apply(client, sent)
    const ignored = () => {}
    send('savepoint plan_probe').catch(ignored)
    let response: Promise<pg.QueryResult>
    if (plan === 'custom') response = send(`${EXPLAIN} ${text}`, values)
    else {
      probes += 1
      send('set local plan_cache_mode = force_generic_plan').catch(ignored)
      send(`prepare plan_probe_${probes} as ${text}`).catch(ignored)
      const given = values.length === 0 ? '' : `(${values.map(toLiteral).join(', ')})`
      response = send(`${EXPLAIN} execute plan_probe_${probes}${given}`)
      send(`deallocate plan_probe_${probes}`).catch(ignored)
    }
    const read = response.then(({ rows }) => {
      const [{ Plan, 'Execution Time': ms }] = rows[0]['QUERY PLAN'] as [Explained]
      return { scans: getScans(Plan), ms }
    })
    read.catch(ignored)
    send('rollback to savepoint plan_probe').catch(ignored)
    return { plan, read }
  }

  Object.assign(pg.Client.prototype, { query: explained })
  return recorder
}

/** No request has the rights of the operator, so a statement with these rights during a request belongs to a job. */
function toLabel(label: string, role: string): string {
  return role === 'bulkhead_operator' && !label.startsWith('job ') ? `a job during ${label}` : label
}

interface Explained {
  readonly Plan: PlanNode
  readonly 'Execution Time': number
}

function partsByDatabase([first, values]: Sent): { text: string; values: unknown[]; isNamed: boolean } {
  if (typeof first === 'string')
    return { text: first, values: Array.isArray(values) ? values : [], isNamed: false }
  const config = (first ?? {}) as { text?: string; values?: unknown[]; name?: string }
  return { text: config.text ?? '', values: config.values ?? [], isNamed: config.name !== undefined }
}

/** Returns a parameter as an SQL literal, in the form that the client would send. */
function toLiteral(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Buffer.isBuffer(value) || value instanceof Uint8Array)
    return `'\\x${Buffer.from(value).toString('hex')}'`
  if (Array.isArray(value)) return pg.escapeLiteral(`{${value.map((one) => JSON.stringify(one)).join(',')}}`)
  if (value instanceof Date) return pg.escapeLiteral(value.toISOString())
  return pg.escapeLiteral(typeof value === 'object' ? JSON.stringify(value) : String(value))
}
