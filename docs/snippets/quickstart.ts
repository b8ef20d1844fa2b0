import { Bulkhead } from '@bulkhead/sdk'

const bulkhead = new Bulkhead() // BULKHEAD_URL, BULKHEAD_CLIENT_ID, BULKHEAD_CLIENT_SECRET

// A customer arrives: the first connector of a new name makes the workspace, with a key of its own.
const acme = bulkhead.workspace('acme')
const { data: connectors } = await acme.connectors.list()
if (connectors.length === 0) {
  await acme.connectors.create({
    connector_type: 'github',
    credentials: { token: 'ghp_example' },
    environment: { base_url: 'http://127.0.0.1:4010' }, // the stand-in; leave it out for the real GitHub
  })
}

// From now on any part of your backend works with it by its name.
const github = await bulkhead.workspace('acme').connect('github')
for await (const issue of github.issues.list({ owner: 'octocat', repo: 'Hello-World' })) {
  console.log(`#${issue.number} ${issue.title}`)
}
