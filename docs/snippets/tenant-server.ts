import { createServer } from 'node:http'
import { BulkheadError, Workspace } from '@bulkhead/sdk'
import { customerOf } from './session.ts'

// One object per request. They share tokens: a workspace's is minted when it is first needed and before it
// expires, whatever number of requests wait for it.
const server = createServer(async (request, response) => {
  const workspace = new Workspace({ workspace_name: customerOf(request) })
  try {
    const github = await workspace.connect('github')
    const { data } = await github.issues.list({ owner: 'octocat', repo: 'Hello-World' })
    response.end(JSON.stringify(data.map(({ title }) => title)))
  } catch (error) {
    if (!(error instanceof BulkheadError)) throw error
    response.writeHead(error.code === 'no_connector' ? 404 : 502).end(error.code)
  }
})
server.listen(Number(process.env.PORT ?? 3000))
