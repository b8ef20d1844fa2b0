import { connect } from '@bulkhead/sdk'
import { generateText, stepCountIs } from 'ai'
import { model } from './model.ts' // any model of the AI SDK

const github = await connect('github', { workspace_name: 'acme' })
const tools = await github.tools({ entities: ['issues', 'comments'], read_only: true })

const { text } = await generateText({
  model,
  tools,
  stopWhen: stepCountIs(10),
  prompt: 'What is broken in octocat/Hello-World? Say it in one sentence.',
})
console.log(text)
