import { Bulkhead } from '@bulkhead/sdk'
import { askModel, type Message } from './ask-model.ts' // your model's API

const github = await new Bulkhead().workspace('acme').connect('github')
const tools = await github.tools({ entities: ['issues'], effects: ['read', 'write'] })

// Name, description and JSON Schema are what every model API takes.
const offered = Object.values(tools).map(({ name, description, parameters }) => ({
  name,
  description,
  parameters,
}))

const messages: Message[] = [{ role: 'user', content: 'What is the newest issue of octocat/Hello-World?' }]
for (let step = 0; step < 10; step++) {
  const response = await askModel({ tools: offered, messages })
  messages.push({ role: 'assistant', content: response })
  if (response.call === undefined) break
  // A tool does not throw: what went wrong is a string that the model can act on.
  const result = await (tools[response.call.name]?.execute(response.call.input) ?? 'There is no such tool.')
  messages.push({ role: 'tool', content: JSON.stringify(result) })
}
console.log(messages.length)
