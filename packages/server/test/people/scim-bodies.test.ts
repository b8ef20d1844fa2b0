import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { engines } from '@bulkhead/testing/engines'
import { sql } from 'kysely'
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

    test('a name that belongs to every object is no attribute', async () => {
      const { scim } = directory
      const sent =
        '{"userName":"odd@acme.example","CONSTRUCTOR":{"Prototype":{}},"__PROTO__":{"active":false}}'
      const user = await scim('POST', '/Users', JSON.parse(sent))
      assert.deepEqual([user.status, user.body.active], [201, true], user.text)
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
