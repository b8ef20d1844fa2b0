import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { purgeInvitations } from '@bulkhead/server/people/invitations/purge-invitations'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { engines } from '@bulkhead/testing/engines'
import {
  callAsPage,
  getOwner,
  newSignUpToken,
  type SignedInPerson,
  signUpOwner,
  signUpPerson,
} from '@bulkhead/testing/people'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'
import { WORKSPACES } from '../http/api.ts'

const INVITATIONS = '/api/v1/invitations'
const PASSWORD = 'a password of some length'
const newEmail = () => `invited-${randomUUID()}@example.com`

/** Invitation in a response. */
interface Invited {
  readonly id: string
  readonly sign_up_url: string
  readonly email: string
}

for (const engine of engines) {
  describe(`invitations on ${engine.name}`, () => {
    let testServer: TestServer
    let tenant: Tenant
    let owner: SignedInPerson
    let address = 0

    before(async () => {
      testServer = await startTestServer(engine, { environment: { BULKHEAD_TRUSTED_PROXIES: '127.0.0.1' } })
      tenant = await testServer.createTenant('Acme')
      owner = await getOwner(testServer, tenant)
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    const as = ({ headers }: Pick<SignedInPerson, 'headers'>, method: string, path: string, body?: unknown) =>
      testServer.call(method, path, { headers, ...(body !== undefined && { body }) })
    const invite = (by: SignedInPerson, role: string, emails: string[], workspaces?: unknown[]) =>
      as(by, 'POST', INVITATIONS, { emails, role, ...(workspaces !== undefined && { workspaces }) })
    const inviteOne = async (by: SignedInPerson, role: string, workspaces?: unknown[]): Promise<Invited> => {
      const { status, body, text } = await invite(by, role, [newEmail()], workspaces)
      assert.equal(status, 200, text)
      return body.data[0]
    }
    const getToken = (url: string) => new URL(url).hash.slice(1)
    // Attempts are limited by address, so each of these people has their own.
    const signUp = ({ sign_up_url, email }: Pick<Invited, 'sign_up_url' | 'email'>) =>
      testServer.call('POST', '/auth/sign-up', {
        body: { token: getToken(sign_up_url), name: 'Ines', email, password: PASSWORD },
        headers: {
          origin: testServer.server.services.issuer,
          'x-forwarded-for': `192.0.2.${++address}`,
        },
      })
    const assertRefused = async (invited: Pick<Invited, 'sign_up_url' | 'email'>) =>
      assert.equal((await signUp(invited)).body.code, 'sign_up_link_invalid')
    const getInvitation = async (id: string) => {
      const { body } = await as(owner, 'GET', `${INVITATIONS}?limit=100`)
      return body.data.find((item: Invited) => item.id === id)
    }

    test('an address signs up once, with the role and the workspaces it was invited to', async () => {
      const { workspace_id } = await testServer.mint(tenant, `place ${randomUUID()}`)
      const email = newEmail()
      const { body } = await invite(
        owner,
        'member',
        [email, email.toUpperCase()],
        [{ workspace_id, level: 'manager' }],
      )
      assert.equal(body.data.length, 1)
      const [{ id, sign_up_url, status }] = body.data
      assert.equal(status, 'invited')
      assert.match(sign_up_url, /^http:\/\/house\.test\/sign-up#[\w-]{43}$/)
      const days = (Date.parse(body.data[0].expires_at) - Date.now()) / 86_400_000
      assert.ok(days > 6.9 && days <= 7, String(days))
      const item = await getInvitation(id)
      assert.deepEqual(
        [item.email, item.role, item.workspaces, item.invited_by],
        [email, 'member', [{ workspace_id, level: 'manager' }], owner.person],
      )
      const read = await callAsPage(testServer, '/auth/sign-up/link', { token: getToken(sign_up_url) })
      assert.deepEqual(read.body, { purpose: 'invitation', passwords: true, providers: [] })

      // If two sign up at once, one succeeds.
      const answers = await Promise.all([
        signUp({ sign_up_url, email }),
        signUp({ sign_up_url, email: email.toUpperCase() }),
      ])
      assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 403])
      const { body: signedIn } = answers.find((answer) => answer.status === 200) ?? assert.fail()
      assert.deepEqual([signedIn.person.email, signedIn.person.role], [email, 'member'])
      assert.equal(await getInvitation(id), undefined)
      const { body: members } = await as(owner, 'GET', `${WORKSPACES}/${workspace_id}/members`)
      assert.deepEqual(
        members.data.map((member: { person_id: string; level: string }) => [member.person_id, member.level]),
        [[signedIn.person.id, 'manager']],
      )
      assert.deepEqual((await invite(owner, 'admin', [email])).body.data, [{ email, status: 'is_member' }])
    })

    test('another address gets nothing, and ends the link at the third', async () => {
      const invited = await inviteOne(owner, 'admin')
      await assertRefused({ ...invited, email: newEmail() })
      await assertRefused({ ...invited, email: owner.email })
      assert.notEqual(await getInvitation(invited.id), undefined)
      await assertRefused({ ...invited, email: newEmail() })
      assert.equal(await getInvitation(invited.id), undefined)
      await assertRefused(invited)
    })

    test('an invitation and a link of the operator leave each other alone', async () => {
      const invited = await inviteOne(owner, 'admin')
      const token = await newSignUpToken(testServer, tenant.organization)
      await signUpOwner(testServer, tenant)
      assert.equal((await signUp(invited)).body.person.role, 'admin')
      await newSignUpToken(testServer, tenant.organization)
      const late = await newSignUpToken(testServer, tenant.organization)
      assert.equal((await signUp(await inviteOne(owner, 'member'))).status, 200)
      const operators = { sign_up_url: `https://house.test/sign-up#${late}`, email: newEmail() }
      assert.equal((await signUp(operators)).body.person.role, 'owner')
      await assertRefused({ sign_up_url: `https://house.test/sign-up#${token}`, email: newEmail() })
    })

    test('another link ends the one before, revoking ends both, and so do seven days', async () => {
      const invited = await inviteOne(owner, 'member')
      const { body } = await as(owner, 'POST', `${INVITATIONS}/${invited.id}/link`)
      await assertRefused(invited)
      const again = (await invite(owner, 'admin', [invited.email])).body.data[0]
      assert.equal(again.id, invited.id)
      await assertRefused({ ...invited, sign_up_url: body.sign_up_url })
      assert.equal((await getInvitation(invited.id)).role, 'admin')
      assert.equal((await as(owner, 'DELETE', `${INVITATIONS}/${invited.id}`)).status, 200)
      await assertRefused({ ...invited, sign_up_url: again.sign_up_url })
      assert.equal(
        (await as(owner, 'DELETE', `${INVITATIONS}/${invited.id}`)).body.code,
        'invitation_not_found',
      )

      const old = await inviteOne(owner, 'member')
      await asPrincipal(
        testServer.server.services.database,
        { organization: tenant.organization },
        'read write',
        (tx) =>
          tx
            .updateTable('identity.sign_up_links')
            .set({ expires_at: new Date(Date.now() - 1_000) })
            .where('link_id', '=', old.id)
            .execute(),
      )
      await assertRefused(old)
      // The operator's new link replaces only links of the operator.
      await newSignUpToken(testServer, tenant.organization)
      assert.notEqual(await getInvitation(old.id), undefined)
      const renewed = await as(owner, 'POST', `${INVITATIONS}/${old.id}/link`)
      assert.equal((await signUp({ ...old, sign_up_url: renewed.body.sign_up_url })).status, 200)
    })

    test('an invitation is forgotten a month after it expired', async () => {
      const { database } = testServer.server.services
      const [open, expired, old] = [
        await inviteOne(owner, 'member'),
        await inviteOne(owner, 'member'),
        await inviteOne(owner, 'member'),
      ]
      const expire = (id: string, days: number) =>
        asPrincipal(database, { organization: tenant.organization }, 'read write', (tx) =>
          tx
            .updateTable('identity.sign_up_links')
            .set({ expires_at: new Date(Date.now() - days * 86_400_000) })
            .where('link_id', '=', id)
            .execute(),
        )
      await expire(expired.id, 29)
      await expire(old.id, 31)
      assert.equal(await purgeInvitations(database), false)
      const left = await Promise.all([open, expired, old].map(({ id }) => getInvitation(id)))
      assert.deepEqual(
        left.map((invitation) => invitation !== undefined),
        [true, true, false],
      )
    })

    test('an admin has no part in what invites an owner', async () => {
      const admin = await signUpPerson(testServer, tenant, 'admin')
      assert.equal((await invite(admin, 'owner', [newEmail()])).body.code, 'not_permitted')
      const invited = await inviteOne(owner, 'owner')
      for (const [method, path] of [
        ['POST', `${INVITATIONS}/${invited.id}/link`],
        ['DELETE', `${INVITATIONS}/${invited.id}`],
      ] as const) {
        assert.equal((await as(admin, method, path)).body.code, 'not_permitted', method)
      }
      assert.equal((await invite(admin, 'member', [invited.email])).body.code, 'not_permitted')
      assert.equal((await signUp(invited)).body.person.role, 'owner')
    })

    test('an invitation ends with the right of whoever made it, until somebody else makes its link', async () => {
      const admin = await signUpPerson(testServer, tenant, 'admin')
      const formerOwner = await signUpPerson(testServer, tenant, 'owner')
      const removed = await signUpPerson(testServer, tenant, 'admin')
      const byAdmin = await inviteOne(admin, 'member')
      const byOwner = await inviteOne(formerOwner, 'owner')
      const byRemoved = await inviteOne(removed, 'admin')
      const setRole = ({ person }: SignedInPerson, role: string) =>
        as(owner, 'PUT', `/api/v1/people/${person}/role`, { role })
      assert.equal((await setRole(admin, 'member')).status, 200)
      assert.equal((await setRole(formerOwner, 'admin')).status, 200)
      assert.equal((await as(owner, 'DELETE', `/api/v1/people/${removed.person}`)).status, 200)
      for (const invited of [byAdmin, byOwner, byRemoved]) {
        await assertRefused(invited)
        const { body } = await as(owner, 'POST', `${INVITATIONS}/${invited.id}/link`)
        assert.equal((await signUp({ ...invited, sign_up_url: body.sign_up_url })).status, 200)
      }
    })

    test('workspaces of others are unknown; deleted ones are left out', async () => {
      const other = await testServer.createTenant('Other')
      const foreign = await testServer.mint(other, 'theirs')
      const { workspace_id } = await testServer.mint(tenant, `gone ${randomUUID()}`)
      const level = 'user'
      for (const id of [foreign.workspace_id, randomUUID()]) {
        const { body } = await invite(owner, 'member', [newEmail()], [{ workspace_id: id, level }])
        assert.equal(body.code, 'workspace_not_found')
      }
      const invited = await inviteOne(owner, 'member', [{ workspace_id, level }])
      const { status, text } = await as(owner, 'DELETE', `${WORKSPACES}/${workspace_id}`)
      assert.equal(status, 200, text)
      assert.equal((await signUp(invited)).status, 200)
    })

    test('another organization sees none, and takes the same address', async () => {
      const other = await testServer.createTenant('Rival')
      const rival = await getOwner(testServer, other)
      const invited = await inviteOne(owner, 'member')
      assert.deepEqual((await as(rival, 'GET', INVITATIONS)).body.data, [])
      assert.equal(
        (await as(rival, 'DELETE', `${INVITATIONS}/${invited.id}`)).body.code,
        'invitation_not_found',
      )
      const theirs = (await invite(rival, 'member', [invited.email])).body.data[0]
      assert.equal((await signUp(theirs)).status, 200)
      // The response does not reveal that the person has an account in another organization.
      assert.equal((await invite(owner, 'member', [invited.email])).body.data[0].status, 'invited')
      await assertRefused(invited)
    })
  })
}
