import { invalid } from '@bulkhead/contract/errors'
import { type Tool as ListedTool, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server'
import type { TObject } from 'typebox'
import type { McpQuery } from '#mcp/protocol/mcp-query'
import type { ToolResult } from '#mcp/results/tool-result'
import type { AnyOperation } from '#operations/invoke'
import type { Services } from '#operations/services'
import { createCache } from '#platform/cache/create-cache'
import { authorize, takesCaller } from '#request/authorize'
import type { RequestContext } from '#request/principal'
import { assertInput } from './assert-input.ts'
import { type ExpandedTool, expandTools } from './expanded/expand-tools.ts'
import { namesConnector, runExpanded } from './expanded/run-expanded.ts'
import { createInvoke } from './invoke-operation.ts'
import { inputSchema, plainSchema } from './plain-schema.ts'
import type { Elicitation, Tool, ToolCall } from './tool.ts'
import { INSTEAD_OF_EXPANDED, TOOLS } from './tools.ts'

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
  throw invalid('cursor', 'cursor is no nextCursor of tools/list')
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
