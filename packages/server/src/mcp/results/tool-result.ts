import type { ContentBlock } from '@modelcontextprotocol/server'

/** Result of a tool. */
export interface ToolResult {
  /** Fits the output schema of the tool. */
  readonly structured: Readonly<Record<string, unknown>>
  /** The same for who reads texts. Without it the structured content as JSON. */
  readonly content?: readonly ContentBlock[]
  /** A URL that the client is to open for the person before it calls again. */
  readonly opens?: { readonly url: string; readonly message: string; readonly state: string }
}
