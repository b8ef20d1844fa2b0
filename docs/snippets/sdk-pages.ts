import { Bulkhead } from '@bulkhead/sdk'

const github = await new Bulkhead().workspace('acme').connect('github')
const repository = { owner: 'octocat', repo: 'Hello-World' }

// Awaited: the first page, and the next one where you want it.
const page = await github.issues.list({ ...repository, limit: 10 })
console.log(page.data.length, page.nextCursor !== null)
if (page.hasNextPage()) console.log((await page.nextPage()).data.length)

// Iterated: all records, or page by page.
for await (const { title } of github.issues.list(repository)) console.log(title)
for await (const { data, warning } of github.issues.list(repository).pages())
  console.log(data.length, warning)
