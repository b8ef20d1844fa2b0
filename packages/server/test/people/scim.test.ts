import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { SCIM_ROUTES } from '@bulkhead/server/http/scim/scim-routes'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { engines } from '@bulkhead/testing/engines'
import { type CompanyProvider, startCompanyProvider } from '@bulkhead/testing/oidc/company-provider'
import { getOwner, linkPerson, type SignedInPerson, signUpOwner } from '@bulkhead/testing/people'
import {
  PUBLIC_URL,
  startTestServer,
  type Tenant,
  type TestServer,
  until,
} from '@bulkhead/testing/test-server'
import { addProvider, begin, comeBack, getEnd, signInBy } from './company.ts'

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const NOBODY = '00000000-0000-4000-8000-000000000000'

for (const engine of engines) {
  describe(`SCIM on ${engine.name}`, () => {
    let testServer: TestServer
    let acme: Tenant
    let other: Tenant
    let owner: SignedInPerson
    let company: CompanyProvider
    let provider: string
    let eng: string
    let token: string
    let foreign: string

    before(async () => {
      testServer = await startTestServer(engine)
      acme = await testServer.createTenant('Acme')
      other = await testServer.createTenant('Other')
      owner = await getOwner(testServer, acme)
      eng = (await testServer.mint(acme, 'eng-tools')).workspace_id
      company = await startCompanyProvider(
        [acme, other].map(({ organization }) => `${PUBLIC_URL}/auth/organizations/${organization}/callback`),
      )
      provider = await addProvider(testServer, owner, company, {
        admits: 'domain',
        mappings: [
          { value: 'eng', workspaces: [{ workspace_id: eng, level: 'user' }] },
          { value: 'leads', role: 'admin' },
        ],
      })
      token = await newToken(owner, provider)
      const theirs = await getOwner(testServer, other)
      foreign = await newToken(theirs, await addProvider(testServer, theirs, company))
      await prove('acme.example', acme)
      await prove('other.example', other)
    })
    after(async () => {
      await testServer?.close()
      await company?.close()
      await engine.close()
    })

    async function newToken({ headers }: SignedInPerson, id: string): Promise<string> {
      const { status, body, text } = await testServer.call(
        'POST',
        `/api/v1/providers/${id}/directory/token`,
        {
          headers,
        },
      )
      assert.equal(status, 200, text)
      assert.equal(body.scim_url, `${PUBLIC_URL}/scim/v2`)
      return body.token
    }
    async function prove(domain: string, { organization }: Tenant): Promise<void> {
      await asPrincipal(testServer.server.services.database, { organization }, 'read write', (tx) =>
        tx
          .insertInto('identity.domains')
          .values({
            ...{ organization_id: organization, domain, challenge: 'c' },
            ...{ proven_at: new Date(), proven_by: 'operator' },
          })
          .execute(),
      )
    }
    const scim = (method: string, path: string, body?: object, by = token) =>
      testServer.call(method, `/scim/v2${path}`, {
        headers: { authorization: `Bearer ${by}`, 'content-type': 'application/scim+json' },
        ...(body !== undefined && { body }),
      })
    const patch = (path: string, ...Operations: object[]) =>
      scim('PATCH', path, { schemas: [PATCH], Operations })

    let count = 0
    /** A user as Entra ID announces one. */
    function newUser(more: object = {}) {
      count += 1
      const userName = `Person-${count}@acme.example`
      return {
        schemas: [USER],
        userName,
        externalId: `external-${count}`,
        active: true,
        displayName: `Person ${count}`,
        name: { givenName: 'Person', familyName: String(count) },
        emails: [{ primary: true, type: 'work', value: userName }],
        ...more,
      }
    }
    async function announce(more: object = {}) {
      const sent = newUser(more)
      const { status, body, text } = await scim('POST', '/Users', sent)
      assert.equal(status, 201, text)
      return { id: body.id as string, sent, body }
    }
    async function addGroup(displayName: string, members: string[] = [], more: object = {}) {
      const { status, body, text } = await scim('POST', '/Groups', {
        ...{ displayName, members: members.map((value) => ({ value })) },
        ...more,
      })
      assert.equal(status, 201, text)
      return body.id as string
    }
    async function people() {
      const { body } = await testServer.call('GET', '/api/v1/people', { headers: owner.headers })
      return body.data as { id: string; email: string; name: string; role: string }[]
    }
    const personOf = async ({ sent }: { sent: { userName: string } }) =>
      (await people()).find(({ email }) => email === sent.userName.toLowerCase())
    const levelsOf = async (person_id: string) => {
      const rows = await asPrincipal(testServer.server.services.database, acme, 'read only', (tx) =>
        tx
          .selectFrom('workspace_members')
          .select(['workspace_id', 'level'])
          .where('person_id', '=', person_id)
          .execute(),
      )
      return Object.fromEntries(rows.map(({ workspace_id, level }) => [workspace_id, level]))
    }
    /** Lets the company know a user, so that the person can sign in. */
    function enroll({ sent }: { sent: { userName: string; externalId: string } }, claims: object = {}) {
      company.people.set(sent.externalId, {
        ...{ email: sent.userName, email_verified: true, name: 'Somebody', groups: [] },
        ...claims,
      })
      return sent.externalId
    }

    test('says what is supported, to anyone', async () => {
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
        `id eq "${id}"`,
      ]) {
        const { status, body, text } = await scim('GET', `/Users?filter=${encodeURIComponent(filter)}`)
        assert.deepEqual([status, body.totalResults, body.Resources?.[0]?.id], [200, 1, id], text)
      }
      const none = await scim('GET', '/Users?filter=userName+eq+"nobody"')
      assert.deepEqual([none.body.totalResults, none.body.Resources], [0, []])
      const page = await scim('GET', '/Users?startIndex=1&count=1&attributes=userName')
      assert.deepEqual([page.body.itemsPerPage, page.body.startIndex], [1, 1])
      assert.deepEqual(Object.keys(page.body.Resources[0]).sort(), ['id', 'schemas', 'userName'])
      const person = await personOf(user)
      assert.deepEqual([person?.name, person?.role], [sent.displayName, 'member'])
      const twice = await scim('POST', '/Users', sent)
      assert.deepEqual([twice.status, twice.body.scimType], [409, 'uniqueness'])
    })

    test('the announced person signs in by the provider, with what the groups give', async () => {
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
      const [colleague, user] = [await announce(), await announce()]
      const subject = enroll(user, { email: colleague.sent.userName })
      const session = await signInBy(testServer, provider, subject)
      assert.equal(session.person.id, (await personOf(user))?.id)
    })

    test('groups: members as Entra ID and Okta send them, in force at once', async () => {
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
      const other = await patch(`/Groups/${group}`, { op: 'remove', path: 'members[display eq "nobody"]' })
      assert.deepEqual([other.status, other.body.scimType], [400, 'invalidFilter'])
      assert.deepEqual(await roles(), ['member', 'admin'])
      await patch(`/Groups/${group}`, { op: 'remove', path: `members[value eq "${two.id}"]` })
      assert.deepEqual(await roles(), ['member', 'member'])
      await patch(`/Groups/${group}`, { op: 'replace', path: 'members', value: [{ value: two.id }] })
      assert.deepEqual(await roles(), ['member', 'admin'])
      // Okta renames by a value without a path.
      await patch(`/Groups/${group}`, { op: 'replace', value: { id: group, displayName: 'others' } })
      assert.deepEqual(await roles(), ['member', 'member'])
      const shown = await scim('GET', `/Groups/${group}`)
      assert.deepEqual([shown.body.displayName, shown.body.members.length], ['others', 1])
      const without = await scim('GET', `/Groups?filter=displayName eq "Others"&excludedAttributes=members`)
      assert.equal(without.body.Resources[0].members, undefined)
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

    for (const [whose, operation] of [
      ['Entra ID', { op: 'Replace', path: 'active', value: 'False' }],
      ['Okta', { op: 'replace', value: { active: false } }],
      ['a list', { op: 'replace', path: `${USER}:active`, value: [{ value: false }] }],
    ] as const)
      test(`not active, as ${whose} sends it, ends session and tokens; active again lets in`, async () => {
        const user = await announce()
        if (whose !== 'Entra ID') {
          const { body, text } = await patch(`/Users/${user.id}`, operation)
          assert.equal(body.active, false, text)
          return assert.equal(await personOf(user), undefined)
        }
        const group = await addGroup('leads', [user.id])
        const subject = enroll(user)
        const { headers } = await signInBy(testServer, provider, subject)
        const minted = await testServer.call('POST', '/api/v1/account/applications/scoped-token', {
          headers,
          body: { workspace_name: 'eng-tools', create_workspace: false },
        })
        assert.equal(minted.status, 200, minted.text)
        const { status, body, text } = await patch(`/Users/${user.id}`, operation)
        assert.deepEqual([status, body.active], [200, false], text)
        assert.equal((await testServer.call('GET', '/auth/session', { headers })).status, 401)
        const info = await testServer.call('GET', '/api/v1/account/applications/scoped-token/info', {
          token: minted.body.token,
        })
        assert.equal(info.status, 401)
        assert.equal(await personOf(user), undefined)
        const back = await comeBack(testServer, await begin(testServer, provider), subject)
        assert.equal(getEnd(back), 'removed')
        const again = await patch(`/Users/${user.id}`, { op: 'replace', path: 'active', value: true })
        assert.equal(again.body.active, true, again.text)
        const session = await signInBy(testServer, provider, subject)
        assert.equal(session.person.role, 'admin', 'by the group, which goes on')
        await scim('DELETE', `/Groups/${group}`)
      })

    test('a deleted person cannot sign in until the directory announces them again', async () => {
      const user = await announce()
      const subject = enroll(user)
      await signInBy(testServer, provider, subject)
      assert.equal((await scim('DELETE', `/Users/${user.id}`)).status, 204)
      for (const method of ['GET', 'DELETE'])
        assert.equal((await scim(method, `/Users/${user.id}`)).status, 404)
      const refused = async () =>
        getEnd(await comeBack(testServer, await begin(testServer, provider), subject))
      assert.equal(await refused(), 'removed')
      // A removed person who never signed in is refused too.
      const never = await announce()
      await scim('DELETE', `/Users/${never.id}`)
      assert.equal(
        getEnd(await comeBack(testServer, await begin(testServer, provider), enroll(never))),
        'removed',
      )
      const { status, body } = await scim('POST', '/Users', user.sent)
      assert.equal(status, 201)
      assert.notEqual(body.id, user.id)
      const session = await signInBy(testServer, provider, subject)
      assert.equal(session.person.id, (await personOf(user))?.id)
    })

    test('announced as not active, nobody is there, and an invitation does not help', async () => {
      const user = await announce({ active: false })
      assert.equal(await personOf(user), undefined)
      await testServer.call('POST', '/api/v1/invitations', {
        headers: owner.headers,
        body: { emails: [user.sent.userName], role: 'member' },
      })
      const back = await comeBack(testServer, await begin(testServer, provider), enroll(user))
      assert.equal(getEnd(back), 'removed')
    })

    test('an owner who is not the last one stays, too: only owners remove owners', async () => {
      const user = await announce()
      const { headers } = owner
      const { person } = await signInBy(testServer, provider, enroll(user))
      const path = `/api/v1/people/${person.id}`
      const give = (role: string) => testServer.call('PUT', `${path}/role`, { headers, body: { role } })
      assert.equal((await give('owner')).status, 200)
      for (const [method, body] of [
        ['DELETE', undefined],
        ['PATCH', { Operations: [{ op: 'replace', value: { active: false } }] }],
        ['PUT', { ...user.sent, active: false }],
      ] as const) {
        const { status, body: answer } = await scim(method, `/Users/${user.id}`, body)
        assert.equal(status, 409, method)
        assert.match(answer.detail, /^The person is an owner of the organization/)
      }
      const shown = async () =>
        (await testServer.call('GET', '/api/v1/people', { headers })).body.data.find(
          ({ id }: { id: string }) => id === person.id,
        ).removal_refused_at
      assert.ok(Date.parse(await shown()) > 0, 'owners see it')
      const refusals = (await testServer.call('GET', '/api/v1/audit?limit=50', { headers })).body.data.filter(
        (row: { event: string; subject_id: string }) =>
          row.event === 'removePerson' && row.subject_id === person.id,
      )
      assert.deepEqual(
        refusals.map(({ outcome, code }: { outcome: string; code: string }) => [outcome, code]),
        [['refused', 'not_permitted']],
        'once, however often the directory asks',
      )
      const back = await scim('PATCH', `/Users/${user.id}`, {
        Operations: [{ op: 'replace', value: { active: true } }],
      })
      assert.equal(back.status, 200)
      assert.equal(await shown(), null)
      assert.equal((await give('member')).status, 200)
      assert.equal((await scim('DELETE', `/Users/${user.id}`)).status, 204)
    })

    test('a directory and an owner who remove the same people at once do not block each other', async () => {
      const users: { id: string; person: string }[] = []
      for (let at = 0; at < 8; at += 1) {
        const user = await announce()
        const { person } = await signInBy(testServer, provider, enroll(user))
        users.push({ id: user.id, person: person.id })
      }
      const group = await addGroup(
        'eng',
        users.map(({ id }) => id),
      )
      const statuses = await Promise.all([
        ...users.map(async ({ id }) => (await scim('DELETE', `/Users/${id}`)).status),
        ...users.map(
          async ({ person }) =>
            (await testServer.call('DELETE', `/api/v1/people/${person}`, { headers: owner.headers })).status,
        ),
        scim('PATCH', `/Groups/${group}`, {
          schemas: [PATCH],
          Operations: [{ op: 'replace', path: 'members', value: [] }],
        }).then(({ status }) => status),
      ])
      assert.deepEqual(
        statuses.filter((status) => ![200, 204, 404].includes(status)),
        [],
      )
      assert.equal((await scim('DELETE', `/Groups/${group}`)).status, 204)
    })

    const skip = engine.name !== 'postgres' && 'one process at a time has its files'
    test('access that a directory ends has ended in a second process, too', { skip }, async () => {
      const beside = await startTestServer(engine, { store: testServer.store })
      try {
        const user = await announce()
        const { headers } = await signInBy(testServer, provider, enroll(user, { groups: ['leads'] }))
        const { body, text } = await testServer.call('POST', '/api/v1/account/applications/scoped-token', {
          headers,
          body: { workspace_id: eng, create_workspace: false },
        })
        assert.ok(body.token, text)
        const use = async () =>
          (await beside.call('GET', '/api/v1/integrations/connectors', { token: body.token })).status
        assert.equal(await use(), 200)
        assert.equal((await scim('DELETE', `/Users/${user.id}`)).status, 204)
        await until(async () => (await use()) === 401)
        assert.equal((await beside.call('GET', '/auth/session', { headers })).status, 401)
      } finally {
        await beside.close()
      }
    })

    test('the last owner stays, with the reason', async () => {
      const { organization } = await testServer.createTenant('Lonely')
      const only = await signUpOwner(testServer, { organization })
      const id = await addProvider(testServer, only, company)
      await linkPerson(testServer, organization, only.person, id)
      const theirs = await newToken(only, id)
      const listed = await scim('GET', '/Users', undefined, theirs)
      const [{ id: user, userName }] = listed.body.Resources
      assert.equal(userName, only.email)
      for (const [method, body] of [
        ['DELETE', undefined],
        ['PATCH', { Operations: [{ op: 'replace', value: { active: false } }] }],
        ['PUT', { userName, active: false }],
      ] as const) {
        const { status, body: answer } = await scim(method, `/Users/${user}`, body, theirs)
        assert.equal(status, 409, method)
        assert.match(answer.detail, /^This is the only owner of the organization\./)
      }
      const { headers } = only
      assert.equal((await testServer.call('GET', '/auth/session', { headers })).status, 200)
    })

    test('an address links nobody: a member links the provider first, then the directory finds the user', async () => {
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

    test('an address of a domain that is not proven takes an invitation', async () => {
      const sent = newUser({ userName: 'guest@elsewhere.example', emails: [] })
      const refused = await scim('POST', '/Users', sent)
      assert.equal(refused.status, 403)
      assert.match(refused.body.detail, /has not proven the domain elsewhere\.example/)
      await testServer.call('POST', '/api/v1/invitations', {
        headers: owner.headers,
        body: {
          emails: [sent.userName],
          role: 'member',
          workspaces: [{ workspace_id: eng, level: 'viewer' }],
        },
      })
      assert.equal((await scim('POST', '/Users', sent)).status, 201)
      const person = await personOf({ sent })
      assert.deepEqual(await levelsOf(person?.id ?? ''), { [eng]: 'viewer' })
    })

    test('names change, and attributes that are not kept change nothing', async () => {
      const user = await announce()
      const { status, body } = await patch(
        `/Users/${user.id}`,
        {
          op: 'replace',
          value: { 'name.givenName': 'Grace', 'emails[type eq "work"].value': user.sent.userName },
        },
        {
          op: 'Add',
          path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
          value: 'R',
        },
        { op: 'Replace', path: 'displayName', value: 'Grace H.' },
      )
      assert.equal(status, 200)
      assert.deepEqual([body.name.givenName, body.displayName], ['Grace', 'Grace H.'])
      assert.equal((await personOf(user))?.name, 'Grace H.')
      const put = await scim('PUT', `/Users/${user.id}`, { ...user.sent, userName: 'renamed', active: true })
      assert.deepEqual([put.body.userName, put.body.active], ['renamed', true], put.text)
      for (const [operation, type] of [
        [{ op: 'replace', path: 'active', value: 'no' }, 'invalidValue'],
        [{ op: 'remove', path: 'active' }, 'mutability'],
        [{ op: 'remove' }, 'noTarget'],
        [{ op: 'move', path: 'active' }, 'invalidSyntax'],
        [{ op: 'replace', path: 'userName', value: '' }, 'invalidValue'],
        [{ op: 'replace', path: 'displayName', value: 'x'.repeat(2000) }, 'invalidValue'],
      ] as const) {
        const { status, body } = await patch(`/Users/${user.id}`, operation)
        assert.deepEqual([status, body.scimType], [400, type], JSON.stringify(operation))
      }
      const malformed = await testServer.call('PATCH', `/scim/v2/Users/${user.id}`, {
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
        body: '{',
      })
      assert.equal(malformed.status, 400)
    })

    test('no other organization reaches anything, on any route', async () => {
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
        const value = attribute === 'id' ? user : `person-${count}@acme.example`
        const found = await scim('GET', `/Users?filter=${attribute} eq "${value}"`, undefined, foreign)
        assert.equal(found.body.totalResults, 0, attribute)
      }
      assert.equal((await scim('GET', `/Users/${user}`)).body.active, true)
      const { body } = await scim('GET', `/Groups/${group}`)
      assert.deepEqual([body.displayName, body.members.length], ['walls', 1])
      assert.ok(cells >= 40, `${cells} cells`)
    })

    test('tokens are shown once, rotated, ended at once, and end with their provider', async () => {
      const id = await addProvider(testServer, owner, company)
      const [first, second] = [await newToken(owner, id), await newToken(owner, id)]
      const works = async (by: string) => (await scim('GET', '/Users', undefined, by)).status === 200
      assert.deepEqual([await works(first), await works(second)], [true, true])
      const third = await newToken(owner, id)
      assert.deepEqual([await works(first), await works(second), await works(third)], [false, true, true])
      const { headers } = owner
      const path = `/api/v1/providers/${id}/directory`
      await testServer.call('DELETE', `${path}/token?only=previous`, { headers })
      assert.deepEqual([await works(second), await works(third)], [false, true])
      const shown = await testServer.call('GET', path, { headers })
      assert.deepEqual([shown.body.tokens.length, shown.body.users], [1, 0])
      assert.ok(!shown.text.includes(third))
      await testServer.call('PUT', `/api/v1/providers/${id}`, { headers, body: { enabled: false } })
      assert.equal(await works(third), false, 'disabled')
      await testServer.call('DELETE', `/api/v1/providers/${id}`, { headers })
      assert.equal(await works(third), false)
      const rows = await asPrincipal(testServer.server.services.database, acme, 'read only', (tx) =>
        tx.selectFrom('identity.directory_tokens').select('token_hash').execute(),
      )
      assert.ok(rows.every(({ token_hash }) => token_hash.length === 32))
    })

    test('it is on record which directory did it, and the log has no token', async () => {
      const user = await announce()
      const person = (await personOf(user))?.id
      await scim('DELETE', `/Users/${user.id}`)
      const { body } = await testServer.call('GET', '/api/v1/audit?limit=50', { headers: owner.headers })
      const records = (body.data as { event: string; subject_id: string; token_id: string }[]).filter(
        ({ subject_id }) => subject_id === person,
      )
      assert.deepEqual(
        records.map(({ event }) => event),
        ['person.removed', 'person.provisioned'],
      )
      assert.equal(new Set(records.map(({ token_id }) => token_id)).size, 1)
      assert.ok(!JSON.stringify(testServer.log).includes(token))
    })

    test('what a provider gave ends when it is unlinked or deleted, and what people gave stays', async () => {
      const id = await addProvider(testServer, owner, company, {
        admits: 'domain',
        mappings: [{ value: 'ops', role: 'admin', workspaces: [{ workspace_id: eng, level: 'manager' }] }],
      })
      const join = async (subject: string) => {
        const email = `${subject}@acme.example`
        company.people.set(subject, { email, email_verified: true, name: 'Ops', groups: ['ops'] })
        return signInBy(testServer, id, subject)
      }
      const session = await join('ops-1')
      const { headers, person } = session
      assert.deepEqual([person.role, await levelsOf(person.id)], ['admin', { [eng]: 'manager' }])
      const unlink = () => testServer.call('DELETE', `/auth/providers/${id}/link`, { headers })
      const locked = await unlink()
      assert.deepEqual([locked.status, locked.body.code], [409, 'sign_in_policy_refused'], locked.text)
      await linkPerson(testServer, acme.organization, person.id, provider)
      const unlinked = await unlink()
      assert.equal(unlinked.status, 200, unlinked.text)
      assert.equal((await testServer.call('GET', '/auth/session', { headers })).status, 401)
      const roleOf = async (id: string) => (await people()).find((one) => one.id === id)?.role
      assert.deepEqual([await roleOf(person.id), await levelsOf(person.id)], ['member', {}])
      const second = await join('ops-2')
      await testServer.call('PUT', `/api/v1/people/${second.person.id}/role`, {
        headers: owner.headers,
        body: { role: 'admin' },
      })
      await testServer.call('DELETE', `/api/v1/providers/${id}`, { headers: owner.headers })
      assert.deepEqual([await roleOf(second.person.id), await levelsOf(second.person.id)], ['admin', {}])
    })
  })
}
