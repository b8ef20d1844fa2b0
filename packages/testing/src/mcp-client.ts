import { type CallToolResult, Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'

/** The revisions of the protocol that the server speaks. */
export const REVISIONS = ['2025-11-25', '2026-07-28'] as const
export type Revision = (typeof REVISIONS)[number]

/** The official client, connected with a token. */
export interface McpClient extends AsyncDisposable {
  readonly client: Client
  /** Calls a tool and gives its result, a failure too. */
  call(name: string, input?: Record<string, unknown>): Promise<CallToolResult>
}

/**
 * Connects to `/mcp` of a server.
 *
 * @param query Of the URL, such as `?tools=expanded`.
 * @param openUrl Opens a URL for the person, where the client says that it can (elicitation in URL mode).
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
