import { Bulkhead } from '@bulkhead/sdk'

const workspace = new Bulkhead().workspace('acme')
const github = await workspace.connect('github')
const page = await github.executePages('issues', 'list', { owner: 'octocat', repo: 'Hello-World', limit: 10 })
for (const row of page.data) console.log(row.title)

for await (const { id, name } of workspace.connectors.list()) console.log(name, id === github.id)
