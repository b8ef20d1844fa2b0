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

/**
 * Connects to `/mcp` of a server.
 *
 * @param query Query of the URL, such as `?tools=expanded`.
 * @param openUrl Opens a URL for the person, if the client supports that (elicitation in URL mode).
 */
export async function connectMcp(
  url: string,
  token: string,
  revision: Revision,
  query = '',
  openUrl?: (url: string) => Promise<void>,
): Promise<McpClient> {
  const client = new Client(
    { name: 'test', version: '1.0.0' },
    {
      versionNegotiation: { mode: revision === '2025-11-25' ? 'legacy' : { pin: revision } },
      ...(openUrl && { capabilities: { elicitation: { url: {} } } }),
    },
  )
  if (openUrl !== undefined) {
    client.setRequestHandler('elicitation/create', async ({ params }) => {
      if (params.mode === 'url') await openUrl(params.url)
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
