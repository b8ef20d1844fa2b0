import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'

/**
 * Connects to `/mcp` by version 1 of the official client, which many agents are made of: once it has listed the tools,
 * it holds whatever is structured in a result against the tool's output schema, in an error too.
 *
 * @param query Of the URL, such as `?tools=expanded`.
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
