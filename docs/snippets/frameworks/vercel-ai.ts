import { Bulkhead } from '@bulkhead/sdk'
import { generateText, stepCountIs } from 'ai'
import { model } from './model.ts' // any model of the AI SDK

const github = await new Bulkhead().workspace('acme').connect('github')
const { text } = await generateText({
  model,
  tools: await github.tools({ entities: ['issues'], readOnly: true }),
  stopWhen: stepCountIs(10),
  prompt: 'What is broken in octocat/Hello-World?',
})
console.log(text)
