import { type CallToolResult, Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'

/** Protocol revisions that the server supports. */
export const REVISIONS = ['2025-11-25', '2026-07-28'] as const
export type Revision = (typeof REVISIONS)[number]

/** Official client, connected with a token. */
export interface McpClient extends AsyncDisposable {
  readonly client: Client
  /** Calls a tool and returns its result, even if it is an error. */
  call(name: string, input?: Record<string, unknown>): Promise<CallToolResult>
}

/** Person whom a client can ask for input (elicitation). */
export interface Person {
  readonly openUrl?: (url: string) => Promise<void>
  /** Responds to a form without fields, if the client supports form mode. */
  readonly agree?: (message: string) => 'accept' | 'decline'
}

/**
 * Connects to `/mcp` of a server.
 *
 * @param query Query of the URL, such as `?tools=expanded`.
 */
export async function connectMcp(
  url: string,
  token: string,
  revision: Revision,
  query = '',
  { openUrl, agree }: Person = {},
): Promise<McpClient> {
  const elicitation = { ...(openUrl && { url: {} }), ...(agree && { form: {} }) }
  const isAsked = Object.keys(elicitation).length > 0
  const client = new Client(
    { name: 'test', version: '1.0.0' },
    {
      versionNegotiation: { mode: revision === '2025-11-25' ? 'legacy' : { pin: revision } },
      ...(isAsked && { capabilities: { elicitation } }),
    },
  )
  if (isAsked) {
    client.setRequestHandler('elicitation/create', async ({ params }) => {
      if (params.mode !== 'url') return { action: agree?.(params.message) ?? 'cancel' }
      await openUrl?.(params.url)
      return { action: 'accept' }
    })
  }
  const transport = new StreamableHTTPClientTransport(new URL(`/mcp${query}`, url), {
    requestInit: { headers: { authorization: `Bearer ${token}` } },
  })
  await client.connect(transport)
  return {
    client,
    call: async (name, input = {}) => client.callTool({ name, arguments: input }),
    [Symbol.asyncDispose]: () => client.close(),
  }
}
