import type { Caller, OperationShape } from '@bulkhead/contract/operation'
import { type OperationId, operations } from '@bulkhead/contract/operations'
import fc from 'fast-check'
import { contentType, hostileBody, hostileText } from './hostile.ts'
import { getObjects, getValues, type Manner } from './values.ts'

/** Senders of requests: tokens and an owner of the attacked tenant, tokens of another tenant, or none. */
export const SENDERS = [
  'application',
  'scoped',
  'connect',
  'key',
  'person',
  'other application',
  'other scoped',
  'expired',
  'nobody',
] as const
export type Sender = (typeof SENDERS)[number]

/** Request before it is sent. Ids in it are still `Existing`. */
export interface FuzzRequest {
  readonly operation: OperationShape & { readonly operationId: OperationId }
  readonly sender: Sender
  readonly params: Readonly<Record<string, unknown>>
  /** Pairs, because a name may be given twice. */
  readonly query: readonly (readonly [name: string, value: unknown])[]
  /** `text` is sent unchanged. Undefined sends no body. */
  readonly body: { readonly json: unknown } | { readonly text: string } | undefined
  readonly headers: Readonly<Record<string, string>>
}

/** Weights of operations. Those that return the same to everybody have a low weight. */
const WEIGHTS: Readonly<Partial<Record<OperationId, number>>> = {
  createConnector: 8,
  updateConnector: 6,
  executeOperation: 10,
  createScopedToken: 6,
  listWorkspaces: 4,
  listConnectors: 3,
  updateWorkspace: 4,
  createApplicationToken: 2,
  deleteWorkspaceAlias: 3,
  createFlowSession: 4,
  getOpenApi: 0,
  getLiveness: 0,
}

/** Weight of a wanted operation, relative to other operations. */
const WANTED = 30

interface OperationsOf {
  /** Operations for every caller except the holder of a connect link. */
  readonly all: fc.Arbitrary<FuzzRequest['operation']>
  /** Operations for the holder of a connect link, who has few of them and is refused all others. */
  readonly page: fc.Arbitrary<FuzzRequest['operation']>
  /** Operations for a person, most of which take nobody else. */
  readonly person: fc.Arbitrary<FuzzRequest['operation']>
}

function getOperations(wanted: ReadonlySet<string>): OperationsOf {
  const weigh = (some: typeof operations) =>
    fc.oneof(
      ...some
        .map((one) => ({
          weight: (WEIGHTS[one.operationId] ?? 1) * (wanted.has(one.operationId) ? WANTED : 1),
          arbitrary: fc.constant(one),
        }))
        .filter(({ weight }) => weight > 0),
    )
  const all = weigh(operations)
  const mostly = (some: typeof operations) =>
    fc.oneof({ weight: 4, arbitrary: weigh(some) }, { weight: 1, arbitrary: all })
  const take = (caller: Caller) => (callers: OperationShape['callers']) =>
    callers !== 'anyone' && callers.includes(caller)
  const [takesLink, takesPerson] = [take('connect'), take('person')]
  return {
    all,
    page: mostly(operations.filter(({ callers }) => takesLink(callers))),
    person: mostly(operations.filter(({ callers }) => takesPerson(callers) && callers.length === 1)),
  }
}

const sender: fc.Arbitrary<Sender> = fc.oneof(
  { weight: 10, arbitrary: fc.constant<Sender>('application') },
  { weight: 10, arbitrary: fc.constant<Sender>('scoped') },
  { weight: 3, arbitrary: fc.constant<Sender>('connect') },
  { weight: 2, arbitrary: fc.constant<Sender>('key') },
  { weight: 3, arbitrary: fc.constant<Sender>('person') },
  ...SENDERS.slice(5).map((one) => ({ weight: 1, arbitrary: fc.constant(one) })),
)

const manner: fc.Arbitrary<Manner> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Manner>('right') },
  { weight: 3, arbitrary: fc.constant<Manner>('careless') },
  { weight: 2, arbitrary: fc.constant<Manner>('hostile') },
)

/**
 * Returns requests of every operation by every sender.
 *
 * @param wanted Ids of operations that are called more often.
 */
export function getRequests(wanted: ReadonlySet<string>): fc.Arbitrary<FuzzRequest> {
  const { all, page, person } = getOperations(wanted)
  const operationsOf: Partial<Record<Sender, typeof all>> = { connect: page, person }
  return fc
    .tuple(sender, manner)
    .chain(([who, how]) => fc.tuple(operationsOf[who] ?? all, fc.constant(who), fc.constant(how)))
    .chain(([operation, sender, how]) =>
      getParts(operation, how).map((parts) => ({ operation, sender, ...parts })),
    )
}

type Parts = Omit<FuzzRequest, 'operation' | 'sender'>
const partsOf = new Map<string, fc.Arbitrary<Parts>>()

/** Returns what varies between the requests of an operation. It is built once: that takes longer than to choose a value. */
function getParts(operation: FuzzRequest['operation'], how: Manner): fc.Arbitrary<Parts> {
  const key = `${operation.operationId} ${how}`
  const known = partsOf.get(key)
  if (known !== undefined) return known
  const { properties = {} } = operation.params ?? {}
  const params = Object.entries(properties).map(([name, schema]) => [name, getValues(schema, how)] as const)
  const parts = fc.record({
    params: fc.record(Object.fromEntries(params)),
    query: getQueries(operation, how),
    body: getBodies(operation, how),
    headers: getHeaders(operation, how),
  })
  partsOf.set(key, parts)
  return parts
}

type Query = FuzzRequest['query']

function getQueries({ query }: OperationShape, how: Manner): fc.Arbitrary<Query> {
  const known: fc.Arbitrary<Query> =
    query === undefined
      ? fc.constant([])
      : getObjects(query as never, how).map((values) =>
          Object.entries(values).filter(([, value]) => value !== undefined),
        )
  if (how === 'right') return known
  return fc.oneof(
    { weight: 8, arbitrary: known },
    // One parameter is given twice.
    { weight: 1, arbitrary: known.map((pairs) => [...pairs, ...pairs.slice(0, 1)]) },
    { weight: 1, arbitrary: fc.array(fc.tuple(hostileText, hostileText), { maxLength: 3 }) },
  )
}

/** Calls that a connector of `echo` supports. */
const CALLS = [
  { entity: 'things', action: 'list', params: null },
  { entity: 'things', action: 'list', params: { limit: 2, note: 'x' } },
  { entity: 'things', action: 'get', params: { id: 'a/b c' } },
  { entity: 'things', action: 'create', params: { name: '🚢', id: 7 } },
  { entity: 'things', action: 'delete', params: { id: '7' } },
  { entity: 'things', action: 'download', params: { id: '7', range_header: 'bytes=0-9' } },
  { entity: 'exports', action: 'download', params: { id: '7' } },
  { entity: 'files', action: 'create', params: { file: 'eA==', note: 'x' } },
  { entity: '', action: 'describe', params: null },
  { entity: 'things', action: 'describe', params: null },
]

function getBodies({ body, method }: OperationShape, how: Manner): fc.Arbitrary<FuzzRequest['body']> {
  if (method === 'GET') return fc.constant(undefined)
  const right: fc.Arbitrary<FuzzRequest['body']> =
    body === undefined ? fc.constant(undefined) : getObjects(body as never, how).map((json) => ({ json }))
  if (how === 'right') {
    if (body === undefined || !('entity' in body.properties)) return right
    return fc.oneof(
      right,
      fc
        .tuple(getObjects(body as never, how), fc.constantFrom(...CALLS))
        .map(([json, call]) => ({ json: { ...json, ...call } })),
    )
  }
  return fc.oneof(
    { weight: 15, arbitrary: right },
    { weight: 1, arbitrary: hostileBody.map((text) => ({ text })) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  )
}

function getHeaders({ method }: OperationShape, how: Manner): fc.Arbitrary<Record<string, string>> {
  const organization = { 'x-organization-id': '{organization}' }
  const type = { 'content-type': 'application/json' }
  if (how === 'right') return fc.constantFrom(method === 'GET' ? {} : type, { ...type, ...organization })
  const foreign = fc
    .constantFrom('x', '', '00000000-0000-4000-8000-000000000000')
    .map((id) => ({ 'x-organization-id': id }))
  const types = contentType.map((one) => ({ 'content-type': one }))
  return fc
    .tuple(
      fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom({}, organization) },
        { weight: 1, arbitrary: foreign },
      ),
      method === 'GET' ? fc.constant({}) : types,
    )
    .map(([a, b]) => ({ ...a, ...b }))
}
