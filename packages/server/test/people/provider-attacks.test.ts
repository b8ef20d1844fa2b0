import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { purgeVerifications } from '@bulkhead/server/people/purge-verifications'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { letRequestsWait, limitRequests } from '@bulkhead/testing/busy/let-requests-wait'
import { engines } from '@bulkhead/testing/engines'
import {
  COMPANY_CLIENT,
  type CompanyProvider,
  startCompanyProvider,
} from '@bulkhead/testing/oidc/company-provider'
import { callAsPage, getOwner, type SignedInPerson, signInAgain, signUpOwner } from '@bulkhead/testing/people'
import { addPasskey, beginPasskeySignIn, sendPasskey } from '@bulkhead/testing/people/passkey'
import { countWaiting } from '@bulkhead/testing/postgres/count-waiting'
import {
  PUBLIC_URL,
  startTestServer,
  type Tenant,
  type TestServer,
  until,
} from '@bulkhead/testing/test-server'
import pg from 'pg'
import { addProvider, begin, comeBack, getEnd, signInBy, toJourney, toSession } from './company.ts'

for (const engine of engines) {
  describe(`attacks by way of a provider on ${engine.name}`, () => {
    const SUBJECT = 'the-owner'
    let testServer: TestServer
    let acme: Tenant
    let strict: Tenant
    let owner: SignedInPerson
    let company: CompanyProvider
    let provider: string

    before(letRequestsWait)
    after(limitRequests)
    before(async () => {
      testServer = await startTestServer(engine)
      acme = await testServer.createTenant('Acme')
      strict = await testServer.createTenant('Strict')
      owner = await getOwner(testServer, acme)
      company = await startCompanyProvider(
        [acme, strict].map(({ organization }) => `${PUBLIC_URL}/auth/organizations/${organization}/callback`),
      )
      company.people.set(SUBJECT, { name: 'Owner', email: 'owner@acme.example', email_verified: true })
      provider = await addProvider(testServer, owner, company)
      const linking = await testServer.call('POST', `/auth/providers/${provider}/link`, {
        headers: owner.headers,
      })
      await comeBack(testServer, toJourney(linking), SUBJECT)
    })
    after(async () => {
      await testServer?.close()
      await company?.close()
      await engine.close()
    })

    // The browser of anyone who opens a sign-in link goes there, even during a session of another
    // organization.
    for (const endpoint of ['javascript:alert(document.domain)//', 'data:text/html,x', 'not a URL']) {
      test(`a provider cannot lead browsers to ${endpoint}`, async () => {
        const server = createServer((_request, response) => {
          response.setHeader('content-type', 'application/json').end(
            JSON.stringify({
              issuer,
              authorization_endpoint: endpoint,
              token_endpoint: `${issuer}/token`,
              jwks_uri: `${issuer}/jwks`,
            }),
          )
        })
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
        const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
        try {
          const { body } = await testServer.call('POST', '/api/v1/providers', {
            headers: owner.headers,
            body: { name: 'Attack', issuer, ...COMPANY_CLIENT },
          })
          assert.equal(body.code, 'provider_failed')
          assert.match(body.message, /authorization_endpoint/)
        } finally {
          server.closeAllConnections()
          server.close()
        }
      })
    }

    test('a sign-in ends at a page of this server, however its path is written', async () => {
      // Browsers remove tabs and line breaks from a URL, and resolve dots.
      for (const return_to of [
        '/\t/evil.example',
        '/\n/evil.example',
        '/\r\\evil.example',
        '/\\evil.example',
        '/..//evil.example',
      ]) {
        const { status, body } = await callAsPage(testServer, `/auth/providers/${provider}/sign-in`, {
          return_to,
        })
        assert.deepEqual(
          [status, body.errors?.[0]?.field],
          [422, 'body.return_to'],
          JSON.stringify(return_to),
        )
      }
      const journey = await begin(testServer, provider, '/workspaces/ümlaut ☃?a=b#c')
      const end = getEnd(await comeBack(testServer, journey, SUBJECT))
      assert.equal(end, '/workspaces/%C3%BCmlaut%20%E2%98%83?a=b#c')
    })

    test('a sign-in in progress begins no session if its provider is disabled', async () => {
      await signInBy(testServer, provider, SUBJECT)
      const { identity } = testServer.server.services
      const { beginSession } = identity
      const put = (enabled: boolean) =>
        testServer.call('PUT', `/api/v1/providers/${provider}`, { headers: owner.headers, body: { enabled } })
      Object.assign(identity, {
        async beginSession(...given: Parameters<typeof beginSession>) {
          const session = await beginSession(...given)
          assert.equal((await put(false)).status, 200)
          return session
        },
      })
      try {
        const answer = await comeBack(testServer, await begin(testServer, provider), SUBJECT)
        assert.doesNotMatch(answer.headers.getSetCookie()[0] ?? '', /bulkhead_session/)
        assert.equal(getEnd(answer), 'expired')
      } finally {
        Object.assign(identity, { beginSession })
        await put(true)
      }
    })

    test('a sign-in in progress begins no session if the sessions of its person end', async () => {
      const { identity, database } = testServer.server.services
      const { beginSession } = identity
      Object.assign(identity, {
        async beginSession(...given: Parameters<typeof beginSession>) {
          const session = await beginSession(...given)
          assert.ok(session)
          await asIdentity(database, 'read write', (tx) =>
            tx.deleteFrom('identity.sessions').where('id', '=', session.id).execute(),
          )
          return session
        },
      })
      try {
        const answer = await comeBack(testServer, await begin(testServer, provider), SUBJECT)
        assert.equal(getEnd(answer), 'expired')
        assert.doesNotMatch(answer.headers.getSetCookie()[0] ?? '', /bulkhead_session/)
      } finally {
        Object.assign(identity, { beginSession })
      }
    })

    const skip = engine.name === 'pglite' && 'it runs one transaction at a time'
    test('a session that ends while its person comes back links nothing', { skip }, async () => {
      const session = await signInAgain(testServer, owner)
      const subject = 'foreign-to-the-owner'
      company.people.set(subject, { name: subject })
      const linking = await testServer.call('POST', `/auth/providers/${provider}/link`, {
        headers: session.headers,
      })
      const admin = new pg.Client({ connectionString: testServer.store.postgres?.adminUrl })
      await admin.connect()
      try {
        await admin.query('begin')
        await admin.query('delete from identity.sessions where id = $1', [session.session])
        const answer = comeBack(testServer, toJourney(linking), subject)
        const isWaiting = async () => (await countWaiting(admin)) === 1
        await Promise.race([answer, until(isWaiting)])
        await admin.query('commit')
        assert.equal(getEnd(await answer), 'expired')
      } finally {
        await admin.end()
      }
    })

    test('the password of somebody with a passkey neither links nor unlinks a provider', async () => {
      const person = await signUpOwner(testServer, strict)
      const id = await addProvider(testServer, person, company)
      for (const subject of ['own', 'foreign']) company.people.set(subject, { name: subject })
      const call = (method: string, { headers }: Pick<SignedInPerson, 'headers'>) =>
        testServer.call(method, `/auth/providers/${id}/link`, { headers })
      const begun = toJourney(await call('POST', person))
      const { passkey } = await addPasskey(testServer, person)
      const { options, cookie } = await beginPasskeySignIn(testServer)
      const strong = await toSession(testServer, await sendPasskey(testServer, passkey.get(options), cookie))
      const required = await testServer.call('PUT', '/api/v1/sign-in', {
        headers: strong.headers,
        body: { second_factor: true },
      })
      assert.equal(required.status, 200, required.text)

      const byPassword = await signInAgain(testServer, person)
      const refused = await call('POST', byPassword)
      assert.deepEqual([refused.status, refused.body.code], [403, 'not_permitted'], refused.text)
      assert.equal(getEnd(await comeBack(testServer, begun, 'foreign')), 'expired', 'it was begun before')
      const journey = toJourney(await call('POST', strong))
      assert.equal(
        getEnd(await comeBack(testServer, journey, 'own')),
        '/settings/account?linked=true',
        'a session by the passkey links',
      )
      const kept = await call('DELETE', byPassword)
      assert.deepEqual([kept.status, kept.body.code], [403, 'not_permitted'], kept.text)
      const unlinked = await call('DELETE', strong)
      assert.equal(unlinked.status, 200, unlinked.text)
    })

    test('what a provider sends is not logged', async () => {
      const [issuer, audience] = ['https://sent-issuer.example', 'sent-audience']
      for (const wrong of [{ iss: issuer }, { aud: audience }]) {
        company.alter = (claims) => ({ ...claims, ...wrong })
        try {
          const answer = await comeBack(testServer, await begin(testServer, provider), SUBJECT)
          assert.equal(getEnd(answer), 'invalid')
        } finally {
          company.alter = undefined
        }
      }
      const log = testServer.log.join('')
      assert.match(log, /OAUTH_JWT_CLAIM_COMPARISON_FAILED/)
      assert.doesNotMatch(log, /sent-issuer|sent-audience/)
    })

    test('a browser that does not come back leaves nothing behind', async () => {
      const { database } = testServer.server.services
      await begin(testServer, provider)
      const waiting = () =>
        asIdentity(database, 'read only', (tx) =>
          tx.selectFrom('identity.verifications').select(['id', 'expires_at']).execute(),
        )
      const begun = await waiting()
      assert.ok(begun.length > 0)
      await purgeVerifications(database)
      assert.deepEqual(await waiting(), begun, 'it may come back still')
      await asIdentity(database, 'read write', (tx) =>
        tx
          .updateTable('identity.verifications')
          .set({ expires_at: new Date(0) })
          .execute(),
      )
      assert.equal(await purgeVerifications(database), false)
      assert.deepEqual(await waiting(), [])
    })

    test('an error of this server is not blamed on the provider', async () => {
      const { identity } = testServer.server.services
      const { beginSession } = identity
      Object.assign(identity, { beginSession: () => Promise.reject(new Error('a defect')) })
      try {
        const { status, body } = await comeBack(testServer, await begin(testServer, provider), SUBJECT)
        assert.deepEqual([status, body.code], [500, 'internal'])
        assert.match(testServer.log.join(''), /a defect/)
      } finally {
        Object.assign(identity, { beginSession })
      }
    })
  })
}
