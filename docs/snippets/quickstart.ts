import { connect, Workspace } from '@bulkhead/sdk'

// A customer arrives: the first connector of a new name makes the workspace, with a key of its own.
const acme = new Workspace({ workspace_name: 'acme' })
const { data: connectors } = await acme.listConnectors()
if (connectors.length === 0) {
  await acme.createConnector({
    connector_type: 'github',
    credentials: { token: 'ghp_example' },
    environment: { base_url: 'http://127.0.0.1:4010' }, // the stand-in; leave it out for the real GitHub
  })
}

// From now on any part of your backend works with it by its name.
const github = await connect('github', { workspace_name: 'acme' })
for await (const issue of github.issues.list({ owner: 'octocat', repo: 'Hello-World' })) {
  console.log(`#${issue.number} ${issue.title}`)
}
