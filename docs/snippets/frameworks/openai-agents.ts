import { Bulkhead } from '@bulkhead/sdk'
import { Agent, run, tool } from '@openai/agents'

const github = await new Bulkhead().workspace('acme').connect('github')
const tools = Object.values(await github.tools({ entities: ['issues'], readOnly: true })).map((one) =>
  tool({
    name: one.name,
    description: one.description,
    parameters: { ...one.parameters, additionalProperties: true },
    strict: false,
    execute: (input) => one.execute(input as Record<string, unknown>),
  }),
)
const agent = new Agent({ name: 'triage', tools }) // OPENAI_API_KEY
const { finalOutput } = await run(agent, 'What is broken in octocat/Hello-World?')
console.log(finalOutput)
