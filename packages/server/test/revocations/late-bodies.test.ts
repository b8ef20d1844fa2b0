import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { lockPassword } from '@bulkhead/server/people/account/lock-password'
import { mailEmailLink } from '@bulkhead/server/people/account/mail-email-link'
import { lockMembership } from '@bulkhead/server/people/lock-people'
import { deleteSessions } from '@bulkhead/server/people/sessions/end-sessions'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import type { Mailer } from '@bulkhead/server/platform/mail/mailer'
import { engines } from '@bulkhead/testing/engines'
import {
  beginSecondFactor,
  getCode,
  getOwner,
  type SignedInPerson,
  setSecondFactor,
  signInAgain,
  signUpOwner,
  signUpPerson,
} from '@bulkhead/testing/people'
import { makePasskeyCredential } from '@bulkhead/testing/people/passkey'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'
import { APPLICATIONS } from '../http/api.ts'

const PEOPLE = '/api/v1/people'
/** Time for the server to authenticate the caller of a request whose body has not arrived. */
const HELD_MS = 700

// The server authenticates callers before it reads a body. The caller decides when the body arrives.
for (const engine of engines) {
  describe(`bodies that arrive after a revocation on ${engine.name}`, () => {
    let testServer: TestServer
    let tenant: Tenant
    let owner: SignedInPerson

    before(async () => {
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_TRUSTED_PROXIES: 'loopback' },
      })
      tenant = await testServer.createTenant('Acme')
      owner = await getOwner(testServer, tenant)
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    /** Sends headers and the first byte of a body, and the rest after `work`. */
    async function holding(
      [method, path]: readonly [string, string],
      headers: Readonly<Record<string, string>>,
      body: object,
      work: () => Promise<unknown>,
    ): Promise<{ readonly status: number; readonly code: string | undefined }> {
      const text = JSON.stringify(body)
      const { hostname, port } = new URL(testServer.server.url)
      const type = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }
      const sent = request({ hostname, port, path, method, headers: { ...type, ...headers } })
      const received = new Promise<{ status: number; text: string }>((resolve, reject) => {
        sent.on('error', reject)
        sent.on('response', (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }),
          )
        })
      })
      sent.write(text.slice(0, 1))
      await sleep(HELD_MS)
      await work()
      // Late enough also for a server that has only just begun with the request.
      await sleep(200)
      sent.end(text.slice(1))
      const { status, text: answer } = await received
      return { status, code: answer === '' ? undefined : (JSON.parse(answer) as { code?: string }).code }
    }

    const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
    const call = async (by: SignedInPerson, method: string, path: string, body?: object) => {
      const response = await testServer.call(method, path, {
        headers: by.headers,
        ...(body !== undefined && { body }),
      })
      assert.equal(response.status, 200, response.text)
      return response
    }

    test('an ended session sets no second factor, which would lock its person out', async () => {
      const person = await signUpPerson(testServer, tenant, 'member')
      const stolen = await signInAgain(testServer, person)
      const code = getCode(await beginSecondFactor(testServer, stolen))
      const { status } = await holding(
        ['POST', '/auth/second-factor/confirmation'],
        stolen.headers,
        { code },
        () =>
          call(person, 'PUT', '/auth/password', {
            ...{ current_password: person.password, new_password: 'another password of some length' },
          }),
      )
      assert.equal(status, 401)
      assert.equal((await call(person, 'GET', '/auth/second-factor')).body.confirmed_at ?? null, null)
    })

    test('an ended session of an admin invites nobody', async () => {
      const admin = await signUpPerson(testServer, tenant, 'admin')
      const invited = { emails: ['late@example.com'], role: 'admin' }
      const { status } = await holding(['POST', '/api/v1/invitations'], admin.headers, invited, () =>
        call(owner, 'DELETE', `${PEOPLE}/${admin.person}/sessions`),
      )
      assert.equal(status, 401)
      const { body } = await call(owner, 'GET', '/api/v1/invitations')
      assert.deepEqual(body.data, [])
    })

    test('a role that was lost in the meantime does not count', async () => {
      const admin = await signUpPerson(testServer, tenant, 'admin')
      const { status } = await holding(
        ['POST', '/api/v1/applications'],
        admin.headers,
        { name: 'Late' },
        () => call(owner, 'PUT', `${PEOPLE}/${admin.person}/role`, { role: 'member' }),
      )
      assert.equal(status, 403)
    })

    test('a person who is outside of new networks, or now needs a second factor, does nothing', async () => {
      for (const [limits, code] of [
        [{ networks: ['127.0.0.0/8'] }, 'network_not_allowed'],
        [{ second_factor: true }, 'not_permitted'],
      ] as const) {
        const tenant = await testServer.createTenant('Beta')
        const owner = await signUpOwner(testServer, tenant)
        await setSecondFactor(testServer, owner)
        const admin = await signUpPerson(testServer, tenant, 'admin')
        const late = await holding(
          ['POST', '/api/v1/applications'],
          { ...admin.headers, 'x-forwarded-for': '192.0.2.1' },
          { name: 'Late' },
          () => call(owner, 'PUT', '/api/v1/sign-in', limits),
        )
        assert.deepEqual(late, { status: 403, code })
      }
    })

    test('a revoked token does nothing, over HTTP and MCP', async () => {
      const { token } = await testServer.mint(tenant, 'late')
      const revoke = (given: string) => async () => {
        const path = `${APPLICATIONS}/token/revoke`
        const { status, text } = await testServer.call('POST', path, { token: given, body: {} })
        assert.equal(status, 200, text)
      }
      const http = await holding(
        ['POST', '/api/v1/integrations/connectors'],
        bearer(token),
        { workspace_name: 'late', connector_type: 'github' },
        revoke(token),
      )
      assert.deepEqual(http, { status: 401, code: 'unauthenticated' })
      const { token: another } = await testServer.mint(tenant, 'late')
      const headers = { accept: 'application/json, text/event-stream' }
      const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' }
      // The first call of MCP loads its code before the server authenticates the caller.
      const first = await testServer.call('POST', '/mcp', { token: another, body: list, headers })
      assert.equal(first.status, 200)
      const mcp = await holding(['POST', '/mcp'], { ...bearer(another), ...headers }, list, revoke(another))
      assert.equal(mcp.status, 401)
      const minted = await holding(
        ['POST', `${APPLICATIONS}/scoped-token`],
        bearer(tenant.token),
        { workspace_name: 'late' },
        async () => undefined,
      )
      assert.equal(minted.status, 200, 'a body may be slow if nothing is revoked')
    })

    test('a session that ends while its request waits adds no way to sign in', async () => {
      const { database } = testServer.server.services
      for (const kind of ['second factor', 'passkey'] as const) {
        const person = await signUpPerson(testServer, tenant, 'member')
        const { headers } = person
        const [path, body] =
          kind === 'passkey'
            ? [
                '/auth/passkeys',
                { name: 'Late', credential: await makePasskeyCredential(testServer, person) },
              ]
            : [
                '/auth/second-factor/confirmation',
                { code: getCode(await beginSecondFactor(testServer, person)) },
              ]
        // A promise in an object is not awaited: the request waits for the end of this transaction.
        const { late, deleted } = await asIdentity(database, 'read write', async (tx, become) => {
          await lockPassword(tx, person.person)
          const rows = await become({ role: 'bulkhead_organization', organization: tenant.organization })
          await lockMembership(rows, person.person)
          const late = testServer.call('POST', path as string, { headers, body })
          await sleep(HELD_MS)
          await become({ role: 'bulkhead_identity' })
          return { late, deleted: await deleteSessions(tx, person.person) }
        })
        assert.equal(deleted.length, 1)
        const { status, text } = await late
        assert.equal(status, 401, `${kind}: ${text}`)
      }
    })

    test('a session that ends before the mail is written confirms no new address', async () => {
      const { database, issuer: publicUrl, log } = testServer.server.services
      const { organization } = tenant
      const mails: string[] = []
      const mailer = { send: async (to: string) => void mails.push(to) } as unknown as Mailer
      const { person, session, headers } = await signUpPerson(testServer, tenant, 'member')
      const mail = (email: string) =>
        mailEmailLink({ database, mailer, publicUrl, log }, { organization, person, session, email })
      await mail('early@example.com')
      await testServer.call('POST', '/auth/sign-out', { headers })
      await mail('late@example.com')
      assert.deepEqual(mails, ['early@example.com'])
    })
  })
}
