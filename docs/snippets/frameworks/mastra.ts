import { Bulkhead } from '@bulkhead/sdk'
import { Agent } from '@mastra/core/agent'
import { model } from './mastra-model.ts' // any model of Mastra

const github = await new Bulkhead().workspace('acme').connect('github')
const agent = new Agent({
  id: 'triage',
  name: 'triage',
  instructions: 'You read issues.',
  model,
  tools: await github.tools({ entities: ['issues'], readOnly: true }),
})
const { text } = await agent.generate('What is broken in octocat/Hello-World?')
console.log(text)
