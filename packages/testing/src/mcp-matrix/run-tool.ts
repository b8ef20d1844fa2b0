import type { OperationShape } from '@bulkhead/contract/operation'
import { ERROR_META } from '@bulkhead/server/mcp/protocol/create-mcp-server'
import type { Tool } from '@bulkhead/server/mcp/tools/tool'
import { isUuid } from '@bulkhead/server/platform/identifiers'
import { foreignPairs, inCapitals, malformedValues, randomValue } from '#http-matrix/foreign-values'
import type { MatrixCaller } from '#http-matrix/matrix-caller'
import { foreignTo, getMcpCallers, type MatrixFixture } from '#http-matrix/matrix-fixture'
import { normalize, spelledOut } from '#http-matrix/normalize'
import { getPlaces, ORGANIZATION_HEADER, type Place } from '#http-matrix/places'
import type { Cell } from '#http-matrix/run-operation'
import type { HttpResponse, Send } from '#http-matrix/send'
import { createTenantFixture, type TenantFixture } from '#http-matrix/tenant-fixture'
import { changesBetween, lookAfter, lookBefore } from '#http-matrix/victims'
import { getHeaders, getLeaks, getMessage, rpcRequest } from './rpc-request.ts'
import { TOOL_SAMPLES } from './tool-samples.ts'

/** Expected response: an HTTP status, or an error code in the tool's result. Neither means success. */
interface Expectation {
  readonly status?: number
  readonly code?: string
}

interface Who {
  readonly matrixFixture: MatrixFixture
  readonly send: Send
  readonly tool: Tool
  readonly caller: MatrixCaller
}

interface Asked {
  readonly cell: Cell
  readonly normalized: string
}

/**
 * Calls one tool as every caller, with every kind of value at every place that its schemas mark as a reference, and
 * checks each response. Then checks the state of the victims.
 *
 * @param isCalling Whether the caller at an index takes part.
 */
export async function* runTool(
  matrixFixture: MatrixFixture,
  send: Send,
  tool: Tool,
  isCalling: (at: number) => boolean = () => true,
): AsyncGenerator<Cell> {
  const before = await lookBefore(matrixFixture)
  for (const caller of getMcpCallers(matrixFixture).filter((_, at) => isCalling(at))) {
    const who = { matrixFixture, send, tool, caller }
    for (const place of placesOfTool(tool)) yield* runPlace(who, place)
  }
  const faults = changesBetween(before, await lookAfter(matrixFixture))
  yield { name: `${tool.name}: what the victims have`, faults }
}

/** Returns the places of a tool: each argument of any caller that refers to something, and the header. */
function placesOfTool({ input, applicationInput = input }: Tool): Place[] {
  return getPlaces({ body: applicationInput } as unknown as OperationShape)
}

async function* runPlace(who: Who, place: Place): AsyncGenerator<Cell> {
  const { matrixFixture, caller, tool } = who
  const { reference } = place
  const strangers = foreignTo(matrixFixture, caller, caller.home)
  const home = await getHome(who)
  yield (await ask(who, place, 'own', home.values[reference], home)).cell
  const foreigners = foreignPairs(reference, caller.home, strangers)
  // One value of each kind is enough if the caller must be rejected before any lookup.
  const isNobody = caller.kind === undefined || caller.kind === 'person' || caller.kind === 'connect'
  const pairs = foreigners.flatMap((pair) => [pair, ...inCapitals(reference, pair)])
  for (const { foreign, twin } of isNobody ? foreigners.slice(0, 1) : pairs) {
    const random = await ask(who, place, 'random', twin, caller.home)
    const other = await ask(who, place, 'foreign', foreign, caller.home)
    yield random.cell
    yield other.cell
    if (random.normalized !== other.normalized) {
      const faults = [`differs from a random value:\n${other.normalized}\n---\n${random.normalized}`]
      yield { name: `${tool.name}, ${caller.name}: ${place.path.join('.')}`, faults }
    }
  }
  const malformedOnes = [...malformedValues(reference), randomValue(reference)]
  for (const malformed of isNobody ? malformedOnes.slice(0, 1) : malformedOnes) {
    yield (await ask(who, place, 'malformed', malformed, caller.home)).cell
  }
}

type Origin = 'own' | 'foreign' | 'random' | 'malformed'

async function ask(
  who: Who,
  place: Place,
  origin: Origin,
  value: string,
  home: TenantFixture,
): Promise<Asked> {
  const { matrixFixture, send, tool, caller } = who
  const sample = TOOL_SAMPLES[tool.name] ?? {}
  const own = placesOfTool(tool)
    .filter((other) => other.path !== place.path && isFilled(who, other))
    .map(({ path: [name = ''], reference }): [string, string] => [name, home.values[reference]])
  const [name = ''] = place.path
  const isHeader = place.part === 'header'
  const meant = matrixFixture.tenantFixtures.find(({ values }) => values[place.reference] === value)
  const target = (origin === 'foreign' && !isHeader ? meant : undefined) ?? home
  const input = { ...sample.input?.(target), ...Object.fromEntries(own), ...(!isHeader && { [name]: value }) }
  const sentBefore = matrixFixture.upstream.arrived.length
  const response = await send(
    rpcRequest(
      '/mcp',
      'tools/call',
      { name: tool.name, arguments: input },
      {
        ...getHeaders(caller, home),
        ...(isHeader && { [ORGANIZATION_HEADER.path[0] ?? '']: value }),
      },
    ),
  )
  const sent = matrixFixture.upstream.arrived.slice(sentBefore).map(({ headers }) => headers.authorization)
  const asked = origin === 'own' ? [] : [value]
  const expectation = expected(who, place, origin, value)
  const faults = [
    ...getFaults(response, expectation),
    ...getLeaks(matrixFixture, caller, spelledOut(response, asked)),
    ...sent.filter((bearer) => bearer !== `Bearer ${home.secret}`).map((bearer) => `sends ${bearer}`),
    ...(origin === 'own' && Object.keys(expectation).length === 0 ? missing(who, home, response, sent) : []),
  ]
  return {
    cell: { name: `${tool.name}, ${caller.name}: ${origin} ${place.part}.${name}`, faults },
    normalized: normalize(response, home, asked),
  }
}

/**
 * Returns whether a place gets a value: if required, if the sample says so, or if it narrows a lookup to one
 * workspace.
 */
function isFilled({ tool, caller }: Who, { required, reference }: Place): boolean {
  const { finds, fills } = TOOL_SAMPLES[tool.name] ?? {}
  const looksAtOne = finds && caller.kind === 'application'
  return required || reference === fills || (reference === 'workspace_name' && looksAtOne === true)
}

/** Returns the response that the design requires. A success is not checked further. */
function expected({ tool, caller }: Who, place: Place, origin: Origin, value: string): Expectation {
  const { kind } = caller
  // MCP accepts no cookie: a person with a browser session is not authenticated there.
  if (caller.lacks === 'own origin') return { status: 403 }
  if (kind === undefined || kind === 'person' || kind === 'connect') return { status: 401 }
  if (place.part === 'header') {
    if (origin !== 'own') return { status: 403 }
  }
  if (!tool.operations.some(({ callers }) => callers.includes(kind))) return { code: 'not_permitted' }
  const isTaken = place.part === 'header' || isArgument(tool, kind, place)
  if (!isTaken) return { code: 'invalid_request' }
  if (origin === 'own' || place.part === 'header') return {}
  if (origin === 'malformed' && place.reference === 'workspace_name' && place.strict) {
    return MALFORMED
  }
  // A cursor is a position: it need not be of the caller's list.
  if (place.reference === 'cursor') {
    return isUuid(Buffer.from(value, 'base64url').toString()) ? {} : { code: 'invalid_request' }
  }
  // The server decides from the token alone, whether or not the id exists. A malformed id counts as a name, which
  // nothing has.
  const sample = TOOL_SAMPLES[tool.name]
  if (caller.isNarrowed && isUuid(value) && !sample?.hides) return { code: 'not_granted' }
  return sample?.finds ? {} : { code: 'connector_not_found' }
}

/** A malformed name, and a valid name that nothing has, give different errors. Either is right. */
const MALFORMED: Expectation = { code: 'invalid_request|connector_not_found|' }

function isArgument(
  { input, applicationInput = input }: Tool,
  kind: string,
  { path: [name = ''] }: Place,
): boolean {
  return Object.hasOwn((kind === 'application' ? applicationInput : input).properties, name)
}

interface ToolResponse {
  readonly result?: {
    readonly isError?: boolean
    readonly _meta?: { readonly [ERROR_META]?: { readonly code: string } }
  }
}

function getFaults({ status, text }: HttpResponse, expectation: Expectation): string[] {
  const told = `${status} ${text.slice(0, 300)}`
  if (expectation.status !== undefined) {
    return status === expectation.status ? [] : [`answers ${told} instead of ${expectation.status}`]
  }
  if (status !== 200) return [`answers ${told} instead of 200`]
  const { result } = getMessage(text) as ToolResponse
  if (result === undefined) return [`answers ${told} instead of a result`]
  const code = result.isError ? (result._meta?.[ERROR_META]?.code ?? 'none') : ''
  const codes = (expectation.code ?? '').split('|')
  return codes.includes(code) ? [] : [`answers ${told} instead of ${expectation.code ?? 'a success'}`]
}

function missing(
  { tool }: Who,
  { values }: TenantFixture,
  { text }: HttpResponse,
  sent: readonly unknown[],
): string[] {
  const { shows, sends } = TOOL_SAMPLES[tool.name] ?? {}
  const isShown = shows === undefined || text.includes(values[shows])
  return [
    ...(isShown ? [] : [`does not show the caller's own ${shows}: ${text.slice(0, 200)}`]),
    ...(sends && sent.length !== 1 ? [`sends ${sent.length} requests`] : []),
  ]
}

/**
 * Returns the caller's fixture. If the call succeeds and the tool consumes something, creates a fixture for this call.
 */
async function getHome({ matrixFixture, tool, caller }: Who): Promise<TenantFixture> {
  const { home, kind } = caller
  const isGood = kind !== undefined && tool.operations.some(({ callers }) => callers.includes(kind))
  if (!TOOL_SAMPLES[tool.name]?.consumes || !isGood || kind === 'person' || kind === 'connect') return home
  return createTenantFixture(matrixFixture.surroundings, home.tenant, 'of one call')
}
