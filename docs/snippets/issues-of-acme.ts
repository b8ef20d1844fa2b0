import { Bulkhead } from '@bulkhead/sdk' // BULKHEAD_URL, BULKHEAD_CLIENT_ID, BULKHEAD_CLIENT_SECRET

const github = await new Bulkhead().workspace('acme').connect('github')
for await (const issue of github.issues.list({ owner: 'octocat', repo: 'Hello-World' })) {
  console.log(issue.title)
}

// The same operations as tools for a model, through a token that can do nothing else.
const tools = await github.tools({ entities: ['issues'], readOnly: true })
console.log(Object.keys(tools))
