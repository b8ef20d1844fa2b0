import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'

/**
 * Connects to `/mcp` with version 1 of the official client, on which many agents are built. After it has listed the
 * tools, it validates structured results against the tool's output schema, also in errors.
 *
 * @param query Query of the URL, such as `?tools=expanded`.
 */
export async function connectMcp1(url: string, token: string, query = '') {
  const client = new Client({ name: 'test', version: '1.0.0' })
  const transport = new StreamableHTTPClientTransport(new URL(`/mcp${query}`, url), {
    requestInit: { headers: { authorization: `Bearer ${token}` } },
  })
  // Its own types do not allow `undefined` where its transport may have it.
  await client.connect(transport as Parameters<typeof client.connect>[0])
  return {
    client,
    call: (name: string, input: Record<string, unknown> = {}) => client.callTool({ name, arguments: input }),
    [Symbol.asyncDispose]: () => client.close(),
  }
}
