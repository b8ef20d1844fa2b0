import type { RecordedBodies } from '@bulkhead/contract/tool-calls'
import {
  type Call as Ask,
  type Definition,
  type Operation,
  type PlannedRequest,
  type PlanReason,
  planRequest,
  type Sender,
  sendWithRetry,
  type UpstreamResponse,
} from '@bulkhead/engine'
import { rateLimitIn } from '@bulkhead/engine/read'
import type { RequestContext } from '#access/request/principal'
import { engineFailure, getUpstreamStatus } from '#connectors/connections/engine-failure'
import { markOperation } from '#platform/loop-watch'
import { createTickBatch } from '#platform/tick-batch'
import type { ObservedCall } from '#records/tool-calls/observed-call'
import type { Call, CallOptions, ResultShape, Source } from './call.ts'
import type { FairQueue, Lease } from './fair-queue.ts'
import { areRightsCurrent, type Loaded, type Opened, type OpeningServices, openCall } from './open-call.ts'
import { markPage } from './reach.ts'
import { absentFieldsWarning, unknownFields } from './reading/absent-fields.ts'
import { readUpstreamResponse } from './reading/read-upstream-response.ts'
import { type ReaderPool, readLarge } from './reading/reader-pool.ts'
import { createResponseMemory, type ResponseMemory } from './reading/response-memory.ts'
import type { RefusedCredentials } from './refused-credentials.ts'
import { traceCall, traceSends } from './trace-call.ts'
import type { UpstreamBackoff } from './upstream-backoff.ts'

/** Maximum number of characters of a body that are stored. */
const KEPT = 64 * 1024
/** Characters per byte in the longest form that the redactor finds: each byte as `\\u0041`, escaped once more. */
const LONGEST_FORM = 12

/** Services that take part in calling an upstream. */
export interface CallingServices extends OpeningServices {
  readonly sender: Pick<Sender, 'send'>
  readonly fairQueue: FairQueue
  readonly responseMemory: FairQueue
  readonly readers: ReaderPool
  readonly upstreamBackoff: UpstreamBackoff
  readonly refusedCredentials: RefusedCredentials
}

/** Response of an upstream, in the form that the document describes, without the secrets of the call. */
export interface OperationResult {
  /** Undefined if `json` holds the result as bytes. */
  readonly result: unknown
  /** JSON of the result, as a string or bytes. Undefined if the result was changed. */
  readonly json?: string | Uint8Array
  readonly connector_metadata: unknown
  /** Errors that the upstream reported in a successful response. */
  readonly warnings: readonly string[]
  /** Number of strings that were shortened. */
  readonly shortened: number
}

const WHOLE: ResultShape = { checksFields: false, shortens: false, takesJson: true }

/** Bytes of a response above which another thread reads it. Reading blocks the event loop for up to 50 ms per MiB. */
const LARGE_RESPONSE = 256 * 1024

/**
 * Time limit of a call in milliseconds if the caller sets none. Many clients time out after 30 s and send the request
 * again, so the response has to come before that, or a write would run twice.
 */
const CALL_MS = 28_000

const NOTHING: Ask = { entity: '', action: '' }
const asItIs = (text: string) => text

/** Number of calls of this process that wait for the response of an upstream. */
let sent = 0
const reading = createTickBatch(() => sent > 0)

/** Creates a call and starts its clock. */
export function startCall(
  context: RequestContext,
  source: Source,
  { ask = NOTHING, intent, shape, timeoutMs }: CallOptions = {},
): Call {
  const startedMs = performance.now()
  const observed = createObservedCall(context.workspace)
  if (context.notes !== undefined) context.notes.call = observed
  return {
    context,
    source,
    ask,
    intent,
    shape,
    startedMs,
    owner: { organization: context.organization, workspace: context.workspace ?? '' },
    observed,
    deadline: startedMs + (timeoutMs ?? CALL_MS),
    signal: context.whileConnected(),
    rightsMark: { change: 0, trustedUntil: undefined },
    attempts: 0,
    connection: undefined,
    hasRenewed: false,
    hasBegun: false,
    effect: 'read',
    bodies: undefined,
    redact: asItIs,
  }
}

/** Creates the record of a call. At first only its caller is known. */
export function createObservedCall(workspace: string | undefined): ObservedCall {
  return {
    workspace_id: workspace ?? null,
    connector_id: null,
    definition_id: null,
    entity: null,
    action: null,
    upstream_status: null,
    upstream_ms: null,
    method: null,
    host: null,
    path: null,
    attempts: null,
    wait_ms: null,
    request_bytes: null,
    response_bytes: null,
  }
}

/**
 * Runs one operation. This is the only way to an upstream's records. Each attempt begins at the first step, `load`, so
 * that rights taken away while the call waited are enforced. After a 401 there is one more attempt, if other tokens are
 * available.
 */
export function execute(services: CallingServices, call: Call): Promise<OperationResult> {
  const { span } = call.context
  return span === undefined ? run(services, call) : traceCall(call, span, () => run(services, call))
}

async function run(services: CallingServices, call: Call): Promise<OperationResult> {
  for (;;) {
    try {
      const result = await attempt(services, call)
      const noted = services.refusedCredentials.noteSuccess(call)
      if (noted !== undefined) await noted
      return result
    } catch (refusal) {
      await renewTokens(services, call, refusal)
    }
  }
}

async function attempt(services: CallingServices, call: Call): Promise<OperationResult> {
  const { observed } = call
  let slot: Lease | undefined
  let memory: ResponseMemory | undefined
  const reserve = (bytes: number) => {
    memory ??= createResponseMemory(services.responseMemory, call)
    return memory.reserve(bytes)
  }
  const release = () => {
    slot?.release()
    memory?.release()
  }
  try {
    let ready = await plan(services, call)
    const turn = acquireSlot(services, services.fairQueue, call, ready.planned.operation)
    slot = turn instanceof Promise ? await turn : turn
    if (turn instanceof Promise) {
      ready = await plan(services, call)
      assertNotLimited(services, call, ready.planned.operation)
    }
    await begin(call)
    const again = async () => {
      ready = await plan(services, call)
      return ready.planned
    }
    recordBodies(call, ready)
    const response = await send(services, call, ready, { again, reserve })
    recordBodies(call, ready, response)
    memory?.keep(response.body.length)
    // The pause is noted before this call waits, so that calls beginning in the meantime respect it.
    const limit = rateLimitIn(response, ready.planned.operation.retry)
    if (limit !== undefined && observed.connector_id !== null)
      services.upstreamBackoff.hold(observed.connector_id, ready.planned.operation, limit)
    await reading()
    const read = await readRedacted(services, call, ready, response)
    // Nobody receives the result of a check, so its memory is free at once. Other results take memory until the caller
    // has them.
    if (call.shape === undefined) release()
    else for (const held of [slot, memory]) if (held) call.context.whenResponded(held.release)
    return read
  } catch (error) {
    release()
    throw engineFailure(error, call.effect, call.redact)
  }
}

/** A call with its request. */
interface Ready extends Opened {
  readonly planned: PlannedRequest
}

/** Takes all steps up to a request that can be sent. */
async function plan(services: CallingServices, call: Call): Promise<Ready> {
  const opened = await openCall(services, call)
  markOperation('plan request')
  return { ...opened, planned: planRequest(opened.context, call.ask) }
}

/**
 * Takes a slot for a call, and waits if none is free.
 *
 * @throws BulkheadError `upstream_rate_limited` when the upstream asked for a pause, `workspace_busy`.
 */
export function acquireSlot(
  services: Pick<CallingServices, 'upstreamBackoff'>,
  slots: FairQueue,
  call: Call,
  operation: Operation,
): Lease | Promise<Lease> {
  assertNotLimited(services, call, operation)
  return slots.acquire(call.owner, call)
}

/**
 * Rejects a call during a pause. After a wait for a slot it is called again, since a pause may have begun in that time.
 *
 * @throws BulkheadError `upstream_rate_limited`
 */
export function assertNotLimited(
  { upstreamBackoff }: Pick<CallingServices, 'upstreamBackoff'>,
  { observed: { connector_id } }: Call,
  operation: Operation,
): void {
  if (connector_id !== null) upstreamBackoff.assertNotLimited(connector_id, operation)
}

/** Claims the idempotency key of a write, when sending is the only step left. */
async function begin(call: Call): Promise<void> {
  if (call.effect === 'read' || call.hasBegun) return
  call.hasBegun = true
  await call.context.idempotencyContext?.begin(call.owner.workspace)
}

async function send(
  services: CallingServices,
  call: Call,
  ready: Ready,
  given: { again: () => Promise<PlannedRequest>; reserve: (bytes: number) => Promise<void> | undefined },
): Promise<UpstreamResponse> {
  const { sender } = services
  const { observed, deadline, signal } = call
  const { planned } = ready
  observeRequest(call, ready, planned.operation)
  observed.request_bytes = planned.bytes?.length ?? Buffer.byteLength(planned.body ?? '')
  const began = performance.now()
  sent += 1
  try {
    const again = async (reason: PlanReason) => {
      const repeated = await openAgain(call, reason, given.again)
      if (reason === 'retry') observeRequest(call, ready, repeated.operation)
      return repeated
    }
    const withinMs = Math.max(0, deadline - performance.now())
    const isCurrent = () => areRightsCurrent(services, call)
    const options = { ...given, again, areRightsCurrent: isCurrent, withinMs, signal }
    const response = await sendWithRetry(
      call.span === undefined ? sender : traceSends(sender, call, call.span),
      planned,
      options,
    )
    observed.upstream_status = response.status
    observed.response_bytes = response.body.length
    return response
  } finally {
    sent -= 1
    observed.upstream_ms = Math.round(performance.now() - began)
  }
}

/** Opens a call again. If that fails before anything was sent, the call's idempotency key is free again. */
async function openAgain<Result>(
  { context }: Call,
  reason: PlanReason,
  open: () => Promise<Result>,
): Promise<Result> {
  try {
    return await open()
  } catch (error) {
    if (reason === 'unsent') context.idempotencyContext?.unsent()
    throw error
  }
}

/**
 * Notes in the record of calls that a request is sent: the URL template and host that the document declares, without
 * the values of their placeholders.
 */
export function observeRequest(
  { observed, startedMs }: Call,
  { definition, connection, given }: Pick<Loaded, 'definition' | 'connection' | 'given'>,
  { method, path }: Operation,
): void {
  const ownUrl = (given ?? connection)?.base_url ?? null
  observed.method = method
  observed.path = path
  const option = given?.option.name ?? connection?.auth_option
  observed.host = ownUrl === null ? getHost(definition, option) : null
  observed.attempts = (observed.attempts ?? 0) + 1
  observed.wait_ms ??= Math.round(performance.now() - startedMs)
}

/**
 * Returns the host of a document's base URL, with its placeholders. Returns null if a placeholder stands for the whole
 * URL.
 */
function getHost({ base_url, auth_options }: Definition, option: string | undefined): string | null {
  const own = auth_options.find(({ name }) => name === option)?.base_url
  return /^https?:\/\/([^/]+)/.exec(own ?? base_url)?.[1] ?? null
}

/** Notes the bodies of the request and of its response, if the connector is being recorded. */
function recordBodies(call: Call, { planned, context }: Ready, response?: UpstreamResponse): void {
  const until = call.connection?.records_bodies_until ?? null
  call.bodies =
    until !== null && until.getTime() > Date.now()
      ? toRecordedBodies(planned, response, context.secrets, call.redact)
      : undefined
}

/** Reads, redacts and shapes a response, here or in another thread. */
async function readRedacted(
  { readers }: CallingServices,
  call: Call,
  { planned, context, redactor, connection, entities }: Ready,
  response: UpstreamResponse,
): Promise<OperationResult> {
  markOperation('read response')
  const { page, operation } = planned
  const { selection, checksFields, shortens, takesJson: isTaken } = call.shape ?? WHOLE
  const suspects = selection !== undefined && checksFields ? unknownFields(operation, selection) : []
  // The response to a write is stored with its idempotency key as a value.
  const takesJson = isTaken && (call.effect === 'read' || call.context.idempotencyContext === undefined)
  const wantsJson = takesJson && selection === undefined
  const order = {
    operation,
    response,
    page,
    settings: context.settings,
    selection,
    suspects,
    shortens,
    wantsJson,
  }
  const isLarge = response.body.length > LARGE_RESPONSE && response.status >= 200 && response.status < 300
  const read = isLarge
    ? await readLarge(readers, { order, secrets: context.secrets }, call, takesJson)
    : readUpstreamResponse(order, redactor)
  const { result, json, missing, shortened } = read
  const warnings =
    missing.length === 0 ? read.warnings : [...read.warnings, absentFieldsWarning(operation, missing)]
  const connector_metadata =
    context.reach === undefined || connection === undefined
      ? read.connector_metadata
      : markPage(connection, { grant: call.context.grant, entities }, operation, read.connector_metadata)
  return { result, ...(json !== undefined && { json }), connector_metadata, warnings, shortened }
}

/**
 * Renews the tokens of a call that the upstream rejected with 401. The upstream did nothing then, so writes are
 * repeated too. A second 401 is final.
 *
 * @throws The upstream's 401, if there are no other tokens or no time is left.
 */
export async function renewTokens(
  { tokenRefresher, refusedCredentials }: Pick<CallingServices, 'tokenRefresher' | 'refusedCredentials'>,
  call: Call,
  refusal: unknown,
): Promise<void> {
  const { context, connection, deadline } = call
  if (getUpstreamStatus(refusal) !== 401 || connection === undefined || call.hasRenewed) throw refusal
  if (connection.generation === null) {
    await refusedCredentials.noteRefusal(call)
    throw refusal
  }
  call.hasRenewed = true
  const other = await tokenRefresher.renewed(context, connection, deadline - performance.now())
  if (other === undefined || performance.now() >= deadline) throw refusal
}

/** Returns the parts of a request and its response that may be stored, redacted and cut. */
function toRecordedBodies(
  planned: PlannedRequest,
  response: UpstreamResponse | undefined,
  secrets: readonly string[],
  redact: (text: string) => string,
): RecordedBodies {
  const part = (body: string | Uint8Array | undefined, content_type: string | undefined) => ({
    content_type: content_type === undefined ? null : redact(content_type.slice(0, 255)),
    ...cutBody(body, secrets, redact),
  })
  return {
    request: {
      method: planned.method,
      url: redact(planned.url).slice(0, KEPT),
      ...part(planned.bytes ?? planned.body, planned.headers['content-type']),
    },
    response:
      response === undefined
        ? null
        : { status: response.status, ...part(response.body, response.headers['content-type']) },
  }
}

function cutBody(
  body: string | Uint8Array | undefined,
  secrets: readonly string[],
  redact: (text: string) => string,
): { body: string | null; is_cut: boolean } {
  if (body === undefined || body.length === 0) return { body: null, is_cut: false }
  // A secret that the cut splits would not be found, so the last characters, which may begin one, are left out.
  const margin = LONGEST_FORM * Math.max(0, ...secrets.map((secret) => Buffer.byteLength(secret)))
  const wanted = KEPT + margin
  const text =
    typeof body === 'string' ? body.slice(0, wanted) : toText(body.subarray(0, wanted), body.length)
  if (text === undefined) return { body: null, is_cut: true }
  const is_cut = body.length > wanted
  const redacted = redact(text)
  const kept = (is_cut ? redacted.slice(0, Math.max(0, redacted.length - margin)) : redacted).slice(0, KEPT)
  return { body: kept, is_cut: is_cut || kept.length < redacted.length }
}

/** Decodes UTF-8, without a character that the cut splits. Returns undefined if the bytes are not text. */
function toText(bytes: Uint8Array, length: number): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: bytes.length < length })
    // Postgres and log readers do not accept NUL.
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}
