import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { getAudit } from '@bulkhead/testing/audit'
import { letRequestsWait, limitRequests } from '@bulkhead/testing/busy/let-requests-wait'
import { engines } from '@bulkhead/testing/engines'
import { SMTP_LOGIN, startSmtp, type TestSmtp } from '@bulkhead/testing/mail/smtp'
import {
  callAsPage,
  getOwner,
  type SignedInPerson,
  setSecondFactor,
  signUpOwner,
} from '@bulkhead/testing/people'
import { countWaiting } from '@bulkhead/testing/postgres/count-waiting'
import { startTestServer, type Tenant, type TestServer, until } from '@bulkhead/testing/test-server'
import pg from 'pg'

const INVITATIONS = '/api/v1/invitations'
const FROM = 'Bulkhead <bulkhead@example.com>'
const NEW_PASSWORD = 'another password of some length'
/** Longer than the server waits for any other response of the SMTP server. */
const LONG_MS = 16_000
const newEmail = () => `invited-${randomUUID()}@example.com`

for (const engine of engines) {
  describe(`invitations by mail on ${engine.name}`, () => {
    let smtp: TestSmtp
    let testServer: TestServer
    let tenant: Tenant
    let owner: SignedInPerson

    before(letRequestsWait)
    after(limitRequests)

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
    /** Makes the next attempt due now. */
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

    test('a mail is branded, and a name becomes neither markup nor a header', async () => {
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
      for (const email of [owner.email, newEmail()]) {
        const { body } = await callAsPage(testServer, '/auth/password/forgotten', { email })
        assert.deepEqual(body, { mail: 'unreachable' })
      }
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

    test('a temporarily refused address is tried again, and a permanently refused one is not', async () => {
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

    const forget = (email: string) => callAsPage(testServer, '/auth/password/forgotten', { email })
    const reset = (url: string, more: object = {}) =>
      callAsPage(testServer, '/auth/password/reset', {
        ...{ token: new URL(url).hash.slice(1), new_password: NEW_PASSWORD, ...more },
      })
    const getLink = (text = '') => /https?:\S+\/reset-password#\S+/.exec(text)?.[0] ?? ''
    /** The link of the newest mail to a person. */
    const askForLink = async ({ email }: SignedInPerson) => {
      assert.equal((await forget(email.toUpperCase())).body.mail, 'asked')
      await testServer.server.services.backgroundTasks.settled()
      return getLink(received(email).at(-1)?.text)
    }

    test('a forgotten password is replaced by a mailed link, once; sessions end', async () => {
      const person = await signUpOwner(testServer, tenant)
      const url = await askForLink(person)
      await askForLink(person)
      assert.equal(received(person.email).length, 1, 'one mail in five minutes')
      assert.ok(received(person.email)[0]?.html.includes(url))
      const [done, again] = await Promise.all([reset(url), reset(url)])
      const [won, lost] = done.status === 200 ? [done, again] : [again, done]
      assert.deepEqual([won.status, lost.status], [200, 403], lost.text)
      assert.equal(won.body.person.id, person.person)
      assert.equal((await reset(url)).body.code, 'password_link_invalid')
      assert.equal((await testServer.call('GET', '/auth/session', { headers: person.headers })).status, 401)
      const signIn = (password: string) =>
        callAsPage(testServer, '/auth/sign-in', { email: person.email, password })
      assert.equal((await signIn(person.password)).status, 401)
      assert.equal((await signIn(NEW_PASSWORD)).status, 200)
      const events = await getAudit(testServer, tenant, 'person.password_reset')
      assert.ok(events.some(({ subject_id }) => subject_id === person.person))
      assert.ok(!JSON.stringify(testServer.log).includes(url.split('#')[1] ?? ''))
    })

    test('mails that the SMTP server takes long to accept are sent once, and their links work', async () => {
      const person = await signUpOwner(testServer, tenant)
      const accept = smtp.hold()
      const { id, email } = await invite()
      await until(() => received(email).length > 0, 30_000)
      const next = await invite()
      assert.equal((await forget(person.email)).body.mail, 'asked')
      await until(() => received(person.email).length > 0, 30_000)
      await sleep(LONG_MS)
      await until(() => received(next.email).length > 0, 30_000)
      const { state, failure } = await getMail(id)
      assert.deepEqual([state, failure], ['waiting', null])
      accept()
      await until(async () => (await getMail(id)).state === 'sent', 30_000)
      await testServer.server.services.backgroundTasks.settled()
      assert.deepEqual([received(email).length, received(person.email).length], [1, 1])
      assert.equal((await signUp(email, getUrl(received(email)[0]?.text ?? ''))).status, 200)
      assert.equal((await reset(getLink(received(person.email)[0]?.text))).status, 200)
    })

    test('a server that stops does not wait minutes for a mail', { timeout: 120_000 }, async () => {
      const slow = await startSmtp()
      const stopped = await startTestServer(engine, {
        environment: { BULKHEAD_SMTP_URL: slow.url, BULKHEAD_MAIL_FROM: FROM },
      })
      try {
        slow.hold()
        const { headers } = await getOwner(stopped, await stopped.createTenant('Acme'))
        const body = { emails: [newEmail()], role: 'member' }
        const { status, text } = await stopped.call('POST', INVITATIONS, { headers, body })
        assert.equal(status, 200, text)
        await until(() => slow.received.length > 0, 30_000)
      } finally {
        await stopped.close()
        await slow.close()
      }
    })

    test('an unknown address gets the same response, and no mail', async () => {
      const person = await signUpOwner(testServer, tenant)
      const nobody = newEmail()
      const [known, unknown] = [await forget(person.email), await forget(nobody)]
      assert.deepEqual([unknown.status, unknown.text], [known.status, known.text])
      await testServer.server.services.backgroundTasks.settled()
      assert.deepEqual([received(nobody).length, received(person.email).length], [0, 1])
    })

    test('a link is of one person and ends with a changed password; a second factor is asked for still', async () => {
      const [person, other] = [await signUpOwner(testServer, tenant), await signUpOwner(testServer, tenant)]
      const url = await askForLink(person)
      assert.equal((await reset(url.replace(person.person, other.person))).status, 403)
      const { recovery_codes } = await setSecondFactor(testServer, person)
      assert.equal((await reset(url)).body.code, 'second_factor_required')
      assert.equal((await reset(url, { code: 'wrong' })).body.code, 'wrong_code')
      assert.equal((await reset(url, { code: recovery_codes[0] })).status, 200)
      const theirs = await askForLink(other)
      const changed = await testServer.call('PUT', '/auth/password', {
        headers: other.headers,
        body: { current_password: other.password, new_password: NEW_PASSWORD },
      })
      assert.equal(changed.status, 200)
      assert.equal((await reset(theirs)).body.code, 'password_link_invalid')
    })

    const askForEmail = (
      { headers, password }: SignedInPerson,
      email: string,
      more: object = {},
    ): Promise<{ body: { mail?: string; code?: string }; text: string }> =>
      testServer.call('POST', '/auth/email', {
        headers,
        body: { email, current_password: password, ...more },
      })
    const confirmEmail = (url: string) =>
      callAsPage(testServer, '/auth/email/confirmation', { token: new URL(url).hash.slice(1) })
    /** Asks for a new address. @returns The link of the mail to it. */
    const askForEmailLink = async (person: SignedInPerson, email: string, more: object = {}) => {
      const { body, text } = await askForEmail(person, email.toUpperCase(), more)
      assert.equal(body.mail, 'asked', text)
      await testServer.server.services.backgroundTasks.settled()
      return /https?:\S+\/confirm-email#\S+/.exec(received(email).at(-1)?.text ?? '')?.[0] ?? ''
    }

    test('an address is changed by a link to the new one, once; the old one is told, and nobody who has which', async () => {
      const [person, other] = [await signUpOwner(testServer, tenant), await signUpOwner(testServer, tenant)]
      const email = newEmail()
      const signIn = async (by: string) =>
        (await callAsPage(testServer, '/auth/sign-in', { email: by, password: person.password })).status
      const wrong = await askForEmail(person, email, { current_password: 'wrong' })
      assert.equal(wrong.body.code, 'wrong_password')
      const taken = await askForEmail(person, other.email)
      const url = await askForEmailLink(person, email)
      assert.equal(taken.text, (await askForEmail(person, newEmail())).text, 'who has an address is not said')
      assert.deepEqual([received(other.email), received(person.email)], [[], []])
      const again = await askForEmailLink(person, email)
      assert.equal((await confirmEmail(url)).body.code, 'email_link_invalid', 'a newer one replaces it')
      assert.deepEqual([await signIn(email), await signIn(person.email)], [401, 200])
      const confirmed = await Promise.all([confirmEmail(again), confirmEmail(again)])
      assert.deepEqual(confirmed.map(({ status }) => status).toSorted(), [200, 403])
      assert.deepEqual([await signIn(email), await signIn(person.email)], [200, 401])
      const session = await testServer.call('GET', '/auth/session', { headers: person.headers })
      assert.equal(session.body.person.email, email, 'the session goes on')
      await testServer.server.services.backgroundTasks.settled()
      assert.ok(received(person.email).at(-1)?.html.includes(email))
      const events = await getAudit(testServer, tenant, 'person.email_changed')
      assert.ok(events.some(({ subject_id }) => subject_id === person.person))
      assert.ok(!JSON.stringify(testServer.log).includes(again.split('#')[1] ?? ''))
    })

    test('a link for an address is of one person, ends with a changed password, and takes no taken one', async () => {
      const [person, other] = [await signUpOwner(testServer, tenant), await signUpOwner(testServer, tenant)]
      const email = newEmail()
      const url = await askForEmailLink(person, email)
      assert.equal((await confirmEmail(url.replace(person.person, other.person))).status, 403)
      const theirs = await askForEmailLink(other, email)
      assert.equal((await confirmEmail(theirs)).status, 200)
      assert.equal((await confirmEmail(url)).body.code, 'email_link_invalid', 'somebody was first')
      const { recovery_codes } = await setSecondFactor(testServer, person)
      assert.equal((await askForEmail(person, newEmail())).body.code, 'second_factor_required')
      assert.equal((await askForEmail(person, newEmail(), { code: 'wrong' })).body.code, 'wrong_code')
      const last = await askForEmailLink(person, newEmail(), { code: recovery_codes[0] })
      const changed = await testServer.call('PUT', '/auth/password', {
        headers: person.headers,
        body: { current_password: person.password, new_password: NEW_PASSWORD },
      })
      assert.equal(changed.status, 200, changed.text)
      assert.equal((await confirmEmail(last)).body.code, 'email_link_invalid')
    })

    test('who asks for a forgotten password many times at once gets one mail', async () => {
      const person = await signUpOwner(testServer, tenant)
      await Promise.all(Array.from({ length: 10 }, () => forget(person.email)))
      await testServer.server.services.backgroundTasks.settled()
      assert.equal(received(person.email).length, 1)
    })

    test('a link for a password that is made while the address changes does not work', {
      skip: engine.name === 'pglite' && 'it runs one transaction at a time',
    }, async () => {
      const person = await signUpOwner(testServer, tenant)
      const change = await askForEmailLink(person, newEmail())
      await askForLink(person)
      const earlier = [`password of ${person.person}`]
      const admin = new pg.Client({ connectionString: testServer.store.postgres?.adminUrl })
      await admin.connect()
      try {
        await admin.query(
          `update identity.verifications set created_at = now() - interval '6 minutes' where identifier = $1`,
          earlier,
        )
        await admin.query('begin')
        await admin.query('select from identity.verifications where identifier = $1 for update', earlier)
        await forget(person.email)
        await until(async () => (await countWaiting(admin)) === 1)
        const confirming = confirmEmail(change)
        await until(async () => (await countWaiting(admin)) === 2)
        await admin.query('commit')
        assert.equal((await confirming).status, 200, (await confirming).text)
      } finally {
        await admin.end()
      }
      await testServer.server.services.backgroundTasks.settled()
      const links = received(person.email).flatMap(({ text }) => getLink(text) || [])
      assert.equal(links.length, 2)
      assert.equal((await reset(links.at(-1) ?? '')).body.code, 'password_link_invalid')
    })

    test('a new address is asked for ten times in ten minutes, and a name is changed at once', async () => {
      const { headers, password } = await signUpOwner(testServer, tenant)
      const ask = () =>
        testServer.call('POST', '/auth/email', {
          headers,
          body: { email: newEmail(), current_password: password },
        })
      for (let asked = 0; asked < 10; asked += 1) assert.equal((await ask()).status, 200)
      assert.equal((await ask()).status, 429)
      const blank = await testServer.call('PUT', '/auth/name', { headers, body: { name: ' \u200b' } })
      assert.deepEqual([blank.status, blank.body.errors[0]?.field], [422, 'body.name'], blank.text)
      const renamed = await testServer.call('PUT', '/auth/name', { headers, body: { name: 'Ada New' } })
      assert.deepEqual([renamed.status, renamed.body], [200, { name: 'Ada New' }], renamed.text)
      const { body } = await testServer.call('GET', '/auth/session', { headers })
      assert.equal(body.person.name, 'Ada New')
    })

    test('the log holds no token, no address, and not the password of the SMTP server', async () => {
      const log = JSON.stringify(testServer.log)
      const tokens = smtp.received.flatMap(({ text }) => getUrl(text).split('#')[1] ?? [])
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

    test('a server without mail shows links, and refuses to send them', async () => {
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

    test('a server without mail says that it sends no link for a password', async () => {
      const { body } = await callAsPage(testServer, '/auth/password/forgotten', { email: owner.email })
      assert.deepEqual(body, { mail: 'off' })
      const asked = await testServer.call('POST', '/auth/email', {
        headers: owner.headers,
        body: { email: newEmail(), current_password: owner.password },
      })
      assert.deepEqual(asked.body, { mail: 'off' })
    })
  })
}
