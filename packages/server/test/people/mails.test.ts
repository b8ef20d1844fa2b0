import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { engines } from '@bulkhead/testing/engines'
import { SMTP_LOGIN, startSmtp, type TestSmtp } from '@bulkhead/testing/mail/smtp'
import { callAsPage, getOwner, type SignedInPerson } from '@bulkhead/testing/people'
import { startTestServer, type Tenant, type TestServer, until } from '@bulkhead/testing/test-server'

const INVITATIONS = '/api/v1/invitations'
const FROM = 'Bulkhead <bulkhead@example.com>'
const newEmail = () => `invited-${randomUUID()}@example.com`

for (const engine of engines) {
  describe(`invitations by mail on ${engine.name}`, () => {
    let smtp: TestSmtp
    let testServer: TestServer
    let tenant: Tenant
    let owner: SignedInPerson

    before(async () => {
      smtp = await startSmtp()
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_SMTP_URL: smtp.url, BULKHEAD_MAIL_FROM: FROM },
        logLevel: 'debug',
      })
      tenant = await testServer.createTenant('Acme & Söhne')
      owner = await getOwner(testServer, tenant)
    })
    after(async () => {
      await testServer?.close()
      await smtp?.close()
      await engine.close()
    })

    const call = (method: string, path: string, body?: unknown) =>
      testServer.call(method, path, { headers: owner.headers, ...(body !== undefined && { body }) })
    const invite = async (more: object = {}) => {
      const email = newEmail()
      const { status, body, text } = await call('POST', INVITATIONS, {
        emails: [email],
        role: 'member',
        ...more,
      })
      assert.equal(status, 200, text)
      return body.data[0] as { id: string; email: string; sign_up_url?: string; mail: object | null }
    }
    const getMail = async (id: string) => {
      const { body } = await call('GET', `${INVITATIONS}?limit=100`)
      return body.data.find((item: { id: string }) => item.id === id)?.mail
    }
    const received = (email: string) => smtp.received.filter(({ to }) => to.includes(email))
    const getUrl = (text: string) => /https?:\S+\/sign-up#\S+/.exec(text)?.[0] ?? ''
    const signUp = (email: string, url: string) =>
      callAsPage(testServer, '/auth/sign-up', {
        token: new URL(url).hash.slice(1),
        name: 'Ines',
        email,
        password: 'a password of some length',
      })
    /** Has the next try made now. */
    const hurry = (id: string) =>
      asPrincipal(
        testServer.server.services.database,
        { organization: tenant.organization },
        'read write',
        (tx) =>
          tx
            .updateTable('identity.sign_up_links')
            .set({ mail_at: new Date() })
            .where('link_id', '=', id)
            .execute(),
      )

    test('the link comes by mail alone, as text and as HTML, and signs up', async () => {
      const invited = await invite()
      assert.equal(invited.sign_up_url, undefined)
      assert.equal((invited.mail as { state: string }).state, 'waiting')
      await until(async () => (await getMail(invited.id)).state === 'sent', 30_000)
      const [mail, ...others] = received(invited.email)
      assert.deepEqual(others, [])
      assert.ok(mail)
      assert.equal(mail.from, 'bulkhead@example.com')
      assert.match(mail.headers['content-type'] ?? '', /^multipart\/alternative/)
      assert.equal(decodeURIComponent(mail.headers.from ?? ''), FROM)
      const url = getUrl(mail.text)
      assert.ok(url.startsWith(`${testServer.server.services.issuer}/sign-up#`))
      for (const words of ['Olga Owner invites you to Acme & Söhne.', invited.email, 'ignore it']) {
        assert.ok(mail.text.includes(words), mail.text)
      }
      for (const words of ['Olga Owner invites you to Acme &amp; Söhne.', `href="${url}"`, 'ignore it']) {
        assert.ok(mail.html.includes(words), mail.html)
      }
      assert.equal((await signUp(invited.email, url)).status, 200)
    })

    test('is branded, and a name is no markup and no header', async () => {
      await call('PUT', '/api/v1/organization/branding', {
        name: '<b>Acme</b> "Bcc: x@example.com',
        colors: { light: '#ffee00', dark: '#ffee00' },
      })
      const { id, email } = await invite()
      await until(async () => (await getMail(id)).state === 'sent', 30_000)
      const [mail] = received(email)
      assert.ok(mail)
      assert.ok(
        mail.html.includes('background:#ffee00;color:#000000'),
        'its color, with ink that can be read',
      )
      assert.ok(mail.html.includes('&lt;b&gt;Acme&lt;/b&gt;'))
      assert.ok(!mail.html.includes('<b>'))
      assert.deepEqual(mail.to, [email])
      assert.equal(mail.headers.bcc, undefined)
    })

    test('an SMTP server that is down: the invitation stays, says so, and is sent once it is back', async () => {
      const { port } = smtp
      await smtp.close()
      const { id, email } = await invite()
      await until(async () => (await getMail(id)).failure === 'unreachable', 30_000)
      const mail = await getMail(id)
      assert.equal(mail.state, 'waiting')
      assert.ok(new Date(mail.at) > new Date(), 'it is tried again')
      smtp = await startSmtp(port)
      await hurry(id)
      await until(async () => (await getMail(id)).state === 'sent', 30_000)
      assert.equal((await getMail(id)).failure, null)
      const [sent] = received(email)
      assert.equal((await signUp(email, getUrl(sent?.text ?? ''))).status, 200)
    })

    test('an address that is refused for now is tried again, one that is refused for good is not', async () => {
      smtp.refuse({ code: 450, text: 'greylisted' })
      const { id } = await invite()
      await until(async () => (await getMail(id)).failure === 'refused', 30_000)
      assert.equal((await getMail(id)).state, 'waiting')
      smtp.refuse({ code: 550, text: 'no such mailbox' })
      await hurry(id)
      await until(async () => (await getMail(id)).state === 'failed', 30_000)
      smtp.refuse(undefined)
      const again = await call('POST', `${INVITATIONS}/${id}/link`, { send_mail: true })
      assert.equal(again.body.sign_up_url, undefined)
      await until(async () => (await getMail(id)).state === 'sent', 30_000)
    })

    test('a link can be handed over instead, and ends the one that was sent', async () => {
      const { id, email } = await invite()
      await until(async () => (await getMail(id)).state === 'sent', 30_000)
      const handed = await call('POST', `${INVITATIONS}/${id}/link`, {})
      assert.equal(handed.body.mail, null)
      const [sent] = received(email)
      assert.equal((await signUp(email, getUrl(sent?.text ?? ''))).body.code, 'sign_up_link_invalid')
      assert.equal((await signUp(email, handed.body.sign_up_url)).status, 200)
      const direct = await invite({ send_mail: false })
      assert.equal(direct.mail, null)
      assert.equal((await signUp(direct.email, direct.sign_up_url ?? '')).status, 200)
      assert.deepEqual(received(direct.email), [])
    })

    test('the log holds no token, no address, and not the password of the SMTP server', async () => {
      const log = JSON.stringify(testServer.log)
      const tokens = smtp.received.map(({ text }) => getUrl(text).split('#')[1] ?? '')
      assert.ok(tokens.length >= 2)
      for (const secret of [...tokens, SMTP_LOGIN.password, 'invited-']) {
        assert.ok(!log.includes(secret), `the log holds ${secret}`)
      }
    })
  })

  describe(`a server without SMTP on ${engine.name}`, () => {
    let testServer: TestServer
    let owner: SignedInPerson
    before(async () => {
      testServer = await startTestServer(engine)
      owner = await getOwner(testServer, await testServer.createTenant('Acme'))
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    test('shows links, and refuses to send them', async () => {
      const invite = (more: object) =>
        testServer.call('POST', INVITATIONS, {
          headers: owner.headers,
          body: { emails: [newEmail()], role: 'member', ...more },
        })
      const shown = await invite({})
      assert.ok(shown.body.data[0].sign_up_url)
      assert.equal(shown.body.data[0].mail, null)
      const refused = await invite({ send_mail: true })
      assert.deepEqual([refused.status, refused.body.code], [422, 'not_supported'])
    })
  })
}
