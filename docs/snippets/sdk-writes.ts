import { Bulkhead } from '@bulkhead/sdk'

const github = await new Bulkhead().workspace('acme').connect('github')
const issue = { owner: 'octocat', repo: 'Hello-World', title: 'Leak in the hull' }

const { number } = await github.issues.create(issue, {
  idempotencyKey: 'ticket-4712', // the same issue however often this program runs, for 24 hours
  serverTimeoutMs: 20_000, // the server gives up on GitHub
  timeoutMs: 30_000, // the SDK gives up on the server
  signal: AbortSignal.timeout(90_000), // all attempts together
})
console.log(number)
