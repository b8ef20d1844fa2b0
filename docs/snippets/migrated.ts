import { connect, Workspace } from '@bulkhead/sdk'

const github = await connect('github', { workspace_name: 'acme' })
const page = await github.executePages('issues', 'list', { owner: 'octocat', repo: 'Hello-World', limit: 10 })
for (const row of page.data) console.log(row.title)

const workspace = new Workspace({ workspace_name: 'acme' })
for await (const { id, name } of workspace.listConnectors()) console.log(name, id === github.id)
