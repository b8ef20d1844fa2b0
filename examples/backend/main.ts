import { Bulkhead, BulkheadError } from '@bulkhead/sdk'

// A nightly job: counts the open issues of each customer. One customer's failure does not end the job.
const bulkhead = new Bulkhead() // BULKHEAD_URL, BULKHEAD_CLIENT_ID, BULKHEAD_CLIENT_SECRET

for await (const { name } of bulkhead.workspaces.list({ status: 'active' })) {
  try {
    const github = await bulkhead.workspace(name).connect('github')
    let count = 0
    for await (const _issue of github.issues.list({ owner: 'octocat', repo: 'Hello-World' })) count += 1
    console.log(`${name}: ${count}`)
  } catch (error) {
    if (!(error instanceof BulkheadError)) throw error
    // `no_connector`: this customer has not connected GitHub.
    console.log(`${name}: ${error.code}`)
  }
}
