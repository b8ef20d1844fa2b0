import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { SCIM_ROUTES } from '@bulkhead/server/http/scim/scim-routes'
import { countUsers } from '@bulkhead/server/people/directory/directory-users'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { engines } from '@bulkhead/testing/engines'
import { linkPerson, signUpOwner } from '@bulkhead/testing/people'
import { begin, comeBack, getEnd, inviteBy, signInBy } from './company.ts'
import { type Directory, NOBODY, openDirectory, USER } from './scim-directory.ts'

for (const engine of engines) {
  describe(`SCIM on ${engine.name}`, () => {
    let directory: Directory

    before(async () => {
      directory = await openDirectory(engine)
    })
    after(async () => {
      await directory?.close()
      await engine.close()
    })

    test('says what is supported, to anyone', async () => {
      const { testServer } = directory
      const config = await testServer.call('GET', '/scim/v2/ServiceProviderConfig', {})
      assert.equal(config.status, 200)
      assert.match(config.headers.get('content-type') ?? '', /^application\/scim\+json/)
      assert.deepEqual(config.body.patch, { supported: true })
      assert.deepEqual(config.body.bulk.supported, false)
      const types = await testServer.call('GET', '/scim/v2/ResourceTypes', {})
      assert.deepEqual(
        types.body.Resources.map(({ endpoint }: { endpoint: string }) => endpoint),
        ['/Users', '/Groups'],
      )
      const schema = await testServer.call('GET', `/scim/v2/Schemas/${USER}`, {})
      assert.equal(schema.body.id, USER)
      assert.equal((await testServer.call('GET', '/scim/v2/Bulk', {})).body.status, '404')
    })

    test('announces a user, found by name, id and address, and shown as sent', async () => {
      const { scim, announce, personOf } = directory
      const user = await announce()
      const { id, sent, body } = user
      assert.deepEqual(
        [body.userName, body.externalId, body.active, body.displayName, body.name, body.emails[0].value],
        [sent.userName, sent.externalId, true, sent.displayName, sent.name, sent.userName.toLowerCase()],
      )
      for (const filter of [
        `userName eq "${sent.userName.toUpperCase()}"`,
        `externalId eq "${sent.externalId}"`,
        `emails[type eq "work"].value eq "${sent.userName}"`,
        `active eq True AND externalId eq "${sent.externalId}"  and id eq "${id}"`,
      ]) {
        const { status, body, text } = await scim('GET', `/Users?filter=${encodeURIComponent(filter)}`)
        assert.deepEqual([status, body.totalResults, body.Resources?.[0]?.id], [200, 1, id], text)
      }
      for (const filter of [
        `userName eq "${sent.userName}" and active eq false`,
        `userName eq "${sent.userName}" and externalId eq "other"`,
      ]) {
        const { status, body, text } = await scim('GET', `/Users?filter=${encodeURIComponent(filter)}`)
        assert.deepEqual([status, body.totalResults, body.Resources], [200, 0, []], text)
      }
      // Of `active` alone there is no index.
      const unfit = await scim('GET', '/Users?filter=active+eq+true')
      assert.deepEqual([unfit.status, unfit.body.scimType], [400, 'invalidFilter'])
      const page = await scim('GET', '/Users?startIndex=1&count=1&attributes=userName')
      assert.deepEqual([page.body.itemsPerPage, page.body.startIndex], [1, 1])
      assert.deepEqual(Object.keys(page.body.Resources[0]).sort(), ['id', 'schemas', 'userName'])
      const person = await personOf(user)
      assert.deepEqual([person?.name, person?.role], [sent.displayName, 'member'])
      const twice = await scim('POST', '/Users', sent)
      assert.deepEqual([twice.status, twice.body.scimType], [409, 'uniqueness'])
    })

    test('the announced person signs in by the provider, with what the groups give', async () => {
      const { testServer, provider, eng, scim, announce, addGroup, personOf, levelsOf, enroll } = directory
      const user = await announce()
      const group = await addGroup('eng', [user.id])
      const before = await personOf(user)
      assert.deepEqual(await levelsOf(before?.id ?? ''), { [eng]: 'user' }, 'before the first sign-in')
      const session = await signInBy(testServer, provider, enroll(user))
      assert.equal(session.person.id, before?.id)
      assert.deepEqual(await levelsOf(session.person.id), { [eng]: 'user' })
      assert.equal((await scim('DELETE', `/Groups/${group}`)).status, 204)
      assert.deepEqual(await levelsOf(session.person.id), {})
    })

    test('the id at the provider finds the user, before an address finds another', async () => {
      const { testServer, provider, announce, personOf, enroll } = directory
      const [colleague, user] = [await announce(), await announce()]
      const subject = enroll(user, { email: colleague.sent.userName })
      const session = await signInBy(testServer, provider, subject)
      assert.equal(session.person.id, (await personOf(user))?.id)
    })

    test('groups: members as Entra ID and Okta send them, in force at once', async () => {
      const { scim, patch, announce, addGroup, people, personOf } = directory
      const [one, two] = [await announce(), await announce()]
      const ids = [(await personOf(one))?.id ?? '', (await personOf(two))?.id ?? '']
      const group = await addGroup('leads')
      const roles = async () => {
        const all = await people()
        return ids.map((id) => all.find((person) => person.id === id)?.role)
      }
      const added = await patch(`/Groups/${group}`, {
        op: 'Add',
        path: 'members',
        value: [{ $ref: null, value: one.id }, { value: two.id }],
      })
      assert.equal(added.status, 204, added.text)
      assert.deepEqual(await roles(), ['admin', 'admin'])
      await patch(`/Groups/${group}`, { op: 'Remove', path: 'members', value: [{ value: one.id }] })
      assert.deepEqual(await roles(), ['member', 'admin'])
      // Okta renames by a value without a path.
      await patch(`/Groups/${group}`, { op: 'replace', value: { id: group, displayName: 'others' } })
      assert.deepEqual(await roles(), ['member', 'member'])
      const shown = await scim('GET', `/Groups/${group}`)
      assert.deepEqual([shown.body.displayName, shown.body.members.length], ['others', 1])
      const without = await scim('GET', `/Groups?filter=displayName eq "Others"&excludedAttributes=members`)
      assert.equal(without.body.Resources[0].members, undefined)
      const both = (id: string) => scim('GET', `/Groups?filter=displayName eq "others" and id eq "${id}"`)
      assert.equal((await both(group)).body.totalResults, 1)
      assert.equal((await both(one.id)).body.totalResults, 0)
      const memberOf = async (user: string) =>
        (await scim('GET', `/Groups?filter=id eq "${group}" and members eq "${user}"&attributes=id`)).body
      assert.deepEqual([(await memberOf(two.id)).totalResults, (await memberOf(one.id)).totalResults], [1, 0])
      const put = await scim('PUT', `/Groups/${group}`, {
        displayName: 'leads',
        members: [{ value: one.id }],
      })
      assert.equal(put.status, 200, put.text)
      assert.deepEqual(await roles(), ['admin', 'member'])
      const unknown = await patch(`/Groups/${group}`, {
        op: 'add',
        path: 'members',
        value: [{ value: NOBODY }],
      })
      assert.deepEqual([unknown.status, unknown.body.scimType], [400, 'invalidValue'])
      await scim('DELETE', `/Groups/${group}`)
    })

    test('a group that the directory announced counts as the directory says, whatever the token says', async () => {
      const { testServer, provider, eng, scim, patch, announce, addGroup, personOf, levelsOf, enroll } =
        directory
      const user = await announce()
      const subject = enroll(user, { groups: ['eng', 'leads'] })
      const first = await signInBy(testServer, provider, subject)
      assert.deepEqual([first.person.role, await levelsOf(first.person.id)], ['admin', { [eng]: 'user' }])
      const group = await addGroup('leads', [user.id])
      await patch(`/Groups/${group}`, { op: 'remove', path: 'members' })
      const role = async () => (await personOf(user))?.role
      assert.equal(await role(), 'member', 'at once')
      assert.deepEqual(await levelsOf(first.person.id), { [eng]: 'user' }, 'of the token')
      assert.equal((await signInBy(testServer, provider, subject)).person.role, 'member')
      await scim('DELETE', `/Groups/${group}`)
    })

    test('the directory decides about its group whatever the letter case of the name', async () => {
      const { testServer, provider, scim, patch, announce, addGroup, personOf, enroll } = directory
      const user = await announce()
      const subject = enroll(user, { groups: ['leads'] })
      await signInBy(testServer, provider, subject)
      const role = async () => (await personOf(user))?.role
      assert.equal(await role(), 'admin', 'of the token')
      const group = await addGroup('LEADS', [user.id])
      assert.equal(await role(), 'admin', 'of the group')
      await patch(`/Groups/${group}`, { op: 'remove', path: 'members' })
      assert.equal(await role(), 'member')
      assert.equal((await signInBy(testServer, provider, subject)).person.role, 'member')
      await scim('DELETE', `/Groups/${group}`)
    })

    test('an address links nobody: a member links the provider first, then the directory finds the user', async () => {
      const { testServer, owner, acme, provider, prove, scim, newUser } = directory
      const { headers, person, email } = await signUpOwner(testServer, acme)
      await prove('example.com', acme)
      const sent = newUser({ userName: email, emails: [], displayName: 'Announced' })
      const refused = await scim('POST', '/Users', sent)
      assert.deepEqual([refused.status, refused.body.scimType], [409, 'uniqueness'], refused.text)
      assert.match(refused.body.detail, /links the provider/)
      await linkPerson(testServer, acme.organization, person, provider)
      const found = await scim('GET', `/Users?filter=${encodeURIComponent(`userName eq "${email}"`)}`)
      assert.equal(found.body.totalResults, 1)
      const announced = await scim('POST', '/Users', sent)
      assert.deepEqual([announced.status, announced.body.id], [201, found.body.Resources[0].id])
      const { body } = await testServer.call('GET', '/auth/session', { headers })
      assert.deepEqual([body.person.id, body.person.role], [person, 'owner'])
      const linked = await testServer.call('GET', '/auth/linked-providers', { headers })
      assert.equal(linked.body.data[0].announced, true)
      const kept = await testServer.call('DELETE', `/auth/providers/${provider}/link`, { headers })
      assert.deepEqual([kept.status, kept.body.code], [409, 'sign_in_policy_refused'])
      const role = { headers: owner.headers, body: { role: 'member' } }
      assert.equal((await testServer.call('PUT', `/api/v1/people/${person}/role`, role)).status, 200)
      assert.equal((await scim('DELETE', `/Users/${announced.body.id}`)).status, 204)
      assert.equal((await testServer.call('GET', '/auth/session', { headers })).status, 401)
    })

    test('an address of a domain that is not proven takes an invitation that names the provider', async () => {
      const { testServer, owner, provider, eng, scim, newUser, personOf, levelsOf } = directory
      const sent = newUser({ userName: 'guest@elsewhere.example', emails: [] })
      const rights = { role: 'member', workspaces: [{ workspace_id: eng, level: 'viewer' }] }
      for (const invite of [undefined, rights]) {
        if (invite !== undefined) await inviteBy(testServer, owner, sent.userName, invite)
        const refused = await scim('POST', '/Users', sent)
        assert.equal(refused.status, 403)
        assert.match(refused.body.detail, /has not proven the domain elsewhere\.example/)
      }
      await inviteBy(testServer, owner, sent.userName, { ...rights, provider_id: provider })
      assert.equal((await scim('POST', '/Users', sent)).status, 201)
      const person = await personOf({ sent })
      assert.deepEqual(await levelsOf(person?.id ?? ''), { [eng]: 'viewer' })
    })

    test("the holder of a directory's token does not become an owner by an invitation that waits", async () => {
      const { testServer, owner, company, provider, scim, newUser, people } = directory
      const invite = (email: string) => inviteBy(testServer, owner, email, { role: 'owner' })
      const email = 's-owner@head-office.example'
      const invited = await invite(email)
      const announced = { userName: email, externalId: 'mine-owner', emails: [] }
      const refused = await scim('POST', '/Users', newUser(announced))
      assert.equal(refused.status, 403, refused.text)
      company.people.set('mine-owner', { name: 'Whoever holds the token' })
      const back = await comeBack(testServer, await begin(testServer, provider), 'mine-owner')
      assert.equal(getEnd(back), 'no_address')

      const proven = 's-owner@acme.example'
      const waiting = await invite(proven)
      const added = await scim('POST', '/Users', newUser({ userName: proven, emails: [] }))
      assert.equal(added.status, 201, added.text)
      assert.equal((await people()).find((person) => person.email === proven)?.role, 'member')
      const { body } = await testServer.call('GET', '/api/v1/invitations', { headers: owner.headers })
      const left = body.data.map(({ id }: { id: string }) => id)
      assert.deepEqual([left.includes(invited.id), left.includes(waiting.id)], [true, true])
    })

    test('names change, in any letter case', async () => {
      const { testServer, token, scim, patch, announce, personOf } = directory
      const user = await announce()
      const { status, body } = await patch(`/Users/${user.id}`, {
        ...{ Op: 'Replace', Value: { 'NAME.GIVENNAME': 'Grace', DisplayName: 'Grace H.' } },
      })
      assert.equal(status, 200)
      assert.deepEqual([body.name.givenName, body.displayName], ['Grace', 'Grace H.'])
      assert.equal((await personOf(user))?.name, 'Grace H.')
      const put = await scim('PUT', `/Users/${user.id}`, { ...user.sent, userName: 'renamed', active: true })
      assert.deepEqual([put.body.userName, put.body.active], ['renamed', true], put.text)
      const refused = await patch(`/Users/${user.id}`, { op: 'remove', path: 'active' })
      assert.deepEqual([refused.status, refused.body.scimType], [400, 'mutability'])
      const malformed = await testServer.call('PATCH', `/scim/v2/Users/${user.id}`, {
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
        body: '{',
      })
      assert.equal(malformed.status, 400)
    })

    test('an address that the directory does not send follows the userName', async () => {
      const { testServer, provider, announce, patch, personOf, enroll } = directory
      const user = await announce({ emails: undefined })
      const userName = { op: 'replace', path: 'userName', value: 'Renamed@acme.example' }
      const renamed = await patch(`/Users/${user.id}`, userName)
      assert.deepEqual([renamed.status, renamed.body.emails[0].value], [200, 'renamed@acme.example'])
      const subject = enroll({ sent: { userName: 'renamed@acme.example', externalId: 'no external id' } })
      const session = await signInBy(testServer, provider, subject)
      assert.equal(session.person.id, (await personOf(user))?.id)
    })

    test('users who were deleted do not count against the limit', async () => {
      const { testServer, acme, provider, scim, announce } = directory
      const { database } = testServer.server.services
      const count = () =>
        asPrincipal(database, acme, 'read only', (tx) => countUsers(tx, { provider_id: provider }))
      const before = await count()
      const { id } = await announce()
      assert.equal(await count(), before + 1)
      assert.equal((await scim('DELETE', `/Users/${id}`)).status, 204)
      assert.equal(await count(), before)
    })

    test('no other organization reaches anything, on any route', async () => {
      const { acme, foreign, scim, newUser, announce, addGroup } = directory
      const { id: user } = await announce()
      const group = await addGroup('walls', [user])
      const bodies: Record<string, object> = {
        'PUT /Users/:id': newUser(),
        'PATCH /Users/:id': { Operations: [{ op: 'replace', value: { active: false } }] },
        'PUT /Groups/:id': { displayName: 'walls', members: [] },
        'PATCH /Groups/:id': { Operations: [{ op: 'replace', path: 'displayName', value: 'theirs' }] },
        'POST /Users': newUser({ userName: 'somebody@other.example', emails: [] }),
        'POST /Groups': { displayName: 'walls', members: [{ value: user }] },
      }
      const twins: Record<string, object> = {
        ...bodies,
        'POST /Groups': { displayName: 'walls', members: [{ value: NOBODY }] },
      }
      let cells = 0
      for (const route of SCIM_ROUTES.filter(({ anyone }) => anyone !== true)) {
        const { method, path } = route
        const name = `${method} ${path}`
        const needsBody = ['POST', 'PUT', 'PATCH'].includes(method)
        assert.equal(needsBody, name in bodies, `a body for ${name}`)
        const mine = path.startsWith('/Users') ? user : group
        const dead = [`bhd_${'a'.repeat(43)}`, acme.token, 'nothing']
        for (const by of dead) {
          const { status } = await scim(method, path.replace(':id', mine), bodies[name], by)
          assert.ok(status === 401 || status === 429, `${name} by no directory answered ${status}`)
          cells += 1
        }
        const theirs = await scim(method, path.replace(':id', mine), bodies[name], foreign)
        const twin = await scim(method, path.replace(':id', NOBODY), twins[name], foreign)
        const plain = (text: string) => text.replaceAll(new RegExp(`${mine}|${user}|${NOBODY}`, 'g'), '<id>')
        if (path.includes(':id')) assert.equal(theirs.status, 404, name)
        if (name !== 'POST /Users') {
          assert.deepEqual([theirs.status, plain(theirs.text)], [twin.status, plain(twin.text)], name)
          assert.ok(!theirs.text.includes('acme.example') && !theirs.text.includes(group), name)
        }
        cells += 1
      }
      for (const attribute of ['userName', 'externalId', 'id', 'emails.value']) {
        const value = attribute === 'id' ? user : `person-${directory.count()}@acme.example`
        const found = await scim('GET', `/Users?filter=${attribute} eq "${value}"`, undefined, foreign)
        assert.equal(found.body.totalResults, 0, attribute)
      }
      assert.equal((await scim('GET', `/Users/${user}`)).body.active, true)
      const { body } = await scim('GET', `/Groups/${group}`)
      assert.deepEqual([body.displayName, body.members.length], ['walls', 1])
      assert.ok(cells >= 40, `${cells} cells`)
    })
  })
}
