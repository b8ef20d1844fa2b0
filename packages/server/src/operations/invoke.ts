import { invalid } from '@bulkhead/contract/errors'
import { getIdempotency, getSuccess, LEVELS, type OperationShape } from '@bulkhead/contract/operation'
import type { OperationId } from '@bulkhead/contract/operations'
import { parseJson } from '@bulkhead/engine/text'
import fastJson from 'fast-json-stringify'
import { ReplayedError, type Reply } from '#access/idempotency/once'
import { runOnce } from '#access/idempotency/run-once'
import type { Anyone } from '#access/request/anyone'
import { authorize } from '#access/request/authorize'
import type { RequestContext } from '#access/request/principal'
import { RawReply } from '#access/request/raw-reply'
import { WithHeaders } from '#access/request/with-headers'
import type { Purpose } from '#platform/database/lanes'
import { forPurpose } from '#platform/database/roles/for-purpose'
import { markOperation } from '#platform/loop-watch'
import { HANDLERS } from './handlers.ts'
import type { Services } from './services.ts'
import { createInputValidator } from './validation.ts'

/** Common type of the operations of the contract. */
export type AnyOperation = OperationShape & { readonly operationId: OperationId }

/** Parts of a request. Strings of the path and the query are coerced to the types in their schemas. */
export interface OperationInput {
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
}

/** A call of an operation, through any interface. */
export interface Invocation {
  readonly operation: AnyOperation
  readonly caller: RequestContext | Anyone
  readonly input: OperationInput
  /** `Idempotency-Key` as received. A repeated header is a list. */
  readonly key?: string | string[] | undefined
  /** Field that holds the key, for error messages. Default: the header. */
  readonly keyField?: string
  /** Form of the response. Default: `body`, which HTTP sends. */
  readonly form?: 'body' | 'value'
}

/** Response of an operation. Neither form contains a field that its schema does not declare. */
export interface Invoked {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[]>>
  /** Whether this is the response to an earlier request with the same key. */
  readonly isReplayed: boolean
  /** Bytes or JSON to send. Absent if there is no body, or if a value was requested. */
  readonly body?: RawReply['body'] | undefined
  /** The response as a value. A raw reply is unchanged. */
  readonly value?: unknown
}

/** Common type of handlers. Each gets the caller and the input that its operation declares. */
type AnyHandler = (services: Services, caller: RequestContext | Anyone, input: object) => Promise<unknown>

/**
 * Calls an operation of the contract. All interfaces go through this function. Validates the input, authorizes the
 * call, runs the handler at most once for its idempotency key, and serializes the result.
 *
 * @throws The errors of the handler. ReplayedError for the error of an earlier request with the same key.
 * @throws BulkheadError `invalid_request`, `not_permitted`, `not_granted`
 */
export async function invoke(services: Services, invocation: Invocation): Promise<Invoked> {
  const { operation, input, form = 'body' } = invocation
  const { validate, serialize, toValue, status } = getPrepared(operation)
  markOperation(operation.operationId)
  validate(input)
  const key = readIdempotencyKey(invocation)
  const { reply, replayed: isReplayed } = await run(services, invocation, key)
  // Other operations ran while this one waited. From here on the time is again that of this operation.
  markOperation(operation.operationId)
  if ('error' in reply) throw new ReplayedError(reply.error)
  const { output } = reply
  if (output instanceof RawReply) {
    const { headers, body } = output
    return { status, headers, isReplayed, ...(form === 'body' ? { body } : { value: output }) }
  }
  const [result, headers] = output instanceof WithHeaders ? [output.output, output.headers] : [output, {}]
  return form === 'body'
    ? { status, headers, isReplayed, body: serialize(result) }
    : { status, headers, isReplayed, value: toValue(result) }
}

async function run(
  shared: Services,
  { operation, caller, input }: Invocation,
  key: string | undefined,
): Promise<{ reply: Reply; replayed: boolean }> {
  const handler = HANDLERS[operation.operationId] as AnyHandler
  const common = servicesFor(shared, operation.operationId)
  if ('organization' in caller) {
    authorize(caller, { operation, params: input.params, body: input.body })
    const given =
      caller.has_own_definitions === false
        ? common.definitions
        : common.ownDefinitions.of(caller.organization)
    const definitions = given instanceof Promise ? await given : given
    const services = definitions === common.definitions ? common : { ...common, definitions }
    const context = withNeeds(caller, operation)
    const handle = (context: RequestContext) => handler(services, context, input)
    if (key !== undefined) return runOnce(services, operation, context, key, input, handle)
    return { reply: { output: await handle(context) }, replayed: false }
  }
  if (operation.callers !== 'anyone') throw new TypeError(`${operation.operationId} needs a token.`)
  return { reply: { output: await handler(common, caller, input) }, replayed: false }
}

/** Adds the level that the operation needs to the context of a member. It is checked when the workspace is found. */
function withNeeds(context: RequestContext, { needs }: AnyOperation): RequestContext {
  const level = LEVELS.find((known) => known === needs)
  if (context.member === undefined || level === undefined) return context
  return { ...context, member: { ...context.member, needs: level } }
}

/** @throws BulkheadError `invalid_request` if the operation supports a key and this one is malformed. */
function readIdempotencyKey({
  operation,
  key: given,
  keyField: field = 'header.Idempotency-Key',
}: Invocation) {
  if (given === undefined || getIdempotency(operation) === 'none') return undefined
  const key = [given].flat().join(', ')
  if (/^[\x20-\x7e]{1,255}$/.test(key)) return key
  const message = `${field.split('.').at(-1)} must be 1 to 255 printable ASCII characters`
  throw invalid(field, message)
}

/** Functions compiled once from an operation's schemas. */
interface Prepared {
  readonly status: number
  validate(input: OperationInput): void
  serialize(result: unknown): string | undefined
  toValue(result: unknown): unknown
}

const prepared = new WeakMap<AnyOperation, Prepared>()

function getPrepared(operation: AnyOperation): Prepared {
  const known = prepared.get(operation)
  if (known !== undefined) return known
  const { status, schema } = getSuccess(operation)
  let write: ((value: unknown) => string) | undefined
  const serialize = (value: unknown) => {
    write ??= fastJson(schema as object)
    return write(value)
  }
  const free = freeMembers(schema)
  const made: Prepared = {
    status,
    validate: createInputValidator(operation),
    serialize: (result) => (result === undefined || status === 204 ? undefined : serialize(result)),
    toValue(result) {
      if (free.length === 0 || typeof result !== 'object' || result === null)
        return parseJson(serialize(result))
      const rest: Record<string, unknown> = { ...result }
      const passed: Record<string, unknown> = {}
      for (const name of free) if (Object.hasOwn(rest, name)) [passed[name], rest[name]] = [rest[name], null]
      return { ...(parseJson(serialize(rest)) as object), ...passed }
    },
  }
  prepared.set(operation, made)
  return made
}

/**
 * Returns the members of a response whose schema allows any value. They are returned unchanged as values: serializing
 * and parsing a large result again would make no difference.
 */
function freeMembers({
  properties = {},
}: {
  readonly properties?: Readonly<Record<string, object>>
}): string[] {
  const isFree = (property: object) => Object.keys(property).every((key) => key === 'description')
  return Object.keys(properties).filter((name) => isFree(properties[name] as object))
}

/** Lists that agents and components need for their work, unlike those that people look at. */
const NEEDED: ReadonlySet<OperationId> = new Set(['listConnectors'])

/** Reports that read many records. No right depends on their rows, so a replica may serve them. */
const REPORTS: ReadonlySet<OperationId> = new Set([
  'listToolCalls',
  'getToolCallStatistics',
  'getToolCallGroups',
  'listAuditRecords',
])

const known = new WeakMap<Services, Map<OperationId, Services>>()

/** Returns the services for one operation. Its database transactions are counted separately. */
function servicesFor(services: Services, operationId: OperationId): Services {
  const own = known.get(services) ?? new Map<OperationId, Services>()
  known.set(services, own)
  const found = own.get(operationId)
  if (found !== undefined) return found
  const database = REPORTS.has(operationId) ? services.reports : services.database
  const made = { ...services, database: forPurpose(database, getPurpose(operationId)) }
  own.set(operationId, made)
  return made
}

/** Returns the purpose of an operation's transactions. */
function getPurpose(operationId: OperationId): Purpose {
  const isLookedAt = /^list|(Statistics|Stats)$/.test(operationId) && !NEEDED.has(operationId)
  return { lane: isLookedAt ? 'lists' : 'requests', name: operationId }
}
