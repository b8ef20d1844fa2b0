import { execFileSync } from 'node:child_process'
import { Bulkhead } from '@bulkhead/sdk'

// The token of the person who signed in by `bulkhead login`. It lives for minutes: ask once in a script.
const token = execFileSync('npx', ['bulkhead', 'access-token'], { encoding: 'utf8' }).trim()
const bulkhead = new Bulkhead({ accessToken: async () => token })
const { people, invitations } = bulkhead
const { members } = bulkhead.workspace('acme')

// A link that the server does not send by mail is in the response, this once.
const { data: invited } = await invitations.create({ emails: ['emil@example.com'], role: 'member' })
for (const { status, sign_up_url } of invited) console.log(status, sign_up_url?.startsWith('http'))

for await (const { email, role } of people.list()) console.log(email, role)

// Everybody in the organization may read here, and one of them may do more.
await members.setEveryone('viewer')
const [bert] = (await people.list({ name_contains: 'bert@example.com' })).data
if (bert !== undefined) await members.set(bert.id, 'manager')
console.log(await members.everyone())
for await (const { email, level } of members.list()) console.log(email, level)
