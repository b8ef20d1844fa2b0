import { Bulkhead, PermissionError } from '@bulkhead/sdk'

// BULKHEAD_TOKEN says which workspace this is and what may be done in it.
const github = await new Bulkhead().workspace().connect('github')
const page = await github.issues.list({ owner: 'octocat', repo: 'Hello-World' })
console.log('issues:', page.data.length)

try {
  await github.issues.create({ owner: 'octocat', repo: 'Hello-World', title: 'Not allowed' })
} catch (error) {
  if (!(error instanceof PermissionError)) throw error
  console.log('writing:', error.code)
}
