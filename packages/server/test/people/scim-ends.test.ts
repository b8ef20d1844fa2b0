import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { letRequestsWait, limitRequests } from '@bulkhead/testing/busy/let-requests-wait'
import { hasWaited } from '@bulkhead/testing/busy/while-busy'
import { engines } from '@bulkhead/testing/engines'
import { callAsPage, linkPerson, signUpOwner } from '@bulkhead/testing/people'
import { countWaiting } from '@bulkhead/testing/postgres/count-waiting'
import { startTestServer, until } from '@bulkhead/testing/test-server'
import pg from 'pg'
import { addProvider, begin, comeBack, getEnd, signInBy } from './company.ts'
import { type Directory, openDirectory, PATCH } from './scim-directory.ts'

for (const engine of engines) {
  describe(`access that a directory ends on ${engine.name}`, () => {
    let directory: Directory

    before(letRequestsWait)
    after(limitRequests)

    before(async () => {
      directory = await openDirectory(engine)
    })
    after(async () => {
      await directory?.close()
      await engine.close()
    })

    test('not active ends session and tokens; active again lets in', async () => {
      const { testServer, provider, scim, patch, announce, addGroup, personOf, enroll } = directory
      const user = await announce()
      const operation = { op: 'Replace', path: 'active', value: 'False' }
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
      const { testServer, provider, scim, announce, personOf, enroll } = directory
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
      const { testServer, owner, provider, announce, personOf, enroll } = directory
      const user = await announce({ active: false })
      assert.equal(await personOf(user), undefined)
      const { userName: email } = user.sent
      const invited = await testServer.call('POST', '/api/v1/invitations', {
        headers: owner.headers,
        body: { emails: [email], role: 'member' },
      })
      const back = await comeBack(testServer, await begin(testServer, provider), enroll(user))
      assert.equal(getEnd(back), 'removed')
      const token = new URL(invited.body.data[0].sign_up_url).hash.slice(1)
      const signUp = { token, name: 'Ines', email, password: 'a password of some length' }
      const byPassword = await callAsPage(testServer, '/auth/sign-up', signUp)
      assert.equal(byPassword.body.code, 'sign_up_link_invalid')
      assert.equal(await personOf(user), undefined)
    })

    test('an owner who is not the last one stays, too: only owners remove owners', async () => {
      const { testServer, owner, provider, scim, announce, enroll } = directory
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
      const { testServer, owner, provider, scim, announce, addGroup, enroll } = directory
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
      const answers = await Promise.all([
        ...users.map(({ id }) => scim('DELETE', `/Users/${id}`)),
        ...users.map(({ person }) =>
          testServer.call('DELETE', `/api/v1/people/${person}`, { headers: owner.headers }),
        ),
        scim('PATCH', `/Groups/${group}`, {
          schemas: [PATCH],
          Operations: [{ op: 'replace', path: 'members', value: [] }],
        }),
      ])
      for (const { status, text } of answers)
        assert.ok([200, 204, 404].includes(status) || hasWaited(status, text), text)
      assert.equal((await scim('DELETE', `/Groups/${group}`)).status, 204)
    })

    const skip = engine.name !== 'postgres' && 'one process at a time has its files'
    test('access that a directory ends has ended in a second process, too', { skip }, async () => {
      const { testServer, provider, eng, scim, announce, enroll } = directory
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
      const { testServer, company, newToken, scim } = directory
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

    test('tokens are shown once, rotated, ended at once, and end with their provider', async () => {
      const { testServer, acme, owner, company, newToken, scim } = directory
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

    for (const [end, change] of [
      ['whose token is deleted', 'delete from identity.directory_tokens where provider_id = $1'],
      [
        'whose provider is disabled',
        'update identity.providers set enabled = false, updated_at = now() where provider_id = $1',
      ],
      ['whose provider is deleted', 'delete from identity.providers where provider_id = $1'],
    ] as const)
      test(`a directory ${end} while it writes changes nothing any more`, { skip }, async () => {
        const { testServer, owner, company, newToken, newUser, scim } = directory
        const provider = await addProvider(testServer, owner, company)
        const by = await newToken(owner, provider)
        const { id } = (await scim('POST', '/Users', newUser(), by)).body
        const { body: group } = await scim('POST', '/Groups', { displayName: `eng ${provider}` }, by)
        const admin = new pg.Client({ connectionString: testServer.store.postgres?.adminUrl })
        await admin.connect()
        try {
          await admin.query('begin')
          for (const table of ['identities', 'directory_groups', 'providers'])
            await admin.query(`select from identity.${table} where provider_id = $1 for update`, [provider])
          const writes = [
            scim('POST', '/Users', newUser(), by),
            scim('POST', '/Groups', { displayName: 'late' }, by),
            scim('PUT', `/Users/${id}`, newUser(), by),
            scim('PUT', `/Groups/${group.id}`, { displayName: 'late', members: [{ value: id }] }, by),
          ]
          await until(async () => (await countWaiting(admin)) === writes.length)
          await admin.query(change, [provider])
          await admin.query('commit')
          for (const { status, text } of await Promise.all(writes)) {
            const isGone = change.startsWith('delete from identity.providers') && status === 404
            assert.ok(status === 401 || isGone, `${status}: ${text}`)
          }
        } finally {
          await admin.end()
        }
      })

    test('it is on record which directory did it, and the log has no token', async () => {
      const { testServer, owner, token, scim, announce, addGroup, personOf } = directory
      const user = await announce()
      const person = (await personOf(user))?.id
      const group = await addGroup('leads', [user.id])
      await scim('DELETE', `/Groups/${group}`)
      await scim('DELETE', `/Users/${user.id}`)
      const { body } = await testServer.call('GET', '/api/v1/audit?limit=50', { headers: owner.headers })
      const records = (body.data as { event: string; subject_id: string; token_id: string }[]).filter(
        ({ subject_id }) => subject_id === person,
      )
      assert.deepEqual(
        records.map(({ event }) => event),
        ['person.removed', 'person.role_changed', 'person.role_changed', 'person.provisioned'],
      )
      assert.equal(new Set(records.map(({ token_id }) => token_id)).size, 1)
      assert.ok(!JSON.stringify(testServer.log).includes(token))
    })

    test('what a provider gave ends when it is unlinked or deleted, and what people gave stays', async () => {
      const { testServer, acme, owner, company, provider, eng, people, levelsOf } = directory
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
