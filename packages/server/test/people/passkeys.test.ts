import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { getAudit } from '@bulkhead/testing/audit'
import { engines } from '@bulkhead/testing/engines'
import {
  callAsPage,
  forgetAttempts,
  getCode,
  type SignedInPerson,
  setSecondFactor,
  signInAgain,
  signUpOwner,
  signUpPerson,
} from '@bulkhead/testing/people'
import {
  addPasskey,
  beginPasskeySignIn,
  type Deviation,
  makePasskeyCredential,
  sendPasskey,
  VirtualPasskey,
} from '@bulkhead/testing/people/passkey'
import { type Answer, startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'

const PATH = '/auth/passkeys'

for (const engine of engines) {
  describe(`passkeys on ${engine.name}`, () => {
    let testServer: TestServer
    let tenant: Tenant

    before(async () => {
      testServer = await startTestServer(engine)
      tenant = await testServer.createTenant('Acme')
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    const signIn = async (passkey: VirtualPasskey, deviation?: Deviation) => {
      const { options, cookie } = await beginPasskeySignIn(testServer)
      return sendPasskey(testServer, passkey.get(options, deviation), cookie)
    }
    const register = async (by: SignedInPerson, deviation?: Deviation) => {
      const credential = await makePasskeyCredential(testServer, by, undefined, deviation)
      return testServer.call('POST', PATH, {
        headers: by.headers,
        body: { name: 'Laptop', credential },
      })
    }
    const list = async ({ headers }: Pick<SignedInPerson, 'headers'>) =>
      (await testServer.call('GET', PATH, { headers })).body.data as { id: string; name: string }[]
    const remove = ({ headers }: Pick<SignedInPerson, 'headers'>, id: string) =>
      testServer.call('DELETE', `${PATH}/${id}`, { headers })
    const getHeaders = ({ headers, body }: Answer) => ({
      headers: {
        cookie: headers.getSetCookie()[0]?.split(';')[0] ?? '',
        origin: testServer.server.services.issuer,
        'x-csrf-token': body.csrf_token as string,
      },
    })
    const assertRefused = (response: Answer, about: string) => {
      assert.deepEqual([response.status, response.body.code], [403, 'passkey_refused'], about)
      assert.deepEqual(response.headers.getSetCookie(), [], about)
    }

    test('a person registers one with the password, and signs in by it without password and code', async () => {
      const person = await signUpOwner(testServer, tenant)
      const { secret } = await setSecondFactor(testServer, person)
      const wrong = await testServer.call('POST', `${PATH}/registration`, {
        headers: person.headers,
        body: { current_password: 'wrong' },
      })
      assert.equal(wrong.body.code, 'wrong_password')
      const { id, passkey } = await addPasskey(testServer, person)
      const signedIn = await signIn(passkey)
      assert.equal(signedIn.status, 200, signedIn.text)
      assert.equal(signedIn.body.person.id, person.person)
      const [shown] = (await testServer.call('GET', PATH, getHeaders(signedIn))).body.data
      assert.deepEqual([shown.id, shown.name, shown.last_used_at === null], [id, 'Laptop', false])
      const records = await getAudit(testServer, tenant, 'person.signed_in')
      assert.ok(records.some(({ subject_id }) => subject_id === person.person))
      assert.ok((await getAudit(testServer, tenant, 'passkey.created')).some((row) => row.subject_id === id))
      const { email, password } = person
      const other = await callAsPage(testServer, '/auth/sign-in', {
        email,
        password,
        code: getCode(secret, 1),
      })
      assert.equal(other.status, 200, 'the other way stays')
      const begun = await testServer.call('POST', `${PATH}/registration`, {
        headers: person.headers,
        body: { current_password: password },
      })
      assert.deepEqual(
        begun.body.options.excludeCredentials.map((known: { id: string }) => known.id),
        [passkey.id],
        'the device does not make a second one',
      )
    })

    test('wrong passwords that keep the right one out do not keep a passkey out', async () => {
      const person = await signUpOwner(testServer, tenant)
      const { passkey } = await addPasskey(testServer, person)
      const { signInAttempts } = testServer.server.services
      const addresses = Array.from({ length: 20 }, (_, at) => `203.0.113.${at}`)
      for (let round = 0; round < 5; round += 1) {
        const guess = (address: string) =>
          signInAttempts.attempt(address, person.email, async () => undefined)
        await Promise.all(addresses.map(guess))
      }
      const { email, password } = person
      assert.equal((await callAsPage(testServer, '/auth/sign-in', { email, password })).status, 429)
      const signedIn = await signIn(passkey)
      assert.equal(signedIn.status, 200, signedIn.text)
    })

    test('a person gives a passkey another name, and only the own one', async () => {
      const person = await signUpOwner(testServer, tenant)
      const { id } = await addPasskey(testServer, person)
      const rename = ({ headers }: Pick<SignedInPerson, 'headers'>, passkey: string, name: string) =>
        testServer.call('PUT', `${PATH}/${passkey}`, { headers, body: { name } })
      const { status, body } = await rename(person, id.toUpperCase(), 'Phone')
      assert.deepEqual([status, body.id, body.name], [200, id, 'Phone'])
      assert.deepEqual(
        (await list(person)).map(({ name }) => name),
        ['Phone'],
      )
      assert.equal((await rename(person, id, '')).body.code, 'invalid_request')
      assert.equal((await rename(person, id, 'n'.repeat(256))).body.code, 'invalid_request')
      const colleague = await signUpOwner(testServer, tenant)
      const stranger = await signUpOwner(testServer, await testServer.createTenant('Other'))
      for (const [by, passkey] of [
        [colleague, id],
        [stranger, id],
        [person, crypto.randomUUID()],
        [person, 'no-id'],
      ] as const) {
        const refused = await rename(by, passkey, 'Mine')
        assert.deepEqual([refused.status, refused.body.code], [404, 'passkey_not_found'])
      }
      assert.deepEqual(
        (await list(person)).map(({ name }) => name),
        ['Phone'],
      )
      assert.ok((await getAudit(testServer, tenant, 'passkey.renamed')).some((row) => row.subject_id === id))
    })

    test('an invalid registration registers nothing', async () => {
      const person = await signUpOwner(testServer, tenant)
      const deviations: Record<string, Deviation> = {
        'another origin': { origin: 'https://elsewhere.test' },
        'another host': { rpId: 'elsewhere.test' },
        'another challenge': { challenge: 'b'.repeat(43) },
        'a frame of another page': { crossOrigin: true },
        'a user who was not verified': { isVerified: false },
      }
      for (const [about, deviation] of Object.entries(deviations)) {
        assertRefused(await register(person, deviation), about)
      }
      const credential = await makePasskeyCredential(testServer, person)
      const send = (by: SignedInPerson, body = { name: 'Laptop', credential }) =>
        testServer.call('POST', PATH, { headers: by.headers, body })
      assertRefused(await send(await signInAgain(testServer, person)), 'another session of the person')
      const responses = await Promise.all([send(person), send(person)])
      assert.deepEqual(responses.map(({ status }) => status).sort(), [200, 403], 'a challenge is good once')
      assert.equal((await list(person)).length, 1)
      const other = await signUpOwner(testServer, await testServer.createTenant('Other'))
      const passkey = new VirtualPasskey(testServer.server.services.issuer)
      const taken = { ...(await makePasskeyCredential(testServer, other, passkey)) }
      assert.equal((await send(other, { name: 'Mine', credential: taken })).status, 200)
      assertRefused(
        await send(person, {
          name: 'Theirs',
          credential: await makePasskeyCredential(testServer, person, passkey),
        }),
        'the credential of somebody else',
      )
      assertRefused(await send(person, { name: 'Laptop', credential: {} }), 'nothing')
      assert.equal(
        (await signIn(passkey, { userHandle: passkey.userHandle })).status,
        403,
        'the handle of another',
      )
    })

    test('a sign-in takes a challenge once, of this browser and this origin, by the key of that credential', async () => {
      await forgetAttempts(testServer)
      const [person, other] = [await signUpOwner(testServer, tenant), await signUpOwner(testServer, tenant)]
      const { passkey } = await addPasskey(testServer, person)
      const { passkey: foreign } = await addPasskey(testServer, other)
      const deviations: Record<string, Deviation> = {
        'another origin': { origin: 'https://elsewhere.test' },
        'another host': { rpId: 'elsewhere.test' },
        'a challenge that nobody gave': { challenge: 'b'.repeat(43) },
        'a frame of another page': { crossOrigin: true },
        'a user who was not verified': { isVerified: false },
        "another person's credential": { id: foreign.id, userHandle: foreign.userHandle },
        "another person's handle": { userHandle: foreign.userHandle },
        'an unknown credential': { id: 'a'.repeat(22) },
      }
      for (const [about, deviation] of Object.entries(deviations)) {
        assertRefused(await signIn(passkey, deviation), about)
      }
      const [one, two] = [await beginPasskeySignIn(testServer), await beginPasskeySignIn(testServer)]
      assertRefused(await sendPasskey(testServer, passkey.get(one.options), two.cookie), 'another browser')
      const signed = passkey.get(two.options)
      const replies = await Promise.all([1, 2, 3].map(() => sendPasskey(testServer, signed, two.cookie)))
      assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 403, 403], 'a replay')
      const created = await makePasskeyCredential(testServer, person)
      const begun = await beginPasskeySignIn(testServer)
      assertRefused(await sendPasskey(testServer, created, begun.cookie), 'a registration')
      const { options, cookie } = await beginPasskeySignIn(testServer)
      const { database } = testServer.server.services
      await asIdentity(database, 'read write', (tx) =>
        tx
          .updateTable('identity.verifications')
          .set({ expires_at: new Date(Date.now() - 1) })
          .execute(),
      )
      assertRefused(await sendPasskey(testServer, passkey.get(options), cookie), 'too late')
      await testServer.server.services.backgroundTasks.settled()
      const refused = await getAudit(testServer, tenant, 'signInByPasskey')
      assert.ok(refused.some((row) => row.subject_id === person.person && row.outcome === 'refused'))
      assert.equal((await list(person)).length, 1)
    })

    test('a count that goes back is of a copy; a device without one counts nothing', async () => {
      await forgetAttempts(testServer)
      const person = await signUpOwner(testServer, tenant)
      const { passkey } = await addPasskey(testServer, person)
      assert.equal((await signIn(passkey, { counter: 7 })).status, 200)
      for (const counter of [7, 6, 0]) assertRefused(await signIn(passkey, { counter }), `${counter}`)
      const both = await Promise.all([signIn(passkey, { counter: 8 }), signIn(passkey, { counter: 8 })])
      assert.deepEqual(both.map(({ status }) => status).sort(), [200, 403], 'the same count twice at once')
      const { passkey: uncounted } = await addPasskey(testServer, person)
      for (const _ of [1, 2]) assert.equal((await signIn(uncounted, { counter: 0 })).status, 200)
    })

    test('removing one ends its sessions and tokens, and no others; each sees the own ones', async () => {
      const [person, other] = [await signUpOwner(testServer, tenant), await signUpOwner(testServer, tenant)]
      const { id, passkey } = await addPasskey(testServer, person)
      const session = getHeaders(await signIn(passkey))
      const { workspace_id } = await testServer.mint(tenant, 'acme')
      const { token } = (
        await testServer.call('POST', '/api/v1/account/applications/scoped-token', {
          ...session,
          body: { workspace_id, create_workspace: false },
        })
      ).body
      const use = async () =>
        (await testServer.call('GET', '/api/v1/integrations/connectors', { token })).status
      assert.equal(await use(), 200)
      assert.equal((await remove(other, id)).body.code, 'passkey_not_found')
      assert.deepEqual(await list(other), [])
      assert.equal((await remove(person, id)).status, 200)
      assert.equal((await testServer.call('GET', PATH, session)).status, 401)
      assert.equal(await use(), 401)
      assert.deepEqual(await list(person), [], 'the session by a password goes on')
      assertRefused(await signIn(passkey), 'it was removed')
      assert.equal((await remove(person, id)).body.code, 'passkey_not_found')
    })

    test('a passkey counts as the required second factor; the password of the same person does not', async () => {
      const strict = await testServer.createTenant('Strict')
      const owner = await signUpOwner(testServer, strict)
      const [member, late] = [
        await signUpPerson(testServer, strict, 'admin'),
        await signUpPerson(testServer, strict, 'admin'),
      ]
      const { id, passkey } = await addPasskey(testServer, owner)
      const { passkey: ofMember } = await addPasskey(testServer, member)
      const setRequired = ({ headers }: Pick<SignedInPerson, 'headers'>, second_factor: boolean) =>
        testServer.call('PUT', '/api/v1/sign-in', { headers, body: { second_factor } })
      const reach = async ({ headers }: Pick<SignedInPerson, 'headers'>) =>
        (await testServer.call('GET', '/api/v1/people', { headers })).body.code
      assert.equal((await setRequired(owner, true)).body.code, 'sign_in_policy_refused')
      const strong = getHeaders(await signIn(passkey))
      assert.equal((await setRequired(strong, true)).status, 200)
      assert.deepEqual([await reach(strong), await reach(owner)], [undefined, 'second_factor_missing'])
      const byPassword = await signInAgain(testServer, member)
      assert.equal(await reach(byPassword), 'second_factor_missing')
      const byPasskey = await signIn(ofMember)
      assert.equal(byPasskey.body.needs_second_factor, false)
      assert.equal(await reach(getHeaders(byPasskey)), undefined)

      // A caller who knows only the password can neither add nor remove a second factor.
      const body = { current_password: member.password }
      for (const path of [`${PATH}/registration`, '/auth/second-factor']) {
        const refused = await testServer.call('POST', path, { headers: byPassword.headers, body })
        assert.deepEqual([refused.status, refused.body.code], [403, 'not_permitted'], path)
      }
      const [own] = await list(byPassword)
      assert.equal((await remove(byPassword, own?.id ?? '')).body.code, 'not_permitted')
      assert.equal((await remove(strong, id)).body.code, 'not_permitted', 'the last one stays')

      // A person without any second factor registers the first one, which then counts for this session.
      assert.equal(await reach(late), 'second_factor_missing')
      assert.equal((await register(late)).status, 200)
      assert.equal(await reach(late), undefined)
      const session = await testServer.call('GET', '/auth/session', { headers: late.headers })
      assert.equal(session.body.needs_second_factor, false)
      assert.equal(await reach(await signInAgain(testServer, late)), 'second_factor_missing')

      const people = await testServer.call('GET', '/api/v1/people', strong)
      const withFactor = people.body.data
        .filter(({ second_factor }: { second_factor: boolean }) => second_factor)
        .map((shown: { id: string }) => shown.id)
      assert.deepEqual(withFactor.toSorted(), [owner.person, member.person, late.person].toSorted())
      const taken = await testServer.call('DELETE', `/api/v1/people/${member.person}/second-factor`, strong)
      assert.equal(taken.status, 200, taken.text)
      assertRefused(await signIn(ofMember), 'an admin took it away')
    })
  })
}
