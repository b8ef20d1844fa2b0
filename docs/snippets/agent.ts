import { Bulkhead } from '@bulkhead/sdk'
import { generateText, stepCountIs } from 'ai'
import { model } from './model.ts' // any model of the AI SDK

const github = await new Bulkhead().workspace('acme').connect('github')
const tools = await github.tools({ entities: ['issues', 'comments'], readOnly: true })

const { text } = await generateText({
  model,
  tools,
  stopWhen: stepCountIs(10),
  prompt: 'What is broken in octocat/Hello-World? Say it in one sentence.',
})
console.log(text)
