import { Bulkhead, NotFoundError, type RecordOf, UpstreamError } from '@bulkhead/sdk'

const github = await new Bulkhead().workspace('acme').connect('github')
const repository = { owner: 'octocat', repo: 'Hello-World' }

// A list is a promise of its first page and an iterator over all of its records.
const page = await github.issues.list({ ...repository, states: ['OPEN'], limit: 10 })
console.log(page.data.length, page.hasNextPage())

// A record, with the response it came in.
const { data, response } = await github.issues.get({ ...repository, number: 1347 }).withResponse()
console.log(data.title, response.headers.get('x-request-id') !== null)

// A write happens once, also when the connection breaks and the SDK sends it again. With a key of your own
// that holds for every process that uses the same one.
const issue: RecordOf<'github', 'issues'> = await github.issues.create(
  { ...repository, title: 'Leak in the hull' },
  { idempotencyKey: 'ticket-4711', intent: 'a customer reported it' },
)
console.log(issue.number)

// What the types do not know, by name; with only the fields you want.
const { result } = await github.execute('issues', 'list', repository, { selectFields: ['title'] })
console.log(result)

try {
  await github.issues.get(
    { ...repository, number: 1 },
    { signal: AbortSignal.timeout(10_000), maxRetries: 0 },
  )
} catch (error) {
  if (error instanceof UpstreamError) console.error('GitHub said', error.upstreamStatus, error.requestId)
  else if (error instanceof NotFoundError) console.error('no such connector in this workspace')
  else throw error
}
