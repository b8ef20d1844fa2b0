import { Bulkhead, PermissionError } from '@bulkhead/sdk'

// The key (BULKHEAD_TOKEN) selects the workspace and limits what this process may do. The process has no client secret.
const github = await new Bulkhead().workspace().connect('github')
const { data } = await github.issues.list({ owner: 'octocat', repo: 'Hello-World' })
console.log(`issues: ${data.length}`)

try {
  await github.issues.create({ owner: 'octocat', repo: 'Hello-World', title: 'Not allowed' })
} catch (error) {
  if (!(error instanceof PermissionError)) throw error
  console.log(`writing: ${error.code}`)
}
