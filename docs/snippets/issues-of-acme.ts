import { connect } from '@bulkhead/sdk' // BULKHEAD_URL, BULKHEAD_CLIENT_ID, BULKHEAD_CLIENT_SECRET

const github = await connect('github', { workspace_name: 'acme' })
for await (const issue of github.issues.list({ owner: 'octocat', repo: 'Hello-World' })) {
  console.log(issue.title)
}

// The same operations as tools for a model, through a token that can do nothing else.
const tools = await github.tools({ entities: ['issues'], read_only: true })
console.log(Object.keys(tools))
