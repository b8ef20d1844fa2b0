import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js'
import { server } from './claude-agent.ts'

/** Stands for a model: it calls the tool that lists, and repeats the title of the first issue. */
const [here, there] = InMemoryTransport.createLinkedPair()
const client = new Client({ name: 'scripted', version: '1.0.0' })
await Promise.all([server.instance.connect(there), client.connect(here)])
const { content } = await client.callTool({
  name: 'github_issues_list',
  arguments: { owner: 'octocat', repo: 'Hello-World' },
})
const title = /"title":"([^"]+)"/.exec(JSON.stringify(content).replaceAll(/\\+"/g, '"'))?.[1]
console.log(`It is this: ${title}.`)
await client.close()
