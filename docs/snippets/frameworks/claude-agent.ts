import { createSdkMcpServer, tool } from '@anthropic-ai/claude-agent-sdk'
import { connect } from '@bulkhead/sdk'
import { z } from 'zod'

const github = await connect('github', { workspace_name: 'acme' })
const tools = Object.values(await github.tools({ entities: ['issues'], read_only: true })).map((one) => {
  const { shape } = z.fromJSONSchema(one.parameters) as z.ZodObject
  return tool(one.name, one.description, shape, async (input) => ({
    content: [{ type: 'text', text: JSON.stringify(await one.execute(input)) }],
  }))
})

/** For `query({ prompt, options: { mcpServers: { github: server } } })`. */
export const server = createSdkMcpServer({ name: 'github', tools })
