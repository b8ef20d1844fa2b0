import { Bulkhead } from '@bulkhead/sdk'

const bulkhead = new Bulkhead()
const { workspaces } = bulkhead

// Pages are fetched as you reach them.
for await (const { name, status } of workspaces.list({ name_contains: 'acme' })) console.log(name, status)

// The customer renames itself. The old name stays an alias, so what knows it by that goes on working.
await workspaces.rename('acme', 'acme-inc')
console.log((await workspaces.get('acme')).name)

// A bill is not paid: its tokens end, and nothing runs until it is active again.
await workspaces.deactivate('acme-inc')
await workspaces.activate('acme-inc')

// The customer leaves. The data key is destroyed: no stored credential can be opened again.
const { data_key } = await workspaces.delete('acme-inc')
console.log(data_key.destroyed)

const { data: records } = await bulkhead.audit.list({ event: 'workspace.deleted', limit: 1 })
console.log(records.map(({ event, outcome }) => `${event}: ${outcome}`))
