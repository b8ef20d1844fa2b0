import { Bulkhead } from '@bulkhead/sdk'
import OpenAI from 'openai'

const github = await new Bulkhead().workspace('acme').connect('github')
const tools = await github.tools({ entities: ['issues'], readOnly: true })
const openai = new OpenAI() // OPENAI_API_KEY

let input: OpenAI.Responses.ResponseInput = [
  { role: 'user', content: 'What is broken in octocat/Hello-World?' },
]
let previous_response_id: string | undefined
for (let step = 0; step < 10; step++) {
  const response = await openai.responses.create({
    model: 'gpt-5',
    input,
    ...(previous_response_id !== undefined && { previous_response_id }),
    tools: Object.values(tools).map(({ name, description, parameters }) => ({
      ...({ type: 'function', strict: false } as const),
      ...{ name, description, parameters },
    })),
  })
  const calls = response.output.filter((item) => item.type === 'function_call')
  if (calls.length === 0) {
    console.log(response.output_text)
    break
  }
  previous_response_id = response.id
  input = []
  for (const { call_id, name, arguments: text } of calls) {
    const output = JSON.stringify(await tools[name]?.execute(JSON.parse(text)))
    input.push({ type: 'function_call_output', call_id, output })
  }
}
