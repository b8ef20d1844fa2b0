import Anthropic from '@anthropic-ai/sdk'
import { Bulkhead } from '@bulkhead/sdk'

const github = await new Bulkhead().workspace('acme').connect('github')
const tools = await github.tools({ entities: ['issues'], readOnly: true })
const anthropic = new Anthropic() // ANTHROPIC_API_KEY

const messages: Anthropic.MessageParam[] = [
  { role: 'user', content: 'What is broken in octocat/Hello-World?' },
]
for (let step = 0; step < 10; step++) {
  const response = await anthropic.messages.create({
    model: 'claude-sonnet-4-5',
    max_tokens: 1024,
    messages,
    tools: Object.values(tools).map(({ name, description, parameters }) => ({
      ...{ name, description, input_schema: parameters },
    })),
  })
  messages.push({ role: 'assistant', content: response.content })
  const results: Anthropic.ToolResultBlockParam[] = []
  for (const block of response.content) {
    if (block.type === 'text') console.log(block.text)
    if (block.type !== 'tool_use') continue
    const result = await tools[block.name]?.execute(block.input as Record<string, unknown>)
    results.push({ type: 'tool_result', tool_use_id: block.id, content: JSON.stringify(result) })
  }
  if (results.length === 0) break
  messages.push({ role: 'user', content: results })
}
