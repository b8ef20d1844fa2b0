import { createSdkMcpServer, tool } from '@anthropic-ai/claude-agent-sdk'
import { Bulkhead } from '@bulkhead/sdk'
import { z } from 'zod'

const github = await new Bulkhead().workspace('acme').connect('github')
const tools = Object.values(await github.tools({ entities: ['issues'], readOnly: true })).map((one) => {
  const { shape } = z.fromJSONSchema(one.parameters) as z.ZodObject
  return tool(one.name, one.description, shape, async (input) => ({
    content: [{ type: 'text', text: JSON.stringify(await one.execute(input)) }],
  }))
})

/** For `query({ prompt, options: { mcpServers: { github: server } } })`. */
export const server = createSdkMcpServer({ name: 'github', tools })
