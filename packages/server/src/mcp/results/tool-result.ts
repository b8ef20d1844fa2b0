import type { ContentBlock } from '@modelcontextprotocol/server'

/** Result of a tool. */
export interface ToolResult {
  /** Structured content. Matches the output schema of the tool. */
  readonly structured: Readonly<Record<string, unknown>>
  /** The same result for clients that read text. Default: the structured content as JSON. */
  readonly content?: readonly ContentBlock[]
  /** URL that the client should open for the person before it calls again. */
  readonly opens?: { readonly url: string; readonly message: string; readonly state: string }
  /** Question that the client should ask the person before it calls again. Then nothing was done yet. */
  readonly asks?: string
}
