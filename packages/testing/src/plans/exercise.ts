import { getIdempotency } from '@bulkhead/contract/operation'
import { operations } from '@bulkhead/contract/operations'
import { readEpochs } from '@bulkhead/server/access/tokens/read-epochs'
import { backgroundJobs } from '@bulkhead/server/jobs/background-jobs'
import { createRecordExport } from '@bulkhead/server/records/export/record-export'
import { buildRequest } from '#http-matrix/http-request'
import type { MatrixCaller } from '#http-matrix/matrix-caller'
import type { MatrixFixture } from '#http-matrix/matrix-fixture'
import { getPlaces, isNaming, type Place } from '#http-matrix/places'
import type { MatrixOperation } from '#http-matrix/run-operation'
import { SAMPLES } from '#http-matrix/samples'
import type { HttpRequest, Send } from '#http-matrix/send'
import { createTenantFixture, renewTokens } from '#http-matrix/tenant-fixture'
import { isInSample } from '#sample'
import { type Filter, getCombinations, getFilters } from './filters.ts'
import type { StatementRecorder } from './record-statements.ts'

/** Sampling rate of a short exercise: 1 of this many operations. */
const ONE_OF_THEM_IS_PLANNED = 3

/** Steps of each job, which deletes expired rows in chunks. */
const JOB_STEPS = 3

/** Server at work on a filled database, and the callers of its operations. */
export interface Exercise {
  readonly matrixFixture: MatrixFixture
  readonly send: Send
  readonly recorder: StatementRecorder
}

/** Tokens last 15 minutes, and large tables can take longer than that. */
const RENEW_EVERY_MS = 300_000

/**
 * Calls every operation as every kind of caller that it accepts. Calls lists with every filter and every pair of
 * filters, and writes also with an idempotency key. Runs every background job.
 *
 * @param isShort Leaves out pairs of parameters, and operations that are not in the sample.
 * @returns Requests that failed because of the server.
 */
export async function exerciseServer(exercise: Exercise, isShort = false): Promise<string[]> {
  const failed: string[] = []
  let renewedAt = Number.NEGATIVE_INFINITY
  for (const operation of operations.filter((_, at) => !isShort || isInSample(at, ONE_OF_THEM_IS_PLANNED))) {
    if (performance.now() - renewedAt > RENEW_EVERY_MS) {
      await renewAll(exercise)
      renewedAt = performance.now()
    }
    for (const caller of getCallers(exercise.matrixFixture, operation))
      failed.push(...(await exerciseOperation(exercise, operation, caller, isShort)))
  }
  await exerciseJobs(exercise)
  return failed
}

async function renewAll({
  matrixFixture: { surroundings, tenantFixtures },
  recorder,
}: Exercise): Promise<void> {
  recorder.label = undefined
  for (const home of tenantFixtures) await renewTokens(surroundings.testServer, home)
}

/** Returns a caller of each kind that the operation takes, all in the busiest workspace. */
function getCallers({ callers }: MatrixFixture, operation: MatrixOperation): MatrixCaller[] {
  const kinds = operation.callers === 'anyone' ? [undefined] : operation.callers
  return kinds.flatMap((kind) => callers.find((caller) => caller.kind === kind && !caller.lacks) ?? [])
}

async function exerciseOperation(
  exercise: Exercise,
  operation: MatrixOperation,
  caller: MatrixCaller,
  isShort: boolean,
): Promise<string[]> {
  const { recorder } = exercise
  const failed: string[] = []
  const ask = async (what: string, request: HttpRequest) => {
    recorder.label = `${operation.operationId} ${caller.kind ?? 'anyone'} ${what}`.trim()
    const { status, text } = await exercise.send(request)
    if (status >= 500) failed.push(`${recorder.label}: ${status} ${text.slice(0, 200)}`)
    recorder.label = undefined
  }
  for (const place of getNamings(operation)) {
    const request = await getRequest(exercise, operation, caller, place)
    await ask(place === undefined ? '' : place.path.join('.'), request)
  }
  if (operation.method === 'GET') {
    const plain = await getRequest(exercise, operation, caller)
    const filters = getFilters(operation, caller.home.values)
    const all = getCombinations(filters).filter((one) => one.length === 1 || (!isShort && one.length > 1))
    for (const filter of all) await ask(describe(filter), withQuery(plain, filter))
  }
  if (getIdempotency(operation) !== 'none') {
    const request = await getRequest(exercise, operation, caller)
    const headers = { ...request.headers, 'idempotency-key': crypto.randomUUID() }
    await ask('with a key', { ...request, headers })
    await ask('with a key again', { ...request, headers })
  }
  return failed
}

/** Returns the ways to name the workspace: none, then each optional one. */
function getNamings(operation: MatrixOperation): (Place | undefined)[] {
  return [undefined, ...getPlaces(operation).filter(isNaming)]
}

async function getRequest(
  { matrixFixture, recorder }: Exercise,
  operation: MatrixOperation,
  caller: MatrixCaller,
  naming?: Place,
): Promise<HttpRequest> {
  recorder.label = undefined
  const { consumes, prepare, input } = SAMPLES[operation.operationId]
  const { surroundings } = matrixFixture
  const made = consumes
    ? await createTenantFixture(surroundings, caller.home.tenant, 'of one call')
    : caller.home
  const home = { ...made, ...(await prepare?.(surroundings, made)) }
  const filled = getPlaces(operation).filter((place) => place.required || place === naming)
  // Minting always names a workspace.
  const names =
    operation.operationId.endsWith('Token') && naming === undefined
      ? getPlaces(operation).filter(isNaming).slice(0, 1)
      : []
  const values = new Map(
    [...filled, ...names].map((place): [Place, string] => [place, home.values[place.reference]]),
  )
  const kinds = operation.callers === 'anyone' ? [] : operation.callers
  const plain = input?.(home, surroundings.upstream, caller.kind, naming) ?? {}
  return buildRequest(operation, plain, values, caller.headers(home, kinds))
}

function withQuery(request: HttpRequest, filter: readonly Filter[]): HttpRequest {
  const [path, query = ''] = request.url.split('?')
  const parameters = new URLSearchParams(query)
  for (const [name, value] of filter) parameters.set(name, value)
  return { ...request, url: `${path}?${parameters}` }
}

function describe(filter: readonly Filter[]): string {
  return filter.map(([name, value]) => `${name}=${value}`).join('&')
}

async function exerciseJobs({ matrixFixture, recorder }: Exercise): Promise<void> {
  const { testServer } = matrixFixture.surroundings
  const { services } = testServer.server
  const sink = { name: 'file', append: async () => {} }
  const exporting = createRecordExport(services.database, services.log, sink)
  for (const { name, step } of [...backgroundJobs(services), { name: 'export records', step: exporting }]) {
    recorder.label = `job ${name}`
    for (let steps = 0; steps < JOB_STEPS && (await step()); steps += 1);
  }
  // The server looks up a token's epochs when its memory of revocations is stale.
  const [victim] = matrixFixture.tenantFixtures
  if (victim === undefined) return
  const { organization, workspace, application } = victim.values
  recorder.label = 'page of a token that is not in memory'
  await readEpochs(services.database, {
    ...{ organization, workspace, application },
    rights: [
      { kind: 'token', subject_id: crypto.randomUUID() },
      { kind: 'token', subject_id: crypto.randomUUID() },
    ],
  })
  recorder.label = undefined
}
