import type { CallToolResult, InputRequiredResult, ServerContext } from '@modelcontextprotocol/server'

/** Tool that the conformance suite calls by name. */
export interface FixtureTool {
  readonly description: string
  readonly input?: Readonly<Record<string, unknown>>
  run(context: ServerContext): Promise<CallToolResult | InputRequiredResult>
}
