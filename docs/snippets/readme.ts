import { Bulkhead } from '@bulkhead/sdk' // BULKHEAD_URL, BULKHEAD_CLIENT_ID, BULKHEAD_CLIENT_SECRET

const github = await new Bulkhead().workspace('acme').connect('github')
for await (const issue of github.issues.list({ owner: 'octocat', repo: 'Hello-World' })) {
  console.log(issue.number, issue.title)
}
