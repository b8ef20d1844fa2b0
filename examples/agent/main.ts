import { Bulkhead } from '@bulkhead/sdk'
import { generateText, stepCountIs } from 'ai'
import { model } from './model.ts'

// The tools act in one customer's account. Their token may only read issues.
const github = await new Bulkhead().workspace(process.env.CUSTOMER ?? '').connect('github')
const tools = await github.tools({ entities: ['issues'], readOnly: true })

const { text } = await generateText({
  model,
  tools,
  stopWhen: stepCountIs(10),
  prompt: 'What is broken in octocat/Hello-World? Say it in one sentence.',
})
console.log(text)
