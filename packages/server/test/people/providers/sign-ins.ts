import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { signInAtCompany, startCompanyProvider } from '@bulkhead/testing/oidc/company-provider'
import { getOwner, signInAgain, signUpPerson } from '@bulkhead/testing/people'
import { PUBLIC_URL } from '@bulkhead/testing/test-server'
import { sql } from 'kysely'
import { addProvider, begin, comeBack, getEnd, signInBy, toJourney, toSession } from '../company.ts'
import type { ProvidersFixture } from './fixture.ts'

/** Tests who signs in by a provider, and which rights groups give. */
export function testSignIns(get: () => ProvidersFixture): void {
  test('a domain leads to its providers, and an address to nothing', async () => {
    const { testServer, owner, provider } = get()
    const find = async (email: string) => {
      const headers = { origin: PUBLIC_URL }
      return (await testServer.call('POST', '/auth/providers', { headers, body: { email } })).body
    }
    assert.deepEqual(await find('nobody@ACME.example'), {
      data: [{ id: provider, name: 'Company' }],
      passwords: true,
    })
    assert.deepEqual(await find(owner.email), { data: [], passwords: true })
  })

  test('somebody of the domain signs in, with what the groups give', async () => {
    const { testServer, acme, provider, eng, newcomer, levelsOf } = get()
    const { subject, email } = newcomer()
    const journey = await begin(testServer, provider, '/activity?since=1')
    const answer = await comeBack(testServer, journey, subject)
    assert.equal(getEnd(answer), '/activity?since=1')
    assert.match(answer.headers.getSetCookie()[0] ?? '', /^bulkhead_session=.*HttpOnly/)
    const session = await toSession(testServer, answer)
    assert.equal(session.person.email, email)
    assert.equal(session.person.role, 'member')
    assert.equal(session.organization.id, acme.organization)
    assert.deepEqual(await levelsOf(session.person.id), { [eng]: 'user' })
    const again = await signInBy(testServer, provider, subject)
    assert.equal(again.person.id, session.person.id)
  })

  test('a name is shown without characters that nobody sees, and an address with some is none', async () => {
    const { testServer, provider, newcomer } = get()
    const { subject } = newcomer({ name: 'Ada \u202ereverof' })
    assert.equal((await signInBy(testServer, provider, subject)).person.name, 'Ada reverof')
    const hidden = newcomer({ email: 'ada\u200b@acme.example' })
    const back = await comeBack(testServer, await begin(testServer, provider), hidden.subject)
    assert.equal(getEnd(back), 'no_address')
  })

  test('a changed mapping or group counts at the next sign-in, and ends what was minted', async () => {
    const { testServer, owner, company, provider, ops, newcomer, levelsOf, setMappings, MAPPINGS } = get()
    const { subject } = newcomer({ groups: ['eng', 'leads'] })
    const first = await signInBy(testServer, provider, subject)
    assert.equal(first.person.role, 'admin')
    const roleChanges = async () => {
      const path = '/api/v1/audit?event=person.role_changed&limit=100'
      const { body } = await testServer.call('GET', path, { headers: owner.headers })
      return body.data.filter((row: { subject_id: string }) => row.subject_id === first.person.id).length
    }
    assert.equal(await roleChanges(), 1)
    const { body: minted } = await testServer.call('POST', '/api/v1/account/applications/scoped-token', {
      headers: first.headers,
      body: { workspace_name: 'ops', create_workspace: false },
    })
    await setMappings([{ value: 'eng', workspaces: [{ workspace_id: ops, level: 'viewer' }] }])
    const before = await testServer.call('GET', '/auth/session', { headers: first.headers })
    assert.equal(before.body.person.role, 'admin', 'not before')
    const second = await signInBy(testServer, provider, subject)
    assert.equal(second.person.role, 'member')
    assert.equal(await roleChanges(), 2)
    assert.deepEqual(await levelsOf(first.person.id), { [ops]: 'viewer' })
    const { status } = await testServer.call('GET', '/api/v1/account/applications/scoped-token/info', {
      token: minted.token,
    })
    assert.equal(status, 401)
    company.people.set(subject, { ...company.people.get(subject), groups: [] })
    await signInBy(testServer, provider, subject)
    assert.deepEqual(await levelsOf(first.person.id), {})
    await setMappings(MAPPINGS())
  })

  test('roles and levels that a person gave stay', async () => {
    const { testServer, owner, provider, eng, ops, newcomer, levelsOf } = get()
    const { subject } = newcomer({ groups: ['leads', 'eng'] })
    const { person } = await signInBy(testServer, provider, subject)
    const { headers } = owner
    await testServer.call('PUT', `/api/v1/people/${person.id}/role`, { headers, body: { role: 'member' } })
    await testServer.call('PUT', `/api/v1/workspaces/${ops}/members/${person.id}`, {
      headers,
      body: { level: 'manager' },
    })
    const again = await signInBy(testServer, provider, subject)
    assert.equal(again.person.role, 'member')
    assert.deepEqual(await levelsOf(person.id), { [ops]: 'manager', [eng]: 'user' })
  })

  test('no mapping makes an owner', async () => {
    const { testServer, acme, owner, provider } = get()
    const { status, body } = await testServer.call('PUT', `/api/v1/providers/${provider}`, {
      headers: owner.headers,
      body: { mappings: [{ value: 'eng', role: 'owner' }] },
    })
    assert.deepEqual([status, body.code], [422, 'invalid_request'])
    await assert.rejects(
      asPrincipal(testServer.server.services.database, acme, 'read write', (tx) =>
        tx
          .updateTable('identity.providers')
          .set({ mappings: '[{"value": "eng", "role": "owner"}]' })
          .execute(),
      ),
      { code: '23514' },
    )
  })

  test('the holder of an address is unknown to the provider, until linked by a session', async () => {
    const { testServer, acme, owner, provider, prove, newcomer } = get()
    const { subject } = newcomer({ email: owner.email })
    await prove('example.com', acme)
    assert.equal(
      getEnd(await comeBack(testServer, await begin(testServer, provider), subject)),
      'address_in_use',
    )
    const idle = await signInAgain(testServer, owner)
    const late = await testServer.call('POST', `/auth/providers/${provider}/link`, { headers: idle.headers })
    await asIdentity(testServer.server.services.database, 'read write', (tx) =>
      sql`update identity.sessions set used_at = now() - interval '8 days' where id = ${idle.session}`.execute(
        tx,
      ),
    )
    const refused = await comeBack(testServer, toJourney(late), subject)
    assert.equal(getEnd(refused), 'expired', 'the session that began it has ended')
    const linking = await testServer.call('POST', `/auth/providers/${provider}/link`, {
      headers: owner.headers,
    })
    assert.equal(linking.status, 200, linking.text)
    const linked = await comeBack(testServer, toJourney(linking), subject)
    assert.equal(getEnd(linked), '/settings/account?linked=true')
    const session = await signInBy(testServer, provider, subject)
    assert.equal(session.person.id, owner.person)
    assert.equal(session.person.role, 'owner', 'which no mapping takes')
  })

  test('a provider of another organization asserts the owner, and gets nothing', async () => {
    const { testServer, acme, other, owner, company, provider, prove, newcomer } = get()
    const theirs = await getOwner(testServer, other)
    const id = await addProvider(testServer, theirs, company, { admits: 'domain', trusts_email: true })
    const { subject } = newcomer({ email: owner.email })
    await prove('other.example', other)
    assert.equal(getEnd(await comeBack(testServer, await begin(testServer, id), subject)), 'not_invited')
    const claimed = await testServer.call('POST', '/api/v1/domains', {
      headers: theirs.headers,
      body: { domain: 'acme.example' },
    })
    assert.equal(claimed.body.proven_at, null)
    const known = newcomer()
    const mine = await signInBy(testServer, provider, known.subject)
    // The same subject of the same issuer, through the other organization.
    assert.equal(
      getEnd(await comeBack(testServer, await begin(testServer, id), known.subject)),
      'not_invited',
    )
    assert.equal(mine.organization.id, acme.organization)
    // A sign-in that began for one organization cannot end in another.
    const journey = await begin(testServer, id)
    const back = await signInAtCompany(journey.authorization_url, known.subject)
    const moved = back.pathname.replace(other.organization, acme.organization)
    const answer = await testServer.call('GET', moved + back.search, {
      headers: { cookie: journey.cookie },
    })
    assert.equal(getEnd(answer), 'expired')
  })

  test('the same address from a second provider of the organization is another identity, and nobody', async () => {
    const { testServer, acme, owner, provider, newcomer } = get()
    const { subject, email } = newcomer()
    const first = await signInBy(testServer, provider, subject)
    const second = await startCompanyProvider([
      `${PUBLIC_URL}/auth/organizations/${acme.organization}/callback`,
    ])
    try {
      const id = await addProvider(testServer, owner, second, { admits: 'domain' })
      second.people.set(subject, { email, email_verified: true })
      assert.equal(getEnd(await comeBack(testServer, await begin(testServer, id), subject)), 'address_in_use')
      assert.equal((await signInBy(testServer, provider, subject)).person.id, first.person.id)
    } finally {
      await second.close()
    }
  })

  test('a person outside the domain needs an invitation', async () => {
    const { testServer, owner, provider, eng, ops, newcomer, levelsOf } = get()
    const stranger = newcomer({ email: 'stranger@elsewhere.example' })
    const back = await comeBack(testServer, await begin(testServer, provider), stranger.subject)
    assert.equal(getEnd(back), 'not_invited')
    const { status } = await testServer.call('POST', '/api/v1/invitations', {
      headers: owner.headers,
      body: {
        emails: ['stranger@elsewhere.example'],
        role: 'member',
        workspaces: [{ workspace_id: ops, level: 'viewer' }],
        provider_id: provider,
      },
    })
    assert.equal(status, 200)
    const { person } = await signInBy(testServer, provider, stranger.subject)
    assert.deepEqual(await levelsOf(person.id), { [ops]: 'viewer', [eng]: 'user' })
  })

  test('a removed person returns only by an invitation', async () => {
    const { testServer, owner, provider, newcomer } = get()
    const { subject, email } = newcomer()
    const { person, headers } = await signInBy(testServer, provider, subject)
    await testServer.call('DELETE', `/api/v1/people/${person.id}`, { headers: owner.headers })
    assert.equal((await testServer.call('GET', '/auth/session', { headers })).status, 401)
    assert.equal(getEnd(await comeBack(testServer, await begin(testServer, provider), subject)), 'removed')
    await testServer.call('POST', '/api/v1/invitations', {
      headers: owner.headers,
      body: { emails: [email], role: 'member' },
    })
    assert.notEqual((await signInBy(testServer, provider, subject)).person.id, person.id)
  })

  test('a suggestion grants nothing until an admin accepts it, and a new name changes nothing', async () => {
    const { testServer, acme, provider, eng, ops, newcomer, levelsOf, setMappings, MAPPINGS } = get()
    const mappings = [
      { value: 'eng', workspaces: [{ workspace_id: ops, level: 'viewer' }] },
      { value: 'eng', suggests: { pattern: 'eng-*', level: 'manager' } },
    ]
    await setMappings(mappings)
    const { subject } = newcomer()
    const { person } = await signInBy(testServer, provider, subject)
    assert.deepEqual(await levelsOf(person.id), { [ops]: 'viewer' })
    const admin = await signUpPerson(testServer, acme, 'admin')
    const path = `/api/v1/providers/${provider}/suggestions`
    const { body } = await testServer.call('GET', path, { headers: admin.headers })
    assert.deepEqual(body.data, [
      { claim: 'groups', value: 'eng', workspace_id: eng, workspace_name: 'eng-tools', level: 'manager' },
    ])
    const accept = (workspace_id: string) =>
      testServer.call('POST', path, {
        headers: admin.headers,
        body: { claim: 'groups', value: 'eng', workspace_id },
      })
    const { workspace_id: third } = await testServer.mint(acme, 'third')
    assert.equal((await accept(third)).status, 404, 'which is not suggested')
    assert.deepEqual((await accept(eng)).body, { workspace_id: eng, level: 'manager' })
    await testServer.mint(acme, 'eng-new')
    await signInBy(testServer, provider, subject)
    assert.deepEqual(await levelsOf(person.id), { [ops]: 'viewer', [eng]: 'manager' })
    const refused = await testServer.call('PUT', `/api/v1/providers/${provider}`, {
      headers: admin.headers,
      body: { mappings: [] },
    })
    assert.equal(refused.status, 403, 'mappings are the owners’')
    await setMappings(MAPPINGS())
  })
}
