import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Role } from '@bulkhead/contract/operation'
import { startCompanyProvider } from '@bulkhead/testing/oidc/company-provider'
import { callAsPage, getOwner } from '@bulkhead/testing/people'
import { PUBLIC_URL } from '@bulkhead/testing/test-server'
import { addProvider, begin, comeBack, getEnd, inviteBy, signInBy } from '../company.ts'
import type { ProvidersFixture } from './fixture.ts'

/** Tests which invitations the word of a provider takes, and which only their link. */
export function testInvited(get: () => ProvidersFixture): void {
  /** Provider for contractors, whose admin can state any address. It calls what it states verified. */
  async function openContractors() {
    const { testServer, acme, owner } = get()
    const contractors = await startCompanyProvider([
      `${PUBLIC_URL}/auth/organizations/${acme.organization}/callback`,
    ])
    const name = `Contractors ${randomUUID()}`
    return { contractors, id: await addProvider(testServer, owner, contractors, { name }) }
  }
  const isWaiting = async (id: string) => {
    const { testServer, owner } = get()
    const { body } = await testServer.call('GET', '/api/v1/invitations?limit=100', { headers: owner.headers })
    return body.data.some((invitation: { id: string }) => invitation.id === id)
  }

  test('whoever runs a provider does not become an owner by an invitation that waits', async () => {
    const { testServer, owner } = get()
    const { contractors, id: provider } = await openContractors()
    try {
      const email = 'owner@head-office.example'
      const invited = await inviteBy(testServer, owner, email, { role: 'owner' })
      contractors.people.set('mine', { email, email_verified: true })
      const attempt = await comeBack(testServer, await begin(testServer, provider), 'mine')
      assert.equal(getEnd(attempt), 'not_invited')
      // The link of another invitation is no link of this one.
      const own = await inviteBy(testServer, owner, `own-${email}`, { role: 'member' })
      const byOwn = await begin(testServer, provider, undefined, own.token)
      assert.equal(getEnd(await comeBack(testServer, byOwn, 'mine')), 'not_invited')
      assert.equal(await isWaiting(invited.id), true)

      const { person } = await signInBy(testServer, provider, 'mine', invited.token)
      assert.deepEqual([person.email, person.role], [email, 'owner'], 'the link takes it')
      assert.equal(await isWaiting(invited.id), false)
    } finally {
      await contractors.close()
    }
  })

  test('the link takes an invitation for the invited address only, once, and until another link is made', async () => {
    const { testServer, owner, provider, newcomer } = get()
    const { subject, email } = newcomer({ email: 'right@elsewhere.example' })
    assert.ok(email)
    const wrong = newcomer({ email: 'wrong@elsewhere.example' })
    const unverified = newcomer({ email: 'right@elsewhere.example', email_verified: false })
    const invited = await inviteBy(testServer, owner, 'right@elsewhere.example', { role: 'admin' })
    const end = async (who: string) =>
      getEnd(await comeBack(testServer, await begin(testServer, provider, '/', invited.token), who))
    assert.equal(await end(wrong.subject), 'not_invited')
    assert.equal(await end(unverified.subject), 'address_unverified')
    const [early, second] = [
      await begin(testServer, provider, '/', invited.token),
      await begin(testServer, provider, '/', invited.token),
    ]
    const renewed = await testServer.call('POST', `/api/v1/invitations/${invited.id}/link`, {
      headers: owner.headers,
    })
    assert.equal(getEnd(await comeBack(testServer, early, subject)), 'not_invited', 'its link has ended')
    const token = new URL(renewed.body.sign_up_url).hash.slice(1)
    const { person } = await signInBy(testServer, provider, subject, token)
    assert.equal(person.role, 'admin')
    assert.equal(getEnd(await comeBack(testServer, second, wrong.subject)), 'not_invited')
    const used = await callAsPage(testServer, `/auth/providers/${provider}/sign-in`, { invitation: token })
    assert.deepEqual([used.status, used.body.code], [403, 'sign_up_link_invalid'], used.text)
  })

  test('the link of an invitation begins no sign-in of another organization', async () => {
    const { testServer, owner, other, company } = get()
    const theirs = await getOwner(testServer, other)
    const foreign = await addProvider(testServer, theirs, company, { name: `Foreign ${randomUUID()}` })
    const { token } = await inviteBy(testServer, owner, 'abroad@elsewhere.example', { role: 'owner' })
    const { body } = await callAsPage(testServer, `/auth/providers/${foreign}/sign-in`, { invitation: token })
    assert.equal(body.code, 'sign_up_link_invalid')
  })

  test('an invitation as member is taken by the provider that it names, or by any for a proven domain', async () => {
    const { testServer, owner, provider, newcomer } = get()
    const { contractors, id } = await openContractors()
    try {
      const email = 'named@contractors.example'
      const rights = { role: 'member', provider_id: id }
      const invited = await inviteBy(testServer, owner, email, rights)
      const { body } = await testServer.call('GET', '/api/v1/invitations', { headers: owner.headers })
      const shown = body.data.find((invitation: { id: string }) => invitation.id === invited.id)
      assert.equal(shown.provider_id, id)
      const elsewhere = newcomer({ email })
      const end = getEnd(await comeBack(testServer, await begin(testServer, provider), elsewhere.subject))
      assert.equal(end, 'not_invited', 'which it does not name')
      contractors.people.set('named', { email, email_verified: true })
      assert.equal((await signInBy(testServer, id, 'named')).person.role, 'member')

      const proven = 'somebody@acme.example'
      await inviteBy(testServer, owner, proven, { role: 'member' })
      contractors.people.set('proven', { email: proven, email_verified: true })
      assert.equal((await signInBy(testServer, id, 'proven')).person.role, 'member')
    } finally {
      await contractors.close()
    }
  })

  test('an invitation names a provider of the organization, as member alone', async () => {
    const { testServer, owner, other, provider, company } = get()
    const theirs = await getOwner(testServer, other)
    const foreign = await addProvider(testServer, theirs, company, { name: `Foreign ${randomUUID()}` })
    const invite = async (role: Role, provider_id: string) => {
      const { status, body } = await testServer.call('POST', '/api/v1/invitations', {
        headers: owner.headers,
        body: { emails: ['named@elsewhere.example'], role, provider_id },
      })
      return [status, body.code, body.errors?.[0]?.field]
    }
    assert.deepEqual(await invite('member', foreign), [404, 'provider_not_found', 'request'])
    for (const role of ['owner', 'admin'] as const) {
      assert.deepEqual(await invite(role, provider), [422, 'invalid_request', 'body.provider_id'])
    }
  })

  test('the page of an invitation offers the providers of its organization', async () => {
    const { testServer, owner, provider } = get()
    const { token } = await inviteBy(testServer, owner, 'offered@elsewhere.example', { role: 'admin' })
    const { body } = await callAsPage(testServer, '/auth/sign-up/link', { token })
    assert.deepEqual([body.purpose, body.passwords], ['invitation', true])
    assert.ok(
      body.providers.some(
        ({ id, name }: { id: string; name: string }) => id === provider && name === 'Company',
      ),
    )
  })

  test('signs in with a provider that requires pushed requests', async () => {
    const { testServer, acme, owner } = get()
    const pushing = await startCompanyProvider(
      [`${PUBLIC_URL}/auth/organizations/${acme.organization}/callback`],
      {
        requiresPushed: true,
      },
    )
    try {
      const id = await addProvider(testServer, owner, pushing, { admits: 'domain' })
      pushing.people.set('pushed', { email: 'pushed@acme.example', email_verified: true })
      const journey = await begin(testServer, id)
      assert.match(journey.authorization_url, /[?&]request_uri=urn/)
      assert.equal(getEnd(await comeBack(testServer, journey, 'pushed')), '/')
    } finally {
      await pushing.close()
    }
  })

  test('two providers of an organization have different names', async () => {
    const { testServer, owner, provider, company } = get()
    const name = `Twice ${randomUUID()}`
    const id = await addProvider(testServer, owner, company, { name })
    const { status, body } = await testServer.call('POST', '/api/v1/providers', {
      headers: owner.headers,
      body: { name, issuer: company.issuer, client_id: 'x', client_secret: 'y' },
    })
    assert.deepEqual([status, body.code], [409, 'name_taken'])
    const rename = (of: string) =>
      testServer.call('PUT', `/api/v1/providers/${of}`, { headers: owner.headers, body: { name } })
    assert.equal((await rename(provider)).body.code, 'name_taken')
    assert.equal((await rename(id)).status, 200)
  })
}
