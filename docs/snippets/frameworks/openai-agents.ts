import { connect } from '@bulkhead/sdk'
import { Agent, run, tool } from '@openai/agents'

const github = await connect('github', { workspace_name: 'acme' })
const tools = Object.values(await github.tools({ entities: ['issues'], read_only: true })).map((one) =>
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
