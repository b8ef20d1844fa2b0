import { BulkheadError, type ErrorCode, invalid } from '@bulkhead/contract/errors'
import { operations } from '@bulkhead/contract/operations'
import { listNames } from '@bulkhead/engine/text'
import { type Tool as ListedTool, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server'
import type { TObject } from 'typebox'
import { authorize, takesCaller } from '#access/request/authorize'
import type { RequestContext } from '#access/request/principal'
import { createLenientReader } from '#http/input/lenient-input'
import { asBulkheadError } from '#http/to-reply'
import { type AnyOperation, invoke, type OperationInput } from '#operations/invoke'
import { recordOutcome } from '#operations/record-outcome'
import type { Services } from '#operations/services'
import { assertValid, getValidator, type Validate } from '#operations/validation'
import { createCache } from '#platform/cache/create-cache'
import { markOperation } from '#platform/loop-watch'
import type { McpQuery } from '../protocol/mcp-query.ts'
import type { ToolResult } from '../results/tool-result.ts'
import { type ExpandedTool, expandTools } from './expanded/expand-tools.ts'
import { ExtraShape, type Extras, splitInput } from './expanded/expanded-input.ts'
import { inputSchema, plainSchema } from './plain-schema.ts'
import { runExecution } from './run-execution.ts'
import type { Elicitation, Invoke, Tool, ToolCall } from './tool.ts'
import { INSTEAD_OF_EXPANDED, TOOLS } from './tools.ts'

interface Reader {
  readonly validate: Validate
  readonly readLeniently: ReturnType<typeof createLenientReader>
}

const readers = new WeakMap<TObject, Reader>()

const BY_ID = new Map(operations.map((operation) => [operation.operationId as string, operation]))
const NOTHING: OperationInput = { params: {}, query: {}, body: undefined }

/** Tools of a caller. */
export interface Toolbox {
  /** @throws BulkheadError `invalid_request` for an invalid cursor. */
  list(cursor: string | undefined): Promise<{ tools: ListedTool[]; nextCursor?: string }>
  /** @throws ProtocolError if there is no such tool. BulkheadError if the tool rejects the call. */
  call(name: string, input: Record<string, unknown>, elicitation: Elicitation): Promise<ToolResult>
}

/**
 * Milliseconds for which the operations behind tool names are cached. Whether the caller may use them is checked each
 * time.
 */
const KNOWN_MS = 60_000
/**
 * Minimum milliseconds between two times that the tools of a caller are built again because a call did not fit them. So
 * a caller who asks for unknown tools does not have them built at each call.
 */
const REBUILD_MS = 2_000
/** Maximum number of tools and of their connectors together. */
const MOST_KNOWN = 500_000
/** Maximum number of tools on a page. */
const PAGE = 200

interface KnownTools {
  readonly tools: ReadonlyMap<string, ExpandedTool>
  /** Time at which they were built again because a call did not fit. */
  readonly rebuiltAt?: number
}

/** Creates toolboxes. Their tools depend on the token and the URL. */
export function createToolbox(services: Services): (context: RequestContext, query: McpQuery) => Toolbox {
  const known = createCache<KnownTools>({
    name: 'expanded_tools',
    key: 'token and workspace name',
    max: MOST_KNOWN,
    sizeOf: ({ tools }) => [...tools.values()].reduce((sum, tool) => sum + 1 + tool.connector_ids.length, 1),
    ttlMs: KNOWN_MS,
    invalidatedBy: '`tools/list` or a call that does not fit, which builds it again',
  })
  return (context, { workspace_name, tools }) => {
    const toolCall: ToolCall = { context, invoke: createInvoke(services, context), workspace_name }
    const isExpanded = tools === 'expanded'
    const fixed = TOOLS.filter((tool) => !isExpanded || !INSTEAD_OF_EXPANDED.includes(tool))
    const names = fixed.map(({ name }) => name)
    const key = JSON.stringify([context.token_id, workspace_name])

    async function expand(
      page?: Parameters<typeof expandTools>[2],
      more: Pick<KnownTools, 'rebuiltAt'> = {},
    ) {
      const expanded = await expandTools(toolCall, names, page)
      known.set(key, { tools: expanded.tools, ...more })
      return expanded
    }

    async function findExpanded(name: string, input: Record<string, unknown>) {
      const cached = known.get(key)
      if (cached === undefined) return (await expand()).tools.get(name)
      const tool = cached.tools.get(name)
      const { rebuiltAt = 0 } = cached
      if ((tool && namesConnector(tool, input)) || Date.now() - rebuiltAt < REBUILD_MS) return tool
      // The caller may know the tool or the connector from a list of another process.
      return (await expand(undefined, { rebuiltAt: Date.now() })).tools.get(name)
    }

    return {
      async list(cursor) {
        const offered = fixed.filter(({ operations }) => operations.some((one) => takesCaller(one, context)))
        const listed = offered.map((tool) => listedAs(tool, getInput(tool, context)))
        const first = readFrom(cursor)
        const shown = listed.slice(first)
        if (!isExpanded) return { tools: shown }
        const from = Math.max(0, first - listed.length)
        const expanded = await expand({ from, most: PAGE - shown.length })
        const end = from + expanded.listed.length
        const nextCursor = end < expanded.tools.size ? String(listed.length + end) : undefined
        return { tools: [...shown, ...expanded.listed], ...(nextCursor !== undefined && { nextCursor }) }
      },
      async call(name, input, elicitation) {
        const tool = fixed.find((one) => one.name === name)
        if (tool !== undefined) {
          const [operation] = tool.operations
          if (!tool.operations.some((one) => takesCaller(one, context)))
            await refuse(services, operation, context)
          assertInput(getInput(tool, context), input)
          return tool.run({ ...toolCall, elicitation }, input)
        }
        const expanded = isExpanded ? await findExpanded(name, input) : undefined
        if (expanded !== undefined) return runExpanded(toolCall, expanded, input)
        throw new ProtocolError(
          ProtocolErrorCode.InvalidParams,
          'There is no such tool. tools/list names them.',
        )
      },
    }
  }
}

/** @throws BulkheadError `invalid_request` for an invalid cursor. */
function readFrom(cursor: string | undefined): number {
  const from = cursor === undefined ? 0 : Number(cursor)
  if (Number.isSafeInteger(from) && from >= 0) return from
  throw invalid('cursor', 'cursor was not returned by tools/list')
}

/** Rejects the call before anything is looked up, and records that, as HTTP does. */
async function refuse(
  { refusals }: Services,
  operation: AnyOperation,
  context: RequestContext,
): Promise<void> {
  await refusals.record(context, operation.operationId, 'not_permitted')
  authorize(context, { operation })
}

function getInput({ input, applicationInput = input }: Tool, context: RequestContext): TObject {
  return context.workspace === undefined ? applicationInput : input
}

function listedAs({ name, title, description, output, annotations }: Tool, input: TObject): ListedTool {
  return {
    name,
    title,
    description,
    inputSchema: inputSchema(input) as ListedTool['inputSchema'],
    outputSchema: plainSchema(output) as NonNullable<ListedTool['outputSchema']>,
    annotations: { title, ...annotations },
  }
}

/** Returns the function with which tools call operations of the contract, with the same checks as over HTTP. */
function createInvoke(services: Services, caller: RequestContext): Invoke {
  return (async (id: string, input: Partial<OperationInput>, key?: string) => {
    const operation = BY_ID.get(id)
    if (operation === undefined) throw new TypeError(`There is no operation ${id}.`)
    const context = { ...caller, event: operation.audit }
    const began = performance.now()
    const record = (status: number, code?: ErrorCode) => {
      const elapsedMs = performance.now() - began
      const { request_id } = context
      return recordOutcome(services, { request_id, operation: id, status, code, elapsedMs, context })
    }
    try {
      authorize(context, { operation })
      const invoked = await invoke(services, {
        operation,
        caller: context,
        input: { ...NOTHING, ...input },
        key,
        keyField: 'body.idempotency_key',
        form: 'value',
      })
      record(invoked.status)
      markOperation('mcp')
      return invoked.value
    } catch (thrown) {
      const { code, status } = asBulkheadError(thrown)
      await record(status, code)
      throw thrown
    }
  }) as Invoke
}

/** Returns whether a call names a connector of the tool, or none if there is no choice. */
function namesConnector(
  { connector_ids, choice }: ExpandedTool,
  input: Readonly<Record<string, unknown>>,
): boolean {
  const connector = input[choice] ?? undefined
  return connector_ids.length === 1 ? connector === undefined : connector_ids.some((one) => one === connector)
}

/**
 * Runs a tool that stands for one operation.
 *
 * @throws BulkheadError The error for the caller.
 */
async function runExpanded(
  call: ToolCall,
  { entity, action, connector_ids, extras: names, renamed }: ExpandedTool,
  input: Readonly<Record<string, unknown>>,
): Promise<ToolResult> {
  const { extras, params } = splitInput(input, names, renamed)
  assertInput(ExtraShape, extras)
  const { connector, select_fields, cursor, idempotency_key } = extras as Extras
  const connector_id = connector ?? (connector_ids.length === 1 ? connector_ids[0] : undefined)
  if (connector_id === undefined || !connector_ids.includes(connector_id)) {
    const message = `connector must be one of ${listNames(connector_ids)}`
    throw invalid('body.connector', message)
  }
  const execution = { connector_id, entity, action, params, select_fields, skip_truncation: false }
  try {
    return await runExecution(call, execution, cursor, idempotency_key)
  } catch (thrown) {
    throw thrown instanceof BulkheadError ? namingArguments(thrown, renamed) : thrown
  }
}

/** Renames fields in an error: here each param is an argument of its own. */
function namingArguments(error: BulkheadError, renamed: ExpandedTool['renamed']): BulkheadError {
  const { code, message, details, retryAfter, cause } = error
  const byLength = [...(renamed ?? [])].sort(([, one], [, other]) => other.length - one.length)
  const name = (text: string) =>
    byLength.reduce(
      (named, [argument, param]) => named.replaceAll(param, argument),
      text.replaceAll('body.params.', ''),
    )
  return new BulkheadError(code, name(message), {
    cause,
    ...(retryAfter !== undefined && { retryAfter }),
    details: details.map((detail) => ({
      ...detail,
      field: detail.field === null ? null : name(detail.field),
      message: name(detail.message),
    })),
  })
}

/**
 * Rejects arguments that do not match the input of a tool. Before, it removes each null of an optional argument, as from
 * the body of a request. Some models send all arguments of a tool.
 *
 * @throws BulkheadError `invalid_request` that names each wrong argument.
 */
function assertInput(schema: TObject, input: unknown): void {
  const { validate, readLeniently } = getReader(schema)
  readLeniently?.({ body: input })
  assertValid(validate, input, 'body')
}

function getReader(schema: TObject): Reader {
  const known = readers.get(schema)
  if (known !== undefined) return known
  const made = { validate: getValidator(schema), readLeniently: createLenientReader({ body: schema }) }
  readers.set(schema, made)
  return made
}
