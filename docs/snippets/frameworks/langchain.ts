import { Bulkhead } from '@bulkhead/sdk'
import { createAgent, tool } from 'langchain'
import { chatModel } from './chat-model.ts' // any chat model of LangChain

const github = await new Bulkhead().workspace('acme').connect('github')
const tools = Object.values(await github.tools({ entities: ['issues'], readOnly: true })).map((one) =>
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
