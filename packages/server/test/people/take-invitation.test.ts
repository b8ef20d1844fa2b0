import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayTake } from '@bulkhead/server/identity/invitations/take-invitation'

const PROVIDER = 'the provider'
const OTHER = 'another provider'

for (const role of ['owner', 'admin', 'member'] as const) {
  for (const named of [null, PROVIDER, OTHER]) {
    for (const hasLink of [true, false]) {
      for (const isProven of [true, false]) {
        const isTaken = hasLink || (role === 'member' && (isProven || named === PROVIDER))
        const how = `${hasLink ? 'its link' : 'no link'}, ${isProven ? 'a proven domain' : 'no proven domain'}`
        test(`an invitation as ${role} that names ${named ?? 'no provider'} is ${isTaken ? '' : 'not '}taken by a provider with ${how}`, () => {
          const claim = { hasLink, isProven, provider_id: PROVIDER }
          assert.equal(mayTake({ role, provider_id: named }, claim), isTaken)
        })
      }
    }
  }
}
