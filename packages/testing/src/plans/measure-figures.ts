import { createConnector } from '@bulkhead/contract/connectors'
import { getToolCallStatistics, listToolCalls } from '@bulkhead/contract/tool-calls'
import { backgroundJobs } from '@bulkhead/server/jobs/background-jobs'
import { buildRequest } from '#http-matrix/http-request'
import { SAMPLES } from '#http-matrix/samples'
import type { HttpRequest } from '#http-matrix/send'
import type { Exercise } from './exercise.ts'
import type { StatementRecorder } from './record-statements.ts'

/** Duration of a request or of a step of a job. */
export interface Figure {
  readonly label: string
  readonly times: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly mostMs: number
  /** Number of rejected requests, for example because a query reached its time limit. */
  readonly failed: number
  /** Rows of tables and indexes that its statements read, and their pages, for one run. */
  readonly rows: number
  readonly pages: number
}

/** Number of runs of each request. There are fewer if they take longer than {@link MOST_MS} together. */
const TIMES = 30
const MOST_MS = 20_000
const AT_ONCE = 40
const DAY_MS = 86_400_000
const JOBS = ['expire records', 'forget idempotency keys']

/**
 * Measures operations whose cost could grow with the number of calls or keys: charts, lists, keyed writes,
 * retention.
 */
export async function measureFigures(exercise: Exercise): Promise<Figure[]> {
  const { recorder, matrixFixture } = exercise
  const figures: Figure[] = []
  let failed = 0
  const measure = async (label: string, work: () => Promise<unknown>, time = timed) => {
    recorder.label = label
    await work()
    recorder.label = undefined
    failed = 0
    const taken = await time(work)
    figures.push({ ...getFigure(recorder, label, taken), failed })
  }
  for (const { label, request } of await getRequests(exercise)) {
    const send = async () => {
      const { status, text } = await exercise.send(request())
      if (status === 503) failed += 1
      else if (status >= 400) throw new Error(`${label}: ${status} ${text.slice(0, 200)}`)
    }
    await measure(label, send)
    if (request().method === 'POST') await measure(`${label}, ${AT_ONCE} at once`, send, timedAtOnce)
  }
  const { services } = matrixFixture.surroundings.testServer.server
  for (const { name, step } of backgroundJobs(services))
    if (JOBS.includes(name)) await measure(`job ${name}`, step)
  return figures
}

interface TimedRequest {
  readonly label: string
  /** Builds the request, with a new idempotency key if it takes one. */
  request(): HttpRequest
}

async function getRequests({ matrixFixture }: Exercise): Promise<TimedRequest[]> {
  const { testServer, upstream } = matrixFixture.surroundings
  const [home] = matrixFixture.tenantFixtures
  if (home === undefined) throw new Error('There is no workspace to measure.')
  const { connector, workspace, workspace_name } = home.values
  // Earlier tokens may have expired while tables were filled.
  const application = await testServer.applicationToken(home.tenant)
  const scoped = (await testServer.mint({ token: application }, workspace_name)).token
  const ask = (
    operation: typeof listToolCalls | typeof getToolCallStatistics,
    query: Readonly<Record<string, string>>,
    token = application,
  ) => ({
    label:
      `${operation.operationId} ${token === scoped ? 'scoped' : 'application'} ${new URLSearchParams(query)}`.trim(),
    request: () => buildRequest(operation, { query }, new Map(), { authorization: `Bearer ${token}` }),
  })
  const write = (label: string, headers: () => Readonly<Record<string, string>>): TimedRequest => ({
    label: `createConnector ${label}`,
    request: () =>
      buildRequest(
        createConnector,
        SAMPLES.createConnector.input?.(home, upstream, 'scoped', undefined) ?? {},
        new Map(),
        { authorization: `Bearer ${scoped}`, ...headers() },
      ),
  })
  const since = (days: number) => ({ since: new Date(Date.now() - days * DAY_MS).toISOString() })
  const filters = [
    { connector_id: connector },
    { workspace_id: workspace },
    { status: 'error' },
    { code: 'upstream_error' },
    { entity: 'rarities' },
  ]
  const spans = [1, 7, 30, 90].map(since)
  return [
    ...[...spans, ...filters.map((filter) => ({ ...since(30), ...filter }))].map((query) =>
      ask(getToolCallStatistics, query),
    ),
    ...spans.map((query) => ask(getToolCallStatistics, query, scoped)),
    ...[{}, ...filters, { code: 'egress_refused' }].map((query) => ask(listToolCalls, query)),
    write('without a key', () => ({})),
    write('with a key', () => ({ 'idempotency-key': crypto.randomUUID() })),
  ]
}

/** Measures work several times, one run after the other. @returns Milliseconds of each run. */
export async function timed(work: () => Promise<unknown>): Promise<number[]> {
  const began = performance.now()
  const taken: number[] = []
  while (taken.length < TIMES && performance.now() - began < MOST_MS) taken.push(await measureTime(work))
  return taken
}

function timedAtOnce(work: () => Promise<unknown>): Promise<number[]> {
  return Promise.all(Array.from({ length: AT_ONCE }, () => measureTime(work)))
}

async function measureTime(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

export function getFigure({ statements }: StatementRecorder, label: string, taken: readonly number[]) {
  const sorted = taken.toSorted((one, other) => one - other)
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0
  // Jobs run at the same time, with the operator's role.
  const isOwn = (role: string) => label.startsWith('job ') || role !== 'bulkhead_operator'
  const scans = statements
    .filter((statement) => statement.label === label && statement.plan === 'custom' && isOwn(statement.role))
    .flatMap((statement) => statement.scans)
  return {
    label,
    times: taken.length,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    mostMs: at(1),
    rows: scans.reduce((sum, { rows, removed }) => sum + rows + removed, 0),
    pages: scans.reduce((sum, scan) => sum + scan.pages, 0),
  }
}
