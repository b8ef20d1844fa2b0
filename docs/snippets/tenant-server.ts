import { createServer } from 'node:http'
import { Bulkhead, BulkheadError } from '@bulkhead/sdk'
import { getCustomer } from './session.ts'

const bulkhead = new Bulkhead()

const server = createServer(async (request, response) => {
  // Nothing may be thrown out of here: an error that nobody catches ends the process.
  try {
    const customer = getCustomer(request)
    if (customer === undefined) {
      response.writeHead(401).end('Sign in first.')
      return
    }
    // One workspace object per request. They share tokens: a workspace's is minted when it is first needed and before it
    // expires, whatever number of requests wait for it.
    const workspace = bulkhead.workspace(customer)
    const github = await workspace.connect('github')
    const { data } = await github.issues.list({ owner: 'octocat', repo: 'Hello-World' })
    response.end(JSON.stringify(data.map(({ title }) => title)))
  } catch (error) {
    console.error(error)
    const code = error instanceof BulkheadError ? error.code : 'internal'
    response.writeHead(code === 'no_connector' ? 404 : 502).end(code)
  }
})
server.listen(Number(process.env.PORT ?? 3000))
