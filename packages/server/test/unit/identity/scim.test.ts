import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { changeGroup } from '#people/directory/change-groups'
import { ScimError } from '#people/directory/scim-error'
import {
  findByAll,
  GROUP_SCHEMA,
  readBody,
  readChanges,
  readListing,
  readProjection,
  USER_SCHEMA,
} from '#people/directory/scim-values'
import {
  changeUser,
  getAddress,
  getName,
  readUser,
  toUserState,
  type UserState,
} from '#people/directory/user-state'

const at = (name: string) => `${name}@acme.example`
const read = (body: object, before?: UserState) => readUser(readBody(body), before)
/** Applies the operations of one PATCH. */
const patched = (state: UserState, ...Operations: readonly object[]) =>
  changeUser(state, readChanges(readBody({ Operations }), USER_SCHEMA))
const ADA = read({
  ...{ userName: at('ada'), externalId: 'external', active: true, displayName: 'Ada L.' },
  ...{ name: { givenName: 'Ada', familyName: 'L' }, emails: [{ value: at('ada'), type: 'work' }] },
})

/** Type of the error that reading throws. */
function typeOf(decide: () => unknown): string | undefined {
  try {
    decide()
  } catch (error) {
    assert.ok(error instanceof ScimError)
    assert.equal(error.status, 400)
    return error.scimType
  }
  return undefined
}

describe('the state of a user', () => {
  for (const [whose, operation] of [
    ['Entra ID', { op: 'Replace', path: 'active', value: 'False' }],
    ['Okta', { op: 'replace', value: { active: false } }],
    ['a list', { op: 'replace', path: `${USER_SCHEMA}:active`, value: [{ value: false }] }],
    ['a client that writes names otherwise', { OP: 'replace', Path: 'Active', VALUE: 'FALSE' }],
  ] as const)
    test(`is inactive as ${whose} sends it`, () => assert.equal(patched(ADA, operation).active, false))

  for (const [title, body, before, active] of [
    ['POST without active', {}, undefined, true],
    ['POST with null', { active: null }, undefined, true],
    ['POST as inactive', { active: false }, undefined, false],
    ['PUT without active, of an active user', {}, ADA, true],
    ['PUT without active, of an inactive user', {}, { ...ADA, active: false }, false],
    ['PUT with null', { active: null }, ADA, true],
    ['PUT as active, of an inactive user', { active: 'True' }, { ...ADA, active: false }, true],
    ['PUT as inactive', { Active: 'False' }, ADA, false],
  ] as const)
    test(`${title} is ${active ? 'active' : 'inactive'}`, () => {
      assert.equal(read({ userName: at('ada'), ...body }, before).active, active)
    })

  const row = {
    ...{
      identity_id: 'id',
      person_id: 'ada',
      subject: null,
      user_name: 'ada',
      external_id: null,
      email: null,
    },
    ...{ profile: null, active: true, created_at: new Date(0), updated_at: new Date(0) },
    ...{ person_name: 'Ada', person_email: at('ada') },
  }
  for (const [title, stored, active] of [
    ['with a person', row, true],
    ['whose person was removed here', { ...row, person_id: null }, false],
    ['whom the directory deactivated', { ...row, active: false }, false],
  ] as const)
    test(`a stored user ${title} is ${active ? 'active' : 'inactive'}`, () => {
      assert.equal(toUserState(stored).active, active)
    })
  test('a user whom no directory added has the address of the person as name', () => {
    const { user_name, email } = toUserState({ ...row, user_name: null })
    assert.deepEqual([user_name, email], [at('ada'), at('ada')])
  })
})

describe('attributes of a user', () => {
  test('names of attributes are known in any letter case', () => {
    const user = read({
      ...{
        SCHEMAS: [USER_SCHEMA],
        UserName: 'case',
        EXTERNALID: 'case-1',
        displayname: 'Case',
        Active: 'True',
      },
      Name: { GivenName: 'Ca', familyname: 'Se' },
      EMAILS: [
        { Value: at('second'), Type: 'work' },
        { Value: at('case'), PRIMARY: 'True' },
      ],
    })
    assert.deepEqual(user, {
      ...{ user_name: 'case', external_id: 'case-1', active: true, email: at('case') },
      ...{ email_kind: { type: 'work', primary: true } },
      names: { givenName: 'Ca', familyName: 'Se', displayName: 'Case' },
    })
    const changed = patched(
      user,
      { OP: 'Replace', PATH: 'USERNAME', VALUE: [{ Value: 'case-3' }] },
      { Op: 'Add', Value: { DisplayName: 'Cased', 'NAME.GIVENNAME': 'Cas', Name: { FAMILYNAME: 'Ed' } } },
    )
    assert.equal(changed.user_name, 'case-3')
    assert.deepEqual(changed.names, { givenName: 'Cas', familyName: 'Ed', displayName: 'Cased' })
  })

  test('an attribute that is null counts as absent', () => {
    const absent = { displayName: null, name: null, externalId: null, emails: null }
    const { names, external_id, email, email_kind } = read({ userName: 'a', ...absent })
    assert.deepEqual([names, external_id, email, email_kind], [{}, null, null, undefined])
  })
  test('a name that belongs to every object is no attribute', () => {
    const sent = '{"userName":"odd","CONSTRUCTOR":{"Prototype":{}},"__PROTO__":{"active":false}}'
    assert.equal(read(JSON.parse(sent)).active, true)
  })
  test('attributes that are not kept change nothing', () => {
    const path = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department'
    assert.deepEqual(patched(ADA, { op: 'Add', path, value: 'R' }), ADA)
  })
  test('the names of a value without a path are paths', () => {
    const value = { 'name.givenName': 'Grace', 'emails[type eq "work"].value': at('grace') }
    const { names, email } = patched(ADA, { op: 'replace', value })
    assert.deepEqual([names.givenName, email], ['Grace', at('grace')])
  })

  for (const [type, operation] of [
    ['invalidValue', { op: 'replace', path: 'active', value: 'no' }],
    ['mutability', { op: 'remove', path: 'active' }],
    ['noTarget', { op: 'remove' }],
    ['invalidSyntax', { op: 'move', path: 'active' }],
    ['invalidSyntax', { op: 'replace', value: 'a' }],
    ['invalidValue', { op: 'replace', path: 'userName', value: '' }],
    ['invalidValue', { op: 'remove', path: 'userName' }],
    ['invalidValue', { op: 'replace', path: 'displayName', value: 'x'.repeat(2000) }],
  ] as const)
    test(`${JSON.stringify(operation).slice(0, 60)} → ${type}`, () => {
      assert.equal(
        typeOf(() => patched(ADA, operation)),
        type,
      )
    })
  test('a user without a userName is refused', () => {
    assert.equal(
      typeOf(() => read({ displayName: 'Ada' })),
      'invalidValue',
    )
  })

  for (const [names, shown] of [
    [{ displayName: 'Ada L.', formatted: 'A', givenName: 'Ada' }, 'Ada L.'],
    [{ displayName: '\u200b', givenName: 'Ada', familyName: 'L' }, 'Ada L'],
    [{ formatted: 'Dr. Ada', givenName: 'Ada' }, 'Dr. Ada'],
    [{ familyName: 'L' }, 'L'],
    [{}, at('ada')],
  ] as const)
    test(`${JSON.stringify(names)} shows ${shown}`, () => {
      assert.equal(getName({ ...ADA, names }, at('ada')), shown)
    })
})

describe('the address of a user', () => {
  for (const [type, emails] of [
    ['work', [{ type: 'home' }, { type: 'Work' }]],
    ['home', [{ type: 'work' }, { type: 'home', primary: true }]],
    ['other', [{ type: 'other' }, { type: 'home' }]],
    ['home', [{ type: 'work', value: '' }, { type: 'home' }]],
  ] as const)
    test(`${JSON.stringify(emails)}: ${type} is kept`, () => {
      const all = emails.map((email) => ({ value: at(email.type), ...email }))
      const kept = read({ userName: 'a', emails: all })
      assert.deepEqual([kept.email, kept.email_kind?.type], [at(type), type])
      // Of several that nothing tells apart, the first counts.
      const turned = read({ userName: 'a', emails: all.toReversed() })
      assert.equal(turned.email, at(type === 'other' ? 'home' : type))
    })

  const path = (filter: string) => `emails[${filter}].value`
  const [work, home] = [path('type eq "work"'), path('type eq "home"')]
  for (const { first, steps } of [
    {
      first: { type: 'work', value: at('w1') },
      steps: [
        [{ op: 'replace', path: home, value: at('h1') }, 'w1'],
        [{ op: 'Add', value: { [home]: at('h2'), [work]: at('w2') } }, 'w2'],
        [{ op: 'replace', path: path('type eq "WORK" and primary eq true'), value: at('w3') }, 'w3'],
        [{ op: 'add', path: 'emails', value: [{ type: 'home', value: at('h3') }] }, 'w3'],
        [{ op: 'remove', path: 'emails[type eq "home"]' }, 'w3'],
        [{ op: 'remove', path: home }, 'w3'],
        [{ op: 'replace', path: path(`value eq "${at('h1')}"`), value: at('h4') }, 'w3'],
        [{ op: 'replace', path: path(`value eq "${at('W3')}"`), value: at('w4') }, 'w4'],
        [{ op: 'replace', path: 'emails.value', value: at('w5') }, 'w5'],
        [{ op: 'add', path: 'emails', value: [{ type: 'home', value: at('h5'), primary: true }] }, 'h5'],
        [{ op: 'replace', path: work, value: at('w6') }, 'h5'],
        [{ op: 'replace', path: path('primary eq true'), value: at('h6') }, 'h6'],
        [{ op: 'replace', path: 'emails', value: [{ type: 'work', value: at('w7') }] }, 'w7'],
      ],
    },
    {
      first: { type: 'other', value: at('o1') },
      steps: [
        [{ op: 'replace', path: path('type eq "other"'), value: at('o2') }, 'o2'],
        [{ op: 'add', path: home, value: at('h7') }, 'o2'],
        [{ op: 'add', path: work, value: at('w8') }, 'w8'],
      ],
    },
  ] as const) {
    let state = read({ userName: 'a', emails: [first] })
    for (const [operation, kept] of steps) {
      state = patched(state, operation)
      const { email } = state
      test(`${JSON.stringify(operation)} keeps ${kept}`, () => assert.equal(email, at(kept)))
    }
  }

  const renamed = (state: UserState) =>
    getAddress(patched(state, { op: 'replace', path: 'userName', value: 'Renamed@acme.example' }))
  test('follows the userName if the directory does not send it', () => {
    const named = read({ userName: 'Ada@acme.example' })
    assert.equal(getAddress(named), at('ada'))
    assert.equal(renamed(named), at('renamed'))
    // As it is stored.
    assert.equal(renamed({ ...named, email: at('ada') }), at('renamed'))
    const other = { op: 'add', path: 'emails[type eq "home"].value', value: at('home') }
    assert.equal(getAddress(patched({ ...named, email: at('ada') }, other)), at('ada'))
  })
  test('stays at a new userName if the directory sent it', () => assert.equal(renamed(ADA), at('ada')))
  test('is missing if neither emails nor userName is one', () => {
    assert.equal(
      typeOf(() => getAddress(read({ userName: 'ada' }))),
      'invalidValue',
    )
  })
})

describe('the members of a group', () => {
  for (const [operation, members, display_name = 'eng'] of [
    [{ op: 'Add', path: 'members', value: [{ $ref: null, value: 'C' }, { value: 'b' }] }, 'abc'],
    [{ op: 'add', value: { Members: [{ VALUE: 'c' }] } }, 'abc'],
    [{ op: 'Remove', path: 'Members', value: [{ value: 'A' }] }, 'b'],
    [{ Op: 'Remove', Path: 'MEMBERS[Value EQ "a"]' }, 'b'],
    [{ op: 'remove', path: 'members' }, ''],
    [{ op: 'replace', path: 'members', value: [{ value: 'c' }] }, 'c'],
    [{ op: 'replace', path: 'members', value: [] }, ''],
    [{ op: 'replace', value: { id: 'a group', displayName: 'others' } }, 'ab', 'others'],
    [{ op: 'replace', path: 'displayName', value: 'others' }, 'ab', 'others'],
  ] as const)
    test(`${JSON.stringify(operation)} leaves ${members || 'none'} in ${display_name}`, () => {
      const group = { display_name: 'eng', external_id: null, members: new Set(['a', 'b']) }
      for (const change of readChanges(readBody({ Operations: [operation] }), GROUP_SCHEMA))
        changeGroup(group, change)
      assert.deepEqual([group.members, group.display_name], [new Set(members), display_name])
    })

  for (const [type, operation] of [
    ['invalidFilter', { op: 'remove', path: 'members[display eq "nobody"]' }],
    ['invalidFilter', { op: 'remove', path: 'members[value eq "]"]' }],
    ['invalidValue', { op: 'add', path: 'members', value: [{ display: 'a' }] }],
    ['invalidValue', { op: 'remove', path: 'displayName' }],
  ] as const)
    test(`${JSON.stringify(operation)} → ${type}`, () => {
      const group = { display_name: 'eng', external_id: null, members: new Set(['a']) }
      const change = () => {
        for (const one of readChanges(readBody({ Operations: [operation] }), GROUP_SCHEMA))
          changeGroup(group, one)
      }
      assert.equal(typeOf(change), type)
      assert.deepEqual(group.members, new Set(['a']))
    })
})

describe('a filter', () => {
  const listed = (filter: string) =>
    readListing({ filter }, 10).comparisons.map(({ attribute, value }) => `${attribute}=${value}`)
  for (const [filter, ...comparisons] of [
    ['', ...[]],
    ['userName eq "Ada"', 'username=Ada'],
    ['emails[type eq "work"].value eq "a"', 'emails.value=a'],
    [`${USER_SCHEMA}:userName eq "a"`, 'username=a'],
    ['userName eq "a" and active eq true', 'username=a', 'active=true'],
    ['active eq True AND externalId eq "e"  and id eq "i"', 'active=true', 'externalid=e', 'id=i'],
    [
      `userName eq "a\\" and active eq true and userName eq \\"a"`,
      'username=a" and active eq true and userName eq "a',
    ],
    [Array(10).fill('id eq "a"').join(' and '), ...Array<string>(10).fill('id=a')],
  ] as const)
    test(`${filter.slice(0, 70)} compares ${comparisons.length}`, () => {
      assert.deepEqual(listed(filter), comparisons)
    })
  for (const filter of [
    'userName eq "a" or active eq true',
    '(userName eq "a") and active eq true',
    'not (userName eq "a")',
    'userName eq "a" and',
    'userName eq "a" and active eq "x"',
    'userName eq "a" and active eq "true"',
    'userName eq true',
    'userName eq "a" active eq true',
    'userName eq "\\u0000"',
    Array(11).fill('userName eq "a"').join(' and '),
  ])
    test(`${filter.slice(0, 50)} is none`, () => {
      assert.equal(
        typeOf(() => listed(filter)),
        'invalidFilter',
      )
    })

  test('finds what every comparison finds', async () => {
    const find = (filter: string) =>
      findByAll(readListing({ filter }, 10).comparisons, async ({ value }) => [...value], String)
    assert.deepEqual(await find('userName eq "abc" and externalId eq "bcd"'), ['b', 'c'])
    assert.deepEqual(await find('userName eq "abc" and externalId eq "d"'), [])
    assert.deepEqual(await find('userName eq "abc"'), ['a', 'b', 'c'])
  })
})

describe('a request of a directory', () => {
  function readPath(path: string) {
    const [change] = readChanges(readBody({ Operations: [{ op: 'add', path, value: 1 }] }), USER_SCHEMA)
    return [change?.path, change?.where]
  }

  test('a path of a PATCH is read without its filters, of which the first counts', () => {
    assert.deepEqual(readPath('displayName'), ['displayname', {}])
    assert.deepEqual(readPath('emails[type eq "Work" and primary eq true].value'), [
      'emails.value',
      { type: 'Work', primary: 'true' },
    ])
    assert.deepEqual(readPath(`${USER_SCHEMA}:name[a eq "1"].b[c eq "2"].d`), ['name.b.d', { a: '1' }])
    assert.deepEqual(readPath('members[value eq "X"]'), ['members', { value: 'X' }])
    assert.deepEqual(readPath('a]b[c'), ['a]b[c', {}])
    assert.deepEqual(readPath('a[[b eq "1"]]c'), ['a]c', { b: '1' }])
    const brackets = '['.repeat(1_000)
    assert.deepEqual(readPath(brackets), [brackets, {}])
  })

  test('names at most 100 attributes, with or without their schema', () => {
    const resource = { id: '1', schemas: [], userName: 'a', emails: [], active: true }
    const names = (query: Record<string, string>) => Object.keys(readProjection(query).apply(resource))
    assert.deepEqual(names({}), Object.keys(resource))
    assert.deepEqual(names({ attributes: `${USER_SCHEMA}:userName, emails.value` }), [
      'id',
      'schemas',
      'userName',
      'emails',
    ])
    assert.deepEqual(names({ excludedAttributes: 'emails,ID' }), ['id', 'schemas', 'userName', 'active'])
    assert.equal(names({ attributes: Array(100).fill('active').join(',') }).length, 3)
    assert.throws(() => readProjection({ attributes: Array(101).fill('a').join(',') }), ScimError)
  })
})
