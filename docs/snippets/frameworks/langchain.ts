import { connect } from '@bulkhead/sdk'
import { createAgent, tool } from 'langchain'
import { chatModel } from './chat-model.ts' // any chat model of LangChain

const github = await connect('github', { workspace_name: 'acme' })
const tools = Object.values(await github.tools({ entities: ['issues'], read_only: true })).map((one) =>
  tool(async (input) => JSON.stringify(await one.execute(input as Record<string, unknown>)), {
    name: one.name,
    description: one.description,
    schema: one.parameters,
  }),
)
const agent = createAgent({ model: chatModel, tools })
const { messages } = await agent.invoke({
  messages: [{ role: 'user', content: 'What is broken in octocat/Hello-World?' }],
})
console.log(messages.at(-1)?.text)
