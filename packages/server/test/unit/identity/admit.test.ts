import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Mapping } from '@bulkhead/contract/people/providers'
import { mayTake } from '#people/invitations/take-invitation'
import { assertAdmitsUninvited, getEntryAddress, NotAdmitted } from '#people/providers/admit-identity'
import { getMappedRights } from '#people/providers/mapped-rights'
import { DEFAULT_CLAIMS, readPerson } from '#people/providers/read-claims'

const PROVIDER = 'the provider'
const OTHER = 'another provider'

/** Reason why somebody is not admitted. */
function reasonOf(decide: () => unknown): string | undefined {
  try {
    decide()
  } catch (error) {
    assert.ok(error instanceof NotAdmitted)
    return error.reason
  }
  return undefined
}

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

describe('somebody without a person', () => {
  const stranger = undefined
  const removed = { active: true, deleted_at: null }
  const inactive = { active: false, deleted_at: null }
  const deleted = { active: false, deleted_at: new Date() }
  const [verified, unverified, nameless] = [
    { email: 'ada@acme.example', email_verified: true, name: undefined },
    { email: 'ada@acme.example', email_verified: false, name: undefined },
    { email: undefined, email_verified: true, name: undefined },
  ]
  for (const [who, known, claimed, reason] of [
    ['a stranger', stranger, verified],
    ['a stranger without a verified address', stranger, unverified, 'address_unverified'],
    ['a stranger without an address', stranger, nameless, 'no_address'],
    ['a removed person', removed, verified],
    ['a removed person without a verified address', removed, unverified, 'removed'],
    ['a removed person without an address', removed, nameless, 'removed'],
    ['a user whom the directory deactivated', inactive, verified, 'removed'],
    ['a user whom the directory deleted', deleted, verified],
  ] as const)
    test(`${who} ${reason === undefined ? 'may have an invitation' : `is refused: ${reason}`}`, () => {
      assert.equal(
        reasonOf(() => getEntryAddress(known, claimed)),
        reason,
      )
    })

  for (const [who, known, admits, isProven, reason] of [
    ['a stranger of a proven domain', stranger, 'domain', true],
    ['a stranger of another domain', stranger, 'domain', false, 'not_invited'],
    [
      'a stranger of a proven domain, by a provider for invited people',
      stranger,
      'invited',
      true,
      'not_invited',
    ],
    ['a removed person of a proven domain', removed, 'domain', true, 'removed'],
    ['a deleted user of a proven domain', deleted, 'domain', true, 'removed'],
  ] as const)
    test(`without an invitation ${who} is ${reason ?? 'admitted'}`, () => {
      assert.equal(
        reasonOf(() => assertAdmitsUninvited(known, { admits }, isProven)),
        reason,
      )
    })
})

describe('the claims of a person', () => {
  const read = (claims: object, trusts_email = false, names: object = {}) =>
    readPerson({ email: 'ada@acme.example', ...claims }, { ...DEFAULT_CLAIMS, ...names }, trusts_email)
  for (const [name, shown] of [
    ['Ada', 'Ada'],
    ['\u200b', undefined],
    [undefined, undefined],
    ['Ada\u0000B', 'Ada B'],
    ['Ada \u202ereverof', 'Ada reverof'],
    [`A${'🚢'.repeat(300)}`, `A${'🚢'.repeat(254)}`],
  ] as const)
    test(`the name ${JSON.stringify(name)?.slice(0, 20)} is shown as ${shown?.slice(0, 20) ?? 'the address'}`, () => {
      assert.equal(read({ name }).name, shown)
    })
  for (const hidden of ['\u0000', '\u200b'])
    test(`an address with ${JSON.stringify(hidden)} is none`, () => {
      assert.equal(read({ email: `ada${hidden}@acme.example` }).email, undefined)
    })
  for (const [email_verified, itself, trusted] of [
    [true, true, true],
    ['true', true, true],
    [undefined, false, true],
    [1, false, true],
    [false, false, false],
    ['false', false, false],
  ] as const)
    test(`email_verified ${JSON.stringify(email_verified)} is ${itself}, and ${trusted} from a trusted provider`, () => {
      assert.equal(read({ email_verified }).email_verified, itself)
      assert.equal(read({ email_verified }, true).email_verified, trusted)
    })
  test('email_verified says nothing of another claim', () => {
    const names = { email: 'upn' }
    assert.equal(read({ upn: 'ada@acme.example', email_verified: true }, false, names).email_verified, false)
  })
})

describe('what groups give', () => {
  const [ENG, OPS] = ['01a21031-e2ca-7078-926b-a819b875a701', '01a21031-e2ca-7078-926b-a819b875a702']
  const at = (workspace_id: string, level: 'viewer' | 'user' | 'manager') => ({ workspace_id, level })
  const MAPPINGS: readonly Mapping[] = [
    { value: 'eng', workspaces: [at(ENG, 'user'), at(OPS, 'viewer')] },
    { value: 'ops', workspaces: [at(OPS.toUpperCase(), 'manager'), at(ENG, 'viewer')] },
    { value: 'leads', role: 'admin' },
    { claim: 'realm.roles', value: 'root', role: 'admin' },
  ]
  for (const [claims, role, levels] of [
    [{}, 'member', {}],
    [{ groups: [] }, 'member', {}],
    [{ groups: 'eng' }, 'member', { [ENG]: 'user', [OPS]: 'viewer' }],
    [{ groups: ['ops', 'eng'] }, 'member', { [ENG]: 'user', [OPS]: 'manager' }],
    [{ groups: ['eng', 'leads'] }, 'admin', { [ENG]: 'user', [OPS]: 'viewer' }],
    [{ groups: ['Leads', 'ENG', 'engineers'] }, 'member', {}],
    [{ groups: { eng: true } }, 'member', {}],
    [{ realm: { roles: ['root'] } }, 'admin', {}],
    [{ 'realm.roles': ['none'], realm: { roles: ['root'] } }, 'member', {}],
    [{ groups: ['root'] }, 'member', {}],
  ] as const)
    test(`${JSON.stringify(claims)}: ${role}, ${Object.keys(levels).length} workspaces`, () => {
      const given = getMappedRights(MAPPINGS, 'groups', claims)
      assert.deepEqual([given.role, Object.fromEntries(given.levels)], [role, levels])
    })
})
