import { Bulkhead } from '@bulkhead/sdk'

const sent: string[] = []
const bulkhead = new Bulkhead({
  token: 'a-scoped-token',
  maxRetries: 0,
  fetch: async (url, { method, body }) => {
    sent.push(`${method} ${new URL(url).pathname} ${body}`)
    return Response.json({ result: [{ number: 7, title: 'Leak' }] })
  },
})

const { result } = await bulkhead.workspace().execute('a-connector', 'issues', 'list', { owner: 'octocat' })
console.log(sent, result)
