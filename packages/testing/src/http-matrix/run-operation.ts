import type { OperationShape } from '@bulkhead/contract/operation'
import type { OperationId } from '@bulkhead/contract/operations'
import { forgetAttempts } from '#people'
import { isInSample } from '#sample'
import { type Expectation, expected, getFaults, getRefusal, type Origin } from './expectation.ts'
import { type ForeignPair, foreignPairs, inCapitals, malformedValues, randomValue } from './foreign-values.ts'
import { buildRequest, getMisfits } from './http-request.ts'
import type { MatrixCaller } from './matrix-caller.ts'
import { foreignTo, getCallers, isHidden, type MatrixFixture, seesOrganization } from './matrix-fixture.ts'
import { normalize, opened, spelledOut } from './normalize.ts'
import { getName, getPlaces, isNaming, type Place } from './places.ts'
import { SAMPLES } from './samples.ts'
import type { HttpRequest, Send } from './send.ts'
import { createTenantFixture, removeNamesake, type TenantFixture } from './tenant-fixture.ts'
import { changesBetween, countWorkspaces, lookAfter, lookBefore } from './victims.ts'

export type MatrixOperation = OperationShape & { readonly operationId: OperationId }

export interface Cell {
  readonly name: string
  /** Leaks to the caller and forbidden effects. Empty means success. */
  readonly faults: readonly string[]
}

/** Place under test, and the other places that are filled with own values. */
interface Seat {
  readonly place: Place
  readonly beside: readonly Place[]
  /** Whether another place also names the own workspace. */
  readonly agreeing: boolean
}

/** Response to one request. */
interface Outcome {
  readonly cell: Cell
  readonly normalized: string
}

/**
 * Calls one operation as every caller, with every kind of value at every place, and checks each response against the
 * contract. Then checks the state of the victims and, after the callers of each organization, the numbers of workspaces
 * of the others.
 *
 * @param send Sends to the server under test. The fixture is created through its own test server.
 * @param half Half of a brief run: one caller of each kind, some of the places, one foreign and one malformed value, and for
 *   some callers one request that matches no schema. Operations choose different ones, and so do the halves, one for each
 *   engine. Undefined: a whole run.
 */
export async function* runOperation(
  matrixFixture: MatrixFixture,
  send: Send,
  operation: MatrixOperation,
  half?: Half,
): AsyncGenerator<Cell> {
  await forgetAttempts(matrixFixture.surroundings.testServer)
  // In the sample, a change by an operation that only reads shows after the next one that writes. A whole run looks after each.
  const looks = half === undefined || operation.method !== 'GET'
  const victims = looks ? await lookBefore(matrixFixture) : undefined
  for (const group of getGroups(matrixFixture, operation, half)) {
    const busy = getBusy(operation, group)
    const counts = await countWorkspaces(matrixFixture, busy)
    for (const caller of group) yield* runCaller({ matrixFixture, send, operation, caller, half })
    const faults = changesBetween(counts, await countWorkspaces(matrixFixture, busy))
    const names = group.map(({ name }) => name).join(', ')
    yield { name: `${operation.operationId}, ${names}: workspaces of others`, faults }
  }
  if (victims === undefined) return
  const faults = changesBetween(victims, await lookAfter(matrixFixture))
  yield { name: `${operation.operationId}: what the victims have`, faults }
}

/** Returns a number by which callers and operations choose different parts of a sample. */
function getTurn({ matrixFixture, operation, caller }: Who): number {
  return matrixFixture.callers.indexOf(caller) + toNumber(operation)
}

/** Part of a brief run that one engine takes. */
export type Half = 0 | 1

/** Sampling rate of half a brief run: a caller tries 1 of this number of places. */
const ONE_OF_THE_SEATS = 12

/**
 * Returns the callers whose organization may get new workspaces: by their calls, or by fixtures for calls that consume
 * something.
 */
function getBusy({ operationId, callers }: MatrixOperation, group: readonly MatrixCaller[]): MatrixCaller[] {
  const isMadeHere = SAMPLES[operationId].consumes === true && callers === 'anyone'
  return group.filter(({ kind }) => kind !== undefined || isMadeHere)
}

/**
 * Returns groups of callers: those that must be rejected, and the callers of each organization, whose requests may
 * create workspaces.
 */
function getGroups(
  matrixFixture: MatrixFixture,
  operation: MatrixOperation,
  half: Half | undefined,
): MatrixCaller[][] {
  const all = getCallers(matrixFixture)
  const getKind = ({ kind, lacks, rights }: MatrixCaller) =>
    `${kind} ${lacks} ${rights?.role} ${rights?.level}`
  const kinds = [...Map.groupBy(all, getKind).values()]
  const oneOfEach = half !== undefined || (SAMPLES[operation.operationId].costly ?? false)
  const choice = toNumber(operation) + (half ?? 0)
  const callers = oneOfEach ? kinds.flatMap((alike) => alike[choice % alike.length] ?? []) : all
  const live = callers.filter(({ kind }) => kind !== undefined)
  return [
    callers.filter(({ kind }) => kind === undefined),
    ...Map.groupBy(live, ({ home }) => home.tenant).values(),
  ]
}

/** Returns a number of an operation that stays the same whatever other operations there are. */
function toNumber({ operationId }: MatrixOperation): number {
  return Buffer.from(operationId).reduce((sum, byte) => sum + byte, 0)
}

async function* runCaller(who: Who): AsyncGenerator<Cell> {
  const served = getRefusal(who.operation, who.caller) === undefined
  let refused: Outcome | undefined
  for (const [at, seat] of getSeats(who.operation).entries()) {
    if (!isInHalf(who, at)) continue
    const { own, random, others } = served ? await askAll(who, seat, at) : await askOnce(who, seat)
    refused ??= own
    const outcomes = new Set([own, random, ...others.flatMap(({ outcome, twin }) => [twin, outcome])])
    for (const { cell } of outcomes) yield cell
    yield* others.flatMap(({ outcome, twin }) => differences(outcome, twin))
    if (served) continue
    // A rejected caller must get the same response at every place, except for a wrong organization in the header.
    yield* differences(own, refused)
    if (seat.place.part !== 'header') yield* differences(random, refused)
  }
  yield* runMisfits(who)
}

/** Returns whether the run takes the place at an index. */
function isInHalf(who: Who, at: number): boolean {
  const { half } = who
  return half === undefined || isInSample(at + getTurn(who) + (half * ONE_OF_THE_SEATS) / 2, ONE_OF_THE_SEATS)
}

/** Responses at one seat. Where two must be indistinguishable, the other one too. */
interface Answers {
  readonly own: Outcome
  readonly random: Outcome
  readonly others: readonly { outcome: Outcome; twin: Outcome }[]
}

/**
 * Sends all values: each foreign one also in capitals, and every malformed one. A brief run sends one of each.
 *
 * @param at Index of the seat: seats try different values.
 */
async function askAll(who: Who, seat: Seat, at: number): Promise<Answers> {
  const { reference, strict } = seat.place
  const own = await ask(who, seat, 'own')
  const random = await ask(who, seat, 'random', randomValue(reference))
  const given = <Value>(all: readonly Value[]) =>
    all.filter((_, place) => who.half === undefined || isInSample(place + at, all.length))
  const pairs = given(getPairs(who, seat)).flatMap((pair) => [pair, ...inCapitals(reference, pair)])
  const others = []
  for (const { foreign, twin } of pairs) others.push(await askPair(who, seat, foreign, twin))
  for (const malformed of given(malformedValues(reference))) {
    const outcome = await ask(who, seat, 'malformed', malformed)
    others.push({ outcome, twin: strict || reference === 'cursor' ? outcome : random })
  }
  return { own, random, others }
}

/**
 * Sends one value of each kind, which is enough if the caller must be rejected before any lookup. A brief run sends one
 * foreign value.
 */
async function askOnce(who: Who, seat: Seat): Promise<Answers> {
  const { reference } = seat.place
  const own = await ask(who, seat, 'own')
  const random = await ask(who, seat, 'random', randomValue(reference))
  const others = []
  const all = getPairs(who, seat)
  const pairs = all.filter((_, at) => who.half === undefined || isInSample(at + getTurn(who), all.length))
  for (const { foreign, twin } of pairs) others.push(await askPair(who, seat, foreign, twin))
  const outcome = await ask(who, seat, 'malformed', malformedValues(reference)[0])
  return { own, random, others: [...others, { outcome, twin: random }] }
}

async function askPair(who: Who, seat: Seat, foreign: string, random: string) {
  const twin = await ask(who, seat, 'random', random)
  return { outcome: await ask(who, seat, 'foreign', foreign), twin }
}

function getPairs(who: Who, { place }: Seat): ForeignPair[] {
  const { caller } = who
  return foreignPairs(place.reference, caller.home, strangersTo(who, caller.home))
}

/** Returns the fixtures that the caller must not be able to tell from missing ones in this operation's responses. */
function strangersTo({ matrixFixture, operation, caller }: Who, home: TenantFixture): TenantFixture[] {
  const mayRemember = SAMPLES[operation.operationId].outlives && seesOrganization(caller)
  return foreignTo(matrixFixture, caller, home).filter(
    (other) => !mayRemember || other.tenant !== home.tenant,
  )
}

function differences({ cell, normalized }: Outcome, other: Outcome): Cell[] {
  if (normalized === other.normalized) return []
  const faults = [`differs from ${other.cell.name}:\n${normalized}\n---\n${other.normalized}`]
  return [{ name: cell.name, faults }]
}

/**
 * Returns a seat for each place with the required places. A place that names the workspace is also tried together with
 * its other names.
 */
function getSeats(operation: MatrixOperation): Seat[] {
  const places = getPlaces(operation)
  const required = places.filter((place) => place.required)
  const namings = places.filter(isNaming)
  return places.flatMap((place): Seat[] => {
    const others = required.filter((other) => other !== place)
    const names = namings.filter((other) => other !== place)
    const alone = { place, beside: others, agreeing: false }
    const agreeing = { place, beside: [...others, ...names], agreeing: true }
    if (names.length === 0) return [alone]
    // A field that names the workspace is also tried alone, without another field that contradicts it.
    const namesOne = isNaming(place) || place.reference === 'workspace_name'
    return namesOne ? [alone, agreeing] : [agreeing]
  })
}

interface Who {
  readonly matrixFixture: MatrixFixture
  readonly send: Send
  readonly operation: MatrixOperation
  readonly caller: MatrixCaller
  readonly half: Half | undefined
}

async function ask(who: Who, seat: Seat, origin: Origin, given?: string): Promise<Outcome> {
  const { matrixFixture, operation, caller } = who
  const { place, agreeing } = seat
  const expectation = expected(operation, caller, place, origin, agreeing, seat.beside)
  const home = await getHome(who, expectation)
  if (SAMPLES[operation.operationId].counted) await forgetAttempts(matrixFixture.surroundings.testServer)
  const value = given ?? home.values[place.reference]
  const response = await who.send(getRequest(who, home, seat.beside, [place, value]))
  const named = place.part === 'body' && place.reference === 'workspace_name'
  if (named && origin === 'foreign' && expectation.code === undefined)
    await removeNamesake(matrixFixture.surroundings, home.tenant, value)
  const faults = [
    ...getFaults(response, expectation),
    ...getLeaks(who, home, spelledOut(response, origin === 'own' && !isHidden(caller) ? [] : [value])),
    ...(origin === 'own' && expectation.code === undefined && !isHidden(caller)
      ? missing(operation, place, home, opened(response.text))
      : []),
  ]
  const name = `${operation.operationId}, ${caller.name}: ${origin} ${getName(place)}${agreeing ? ', own workspace named too' : ''}`
  return {
    cell: { name, faults },
    normalized: normalize(response, home, origin === 'own' ? [] : [value]),
  }
}

/** Returns the caller's fixture. If the call succeeds and consumes something, creates a fixture for this call. */
async function getHome(
  { matrixFixture, operation, caller }: Who,
  { code }: Expectation,
): Promise<TenantFixture> {
  const { home } = caller
  const { owner, role } = home
  const { consumes, prepare } = SAMPLES[operation.operationId]
  if (code !== undefined || (!consumes && !prepare)) return home
  const made = consumes ? await createOwn() : home
  return { ...made, ...(await prepare?.(matrixFixture.surroundings, made)) }

  async function createOwn(): Promise<TenantFixture> {
    const made = await createTenantFixture(matrixFixture.surroundings, home.tenant, 'of one call')
    const fixture = (await caller.enter?.(made)) ?? made
    const { person, session } = home.values
    return { ...fixture, owner, ...(role && { role }), values: { ...fixture.values, person, session } }
  }
}

function getRequest(
  { matrixFixture, operation, caller }: Who,
  home: TenantFixture,
  beside: readonly Place[],
  filled?: readonly [Place, string],
): HttpRequest {
  const own = beside.map((other): [Place, string] => [other, home.values[other.reference]])
  const { input } = SAMPLES[operation.operationId]
  const plain = input?.(home, matrixFixture.surroundings.upstream, caller.kind, filled?.[0]) ?? {}
  const kinds = operation.callers === 'anyone' ? [] : operation.callers
  const values = new Map(filled === undefined ? own : [...own, filled])
  return buildRequest(operation, plain, values, caller.headers(home, kinds))
}

/** Returns secrets of other tenants and workspaces that a response reveals. */
function getLeaks(who: Who, home: TenantFixture, told: string): string[] {
  const text = told.toLowerCase()
  return strangersTo(who, home).flatMap(({ label, tenant, secret, values }) => {
    const { workspace, workspace_name, connector, organization } = values
    const secrets = [workspace, workspace_name, connector, secret]
    if (tenant !== home.tenant) secrets.push(organization, tenant.client_id)
    return secrets.filter((known) => text.includes(known)).map((known) => `tells ${known} of ${label}`)
  })
}

function missing(
  { operationId }: MatrixOperation,
  place: Place,
  home: TenantFixture,
  text: string,
): string[] {
  const { shows, partial } = SAMPLES[operationId]
  return shows === undefined || partial?.includes(getName(place)) || text.includes(home.values[shows])
    ? []
    : [`does not show the caller's own ${shows}: ${text.slice(0, 200)}`]
}

async function* runMisfits(who: Who): AsyncGenerator<Cell> {
  const { send, operation, caller, half } = who
  const places = getPlaces(operation).filter((place) => place.required || isNaming(place))
  const refusal = getRefusal(operation, caller)
  const misfits = getMisfits(operation, getRequest(who, caller.home, places))
  const turn = getTurn(who)
  const given = misfits.filter(
    (_, place) => half === undefined || (turn % 2 === half && (place + turn) % misfits.length === 0),
  )
  for (const [what, request] of given) {
    const response = await send(request)
    const expectation: Expectation = refusal ?? { status: response.status, code: MISFIT }
    yield {
      name: `${operation.operationId}, ${caller.name}: ${what}`,
      faults: [...getFaults(response, expectation), ...getLeaks(who, caller.home, spelledOut(response, []))],
    }
  }
}

const MISFIT = /^(invalid_request|malformed_json|unsupported_media_type)$/
