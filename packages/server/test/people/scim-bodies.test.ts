import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { engines } from '@bulkhead/testing/engines'
import { sql } from 'kysely'
import { signInBy } from './company.ts'
import { type Directory, openDirectory, USER } from './scim-directory.ts'

for (const engine of engines) {
  describe(`bodies that directories send on ${engine.name}`, () => {
    let directory: Directory

    before(async () => {
      directory = await openDirectory(engine)
    })
    after(async () => {
      await directory?.close()
      await engine.close()
    })

    test('names of attributes are known in any letter case', async () => {
      const { scim, personOf } = directory
      const user = await scim('POST', '/Users', {
        ...{ SCHEMAS: [USER], UserName: 'case', EXTERNALID: 'case-1', displayname: 'Case', Active: 'True' },
        Name: { GivenName: 'Ca', familyname: 'Se' },
        EMAILS: [
          { Value: 'second@acme.example', Type: 'work' },
          { Value: 'case@acme.example', PRIMARY: 'True' },
        ],
      })
      assert.equal(user.status, 201, user.text)
      const { userName, externalId, displayName, name, emails, active } = user.body
      assert.deepEqual(
        [userName, externalId, displayName, name, emails[0].value, active],
        ['case', 'case-1', 'Case', { givenName: 'Ca', familyName: 'Se' }, 'case@acme.example', true],
      )
      assert.equal((await personOf({ sent: { userName: 'case@acme.example' } }))?.name, 'Case')
      const path = `/Users/${user.body.id}`
      const put = await scim('PUT', path, { USERNAME: 'case-2', Emails: [{ VALUE: 'case@acme.example' }] })
      assert.deepEqual([put.status, put.body.userName, put.body.active], [200, 'case-2', true], put.text)
      const patched = await scim('PATCH', path, {
        OPERATIONS: [
          { OP: 'Replace', PATH: 'USERNAME', VALUE: [{ Value: 'case-3' }] },
          { Op: 'Add', Value: { DisplayName: 'Cased', 'NAME.GIVENNAME': 'Cas', Name: { FAMILYNAME: 'Ed' } } },
          { Op: 'replace', Path: 'Active', Value: 'False' },
        ],
      })
      assert.equal(patched.status, 200, patched.text)
      assert.deepEqual(
        [patched.body.userName, patched.body.displayName, patched.body.name, patched.body.active],
        ['case-3', 'Cased', { givenName: 'Cas', familyName: 'Ed' }, false],
      )
    })

    test('names of attributes of groups are known in any letter case', async () => {
      const { scim, announce } = directory
      const [one, two] = [await announce(), await announce()]
      const group = await scim('POST', '/Groups', {
        ...{ displayname: 'case', ExternalID: 'case-group', MEMBERS: [{ Value: one.id }] },
      })
      assert.equal(group.status, 201, group.text)
      assert.equal(group.body.externalId, 'case-group')
      const path = `/Groups/${group.body.id}`
      const odd = await scim('PATCH', path, { operations: [{ op: 'remove', path: 'members[value eq "]"]' }] })
      assert.deepEqual([odd.status, odd.body.scimType], [400, 'invalidFilter'])
      const operations = [
        { Op: 'Add', Path: 'Members', Value: [{ VALUE: two.id }] },
        { Op: 'Remove', Path: `MEMBERS[Value EQ "${one.id}"]` },
        { Op: 'Replace', Value: { DisplayName: 'cased' } },
      ]
      assert.equal((await scim('PATCH', path, { operations })).status, 204)
      const { body } = await scim('GET', path)
      assert.deepEqual(
        [body.displayName, body.members.map(({ value }: { value: string }) => value)],
        ['cased', [two.id]],
      )
    })

    test('an attribute that is null counts as absent', async () => {
      const { scim, newUser } = directory
      const absent = { active: null, displayName: null, name: null, externalId: null, emails: null }
      const sent = newUser(absent)
      const added = await scim('POST', '/Users', sent)
      assert.deepEqual([added.status, added.body.active], [201, true], added.text)
      const put = await scim('PUT', `/Users/${added.body.id}`, sent)
      assert.deepEqual([put.status, put.body.active], [200, true], put.text)
    })

    test('a name that belongs to every object is no attribute', async () => {
      const { scim } = directory
      const sent =
        '{"userName":"odd@acme.example","CONSTRUCTOR":{"Prototype":{}},"__PROTO__":{"active":false}}'
      const user = await scim('POST', '/Users', JSON.parse(sent))
      assert.deepEqual([user.status, user.body.active], [201, true], user.text)
    })

    test('the primary address is kept, else that for work, else the first', async () => {
      const { scim, newUser } = directory
      for (const [type, emails] of [
        ['work', [{ type: 'home' }, { type: 'Work' }]],
        ['home', [{ type: 'work' }, { type: 'home', primary: true }]],
        ['other', [{ type: 'other' }, { type: 'home' }]],
        ['home', [{ type: 'work', value: '' }, { type: 'home' }]],
      ] as const) {
        const sent = newUser()
        const toAddress = (type: string) => `${type.toLowerCase()}-${sent.userName.toLowerCase()}`
        const all = emails.map((email) => ({ value: toAddress(email.type), ...email }))
        const added = await scim('POST', '/Users', { ...sent, emails: all })
        const kept = [{ value: toAddress(type), type, primary: true }]
        assert.deepEqual([added.status, added.body.emails], [201, kept], added.text)
        const put = await scim('PUT', `/Users/${added.body.id}`, { ...sent, emails: all.toReversed() })
        if (type !== 'other') assert.deepEqual([put.status, put.body.emails], [200, kept], put.text)
        else assert.equal(put.body.emails[0].type, 'home')
      }
    })

    test('a PATCH of another address leaves the kept one', async () => {
      const { announce, patch } = directory
      const at = (name: string) => `${name}@acme.example`
      const path = (filter: string) => `emails[${filter}].value`
      const work = path('type eq "work"')
      const home = path('type eq "home"')
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
        const { id } = await announce({ emails: [first] })
        for (const [operation, kept] of steps) {
          const { status, body, text } = await patch(`/Users/${id}`, operation)
          assert.equal(status, 200, text)
          assert.equal(body.emails[0].value, at(kept), JSON.stringify(operation))
        }
      }
    })

    test('an address that the directory does not send follows the userName', async () => {
      const { testServer, provider, announce, patch, personOf, enroll } = directory
      const rename = (id: string, value: string) =>
        patch(`/Users/${id}`, { op: 'replace', path: 'userName', value })
      const user = await announce({ emails: undefined })
      const home = { op: 'add', path: 'emails[type eq "home"].value', value: 'home@elsewhere.example' }
      const same = await patch(`/Users/${user.id}`, home)
      assert.equal(same.body.emails[0].value, user.sent.userName.toLowerCase(), same.text)
      const renamed = await rename(user.id, 'Renamed@acme.example')
      assert.deepEqual([renamed.status, renamed.body.emails[0].value], [200, 'renamed@acme.example'])
      const subject = enroll({ sent: { userName: 'renamed@acme.example', externalId: 'no external id' } })
      const session = await signInBy(testServer, provider, subject)
      assert.equal(session.person.id, (await personOf(user))?.id)
      const other = await announce()
      const { body } = await rename(other.id, 'renamed-too@acme.example')
      assert.equal(body.emails[0].value, other.sent.userName.toLowerCase(), 'which the directory sent')
    })

    test('users who were deleted do not count against the limit', async () => {
      const { testServer, acme, provider, scim, newUser } = directory
      const { database } = testServer.server.services
      // In parts, so that no transaction takes too long.
      for (let part = 0; part < 10; part += 1)
        await asPrincipal(database, acme, 'read write', (tx) =>
          sql`
            insert into identity.identities
              (organization_id, identity_id, provider_id, issuer, subject, active, deleted_at)
            select ${acme.organization}, gen_random_uuid(), ${provider}, ${`gone-${part}`}, n, false, now()
            from generate_series(1, 5000) n
          `.execute(tx),
        )
      const { status, text } = await scim('POST', '/Users', newUser())
      assert.equal(status, 201, text)
    })
  })
}
