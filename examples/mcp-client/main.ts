import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'

// Your own MCP client, without Bulkhead's SDK, with a key of one workspace.
const url = new URL('/mcp', process.env.BULKHEAD_URL ?? 'http://localhost:4747')
const headers = { Authorization: `Bearer ${process.env.BULKHEAD_TOKEN}` }
const client = new Client({ name: 'example', version: '0.1.0' })
await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }))

const { tools } = await client.listTools()
console.log(tools.map(({ name }) => name).join(' '))

const issues = await client.callTool({
  name: 'execute',
  arguments: {
    connector: 'github',
    entity: 'issues',
    action: 'list',
    params: { owner: 'octocat', repo: 'Hello-World' },
    select_fields: ['title'],
  },
})
console.log(JSON.stringify(issues.structuredContent))
await client.close()
