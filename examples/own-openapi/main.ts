import { Bulkhead } from '@bulkhead/sdk'

// `remarks` is the folder in BULKHEAD_CONNECTORS_DIR. Its document is plain OpenAPI.
const workspace = new Bulkhead().workspace('fir')
const { id } = await workspace.connectors.create({
  connector_type: 'remarks',
  credentials: { token: process.env.GITHUB_TOKEN ?? 'ghp_example' },
  environment: { base_url: 'http://127.0.0.1:4010' }, // the stand-in; leave it out for the real service
})

// Entity and action come from the tag and the method of the operation.
const params = { owner: 'octocat', repo: 'Hello-World', issue_number: 1347 }
const { result } = await workspace.execute(id, 'comments', 'list', params)
console.log(JSON.stringify(result))
