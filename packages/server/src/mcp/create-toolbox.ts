import { type Tool as ListedTool, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server'
import type { TObject } from 'typebox'
import type { Metrics } from '#http/serve-metrics'
import { type Act, callerOf } from '#principal'
import type { Services } from '#services'
import { demandInput } from './demand-input.ts'
import { createInvoke } from './invoke-operation.ts'
import { inputSchema, plainSchema } from './plain-schema.ts'
import type { McpQuery } from './serve-mcp.ts'
import type { Tool } from './tool.ts'
import type { ToolResult } from './tool-result.ts'
import { TOOLS } from './tools.ts'

/** The tools of whoever calls. */
export interface Toolbox {
  list(cursor: string | undefined): Promise<{ tools: ListedTool[]; nextCursor?: string }>
  /** @throws ProtocolError when there is no such tool; BulkheadError what the caller is told. */
  call(name: string, input: Record<string, unknown>, signal: AbortSignal): Promise<ToolResult>
}

/** Makes toolboxes: what is in them depends on the token and the URL. */
export function createToolbox(services: Services, metrics: Metrics): (act: Act, query: McpQuery) => Toolbox {
  return (act, { workspace_name }) => ({
    async list() {
      const caller = callerOf(act)
      const offered = TOOLS.filter(({ callers }) => callers.includes(caller))
      return { tools: offered.map((tool) => listed(tool, inputOf(tool, act))) }
    },
    async call(name, input, signal) {
      const tool = TOOLS.find((one) => one.name === name)
      if (tool === undefined) throw unknownTool()
      demandInput(inputOf(tool, act), input)
      const acting = { ...act, whileConnected: () => signal }
      return tool.run({ act: acting, invoke: createInvoke(services, metrics, acting), workspace_name }, input)
    },
  })
}

function unknownTool(): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, 'There is no such tool. tools/list names them.')
}

function inputOf({ input, applicationInput = input }: Tool, act: Act): TObject {
  return act.workspace === undefined ? applicationInput : input
}

function listed({ name, title, description, output, annotations }: Tool, input: TObject): ListedTool {
  return {
    name,
    title,
    description,
    inputSchema: inputSchema(input) as ListedTool['inputSchema'],
    outputSchema: plainSchema(output) as NonNullable<ListedTool['outputSchema']>,
    annotations: { title, ...annotations },
  }
}
