import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startSmtp, type TestSmtp } from '@bulkhead/testing/mail/smtp'
import {
  COMPANY_CLIENT,
  type CompanyProvider,
  startCompanyProvider,
} from '@bulkhead/testing/oidc/company-provider'
import { getDnsServer } from '@bulkhead/testing/oidc/dns-server'
import { until } from '@bulkhead/testing/test-server'
import type { Browser } from 'playwright-core'
import { findAccessibilityFaults } from './support/audit-page.ts'
import { launchBrowser } from './support/browser.ts'
import { tabTo } from './support/keyboard.ts'
import { type RunningApp, startApp } from './support/running-app.ts'
import { openVisitor, SECOND_OWNER, signUp, type Visitor } from './support/visitor.ts'

let app: RunningApp
let browser: Browser
let owner: Visitor
let company: CompanyProvider
let smtp: TestSmtp
let records: Map<string, string>

before(async () => {
  const dns = await getDnsServer()
  records = dns.records
  smtp = await startSmtp()
  const environment = {
    BULKHEAD_DNS_SERVERS: dns.address,
    BULKHEAD_EGRESS_ALLOW: '127.0.0.0/8',
    BULKHEAD_SMTP_URL: smtp.url,
    BULKHEAD_MAIL_FROM: 'bulkhead@example.com',
  }
  ;[app, browser] = await Promise.all([startApp(environment), launchBrowser()])
  owner = await openVisitor(browser, app, { look: 'dark' })
  await signUp(owner, app)
  const { redirect_url } = await asOwner('GET', '/api/v1/providers')
  company = await startCompanyProvider([redirect_url])
  company.people.set('ada', { name: 'Ada Lovelace', email: 'ada@acme.example', email_verified: true })
  company.people.set('grace', { name: 'Grace', email: 'grace@acme.example', groups: ['eng', 'staff'] })
  company.people.set('eve', { name: 'Eve', email: 'eve@elsewhere.example', email_verified: true })
  const domain = await asOwner('POST', '/api/v1/domains', { domain: 'acme.example' })
  records.set(domain.record_name, domain.record_value)
  await asOwner('POST', '/api/v1/domains/acme.example/check')
  await asOwner('POST', '/api/v1/providers', {
    ...{ name: 'Acme ID', issuer: company.issuer, ...COMPANY_CLIENT },
    admits: 'domain',
  })
})
after(async () => {
  await browser?.close()
  await app?.close()
  await company?.close()
  await smtp?.close()
})

/** Calls the API in the same way as the owner's page. */
// biome-ignore lint/suspicious/noExplicitAny: a test asserts what the body is
async function asOwner(method: string, path: string, body?: object): Promise<any> {
  const { status, response } = await owner.page.evaluate(
    async ([method, path, body]) => {
      const { csrf_token } = await (await fetch('/auth/session')).json()
      const answer = await fetch(path, {
        method,
        headers: {
          'x-csrf-token': csrf_token,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      return { status: answer.status, response: await answer.json() }
    },
    [method, path, body] as const,
  )
  assert.equal(status, 200, JSON.stringify(response))
  return response
}

test('a forgotten password is replaced by a mailed link', async () => {
  const visitor = await openVisitor(browser, app)
  const { page } = visitor
  const { email } = SECOND_OWNER
  const invited = { emails: [email], role: 'owner', send_mail: false }
  const { data } = await asOwner('POST', '/api/v1/invitations', invited)
  await page.goto(data[0].sign_up_url)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(SECOND_OWNER.password)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
  await visitor.context.clearCookies()
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor()
  await page.getByLabel('E-mail').fill(email)
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await page.keyboard.press('Enter')
  await page.getByText('a mail is on its way').waitFor()
  await until(async () => smtp.received.some(({ to }) => to.includes(email)))
  const link = /http\S+\/reset-password#\S+/.exec(smtp.received.at(-1)?.text ?? '')?.[0] ?? ''
  await page.goto(link)
  await page.getByLabel('New password').fill('a-newer-password-of-a-test-4747')
  assert.equal(new URL(page.url()).hash, '')
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await page.keyboard.press('Enter')
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
  visitor.expectFaults(/401/)

  await page.goto('/settings/account')
  await page.getByRole('button', { name: 'Change address' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change address' })
  await dialog.getByLabel('New address').fill('ada-new@example.com')
  await dialog.getByLabel('Current password').fill('a-newer-password-of-a-test-4747')
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await page.keyboard.press('Enter')
  await dialog.getByText('a mail is on its way').waitFor()
  await until(async () => smtp.received.some(({ to }) => to.includes('ada-new@example.com')))
  await page.goto(/http\S+\/confirm-email#\S+/.exec(smtp.received.at(-1)?.text ?? '')?.[0] ?? '')
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByText('Your address is now').waitFor()
  assert.equal(new URL(page.url()).hash, '')
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await page.goto('/settings/account')
  await page.getByText('ada-new@example.com').waitFor()
  assert.deepEqual(visitor.faults, [])
  await visitor.context.close()
})

test('an address of the domain leads to the provider, by keyboard, and back to the page that was asked for', async () => {
  const visitor = await openVisitor(browser, app)
  const { page } = visitor
  await page.goto('/activity')
  await page.getByLabel('E-mail').fill('ada@acme.example')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Sign in with Acme ID' }).focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('Who are you?').fill('ada')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/activity$/)
  await page.getByRole('heading', { name: 'Activity' }).waitFor()
  visitor.expectFaults(/401/)

  const { data } = await asOwner('GET', '/api/v1/providers')
  await asOwner('PUT', `/api/v1/providers/${data[0].id}`, { signs_out: true })
  await page.getByRole('button', { name: 'Ada Lovelace' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  // The company's provider asks for confirmation and sends the browser back.
  await page.getByRole('button', { name: 'Yes, sign me out' }).click()
  await page.waitForURL('**/sign-in')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  visitor.expectFaults(/401|404/)
  await visitor.context.close()
})

test('whom nobody invited is told so, and is signed in to nothing', async () => {
  const visitor = await openVisitor(browser, app)
  const { page } = visitor
  const { data } = await asOwner('GET', '/api/v1/providers')
  await page.goto(data[0].sign_in_url)
  await page.getByLabel('Who are you?').fill('eve')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByText('Nobody invited your e-mail address.').waitFor()
  assert.equal(new URL(page.url()).pathname, '/sign-in')
  visitor.expectFaults(/401/)
  await visitor.context.close()
})

/** Returns actions on the sign-in settings that use the keyboard alone. */
const settings = () => ({
  page: owner.page,
  async press(name: RegExp) {
    await tabTo(owner.page, name)
    await owner.page.keyboard.press('Enter')
  },
  async fill(name: RegExp, text: string) {
    await tabTo(owner.page, name)
    await owner.page.keyboard.press('ControlOrMeta+a')
    await owner.page.keyboard.type(text)
  },
  said: (text: string | RegExp) => owner.page.getByText(text).first().waitFor(),
})

test('an owner adds a provider: a wrong issuer is said at its field, and a test shows the claims that came', async () => {
  const { page, press, fill, said } = settings()
  await page.goto('/settings/sign-in')
  await said('acme.example')
  await press(/^Add a provider$/)
  const dialog = page.getByRole('dialog', { name: 'Add a provider' })
  await dialog.waitFor()
  await page.keyboard.type('Second ID')
  await fill(/^Issuer$/, company.issuer.replace('127.0.0.1', 'localhost'))
  await fill(/^Client ID$/, COMPANY_CLIENT.client_id)
  await fill(/^Client secret$/, COMPANY_CLIENT.client_secret)
  await page.keyboard.press('Enter')
  const issuer = dialog.getByLabel('Issuer')
  await said(/^The provider's issuer is /)
  assert.equal(await issuer.getAttribute('aria-invalid'), 'true')
  assert.deepEqual(await findAccessibilityFaults(page), [])
  owner.expectFaults(/424/)
  await fill(/^Issuer$/, company.issuer)
  await page.keyboard.press('Enter')
  await said('Second ID was added. Test it next.')

  await press(/^Test Second ID$/)
  await page.getByLabel('Who are you?').fill('grace')
  await page.keyboard.press('Enter')
  const result = page.getByRole('dialog', { name: 'Test of Second ID' })
  await result.getByText('grace@acme.example').first().waitFor()
  await result.getByText('not verified', { exact: true }).waitFor()
  await result.getByText('"staff"').waitFor()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await page.keyboard.press('Enter')
  await result.waitFor({ state: 'detached' })
  assert.equal(new URL(page.url()).search, '')
  assert.deepEqual(owner.faults, [])
})

test('a group gives a role and a workspace; a suggested workspace is accepted', async () => {
  await app.mint('eng-tools')
  const { page, press, fill, said } = settings()
  await page.goto('/settings/sign-in')
  await page.getByRole('button', { name: 'Add a mapping' }).nth(1).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Add a mapping' }).waitFor()
  await page.keyboard.type('eng')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor()
  await page.keyboard.press('Escape')
  await fill(/^Suggest workspaces named/, 'eng-*')
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await page.keyboard.press('Enter')
  await said('groups = eng')
  await press(/^Accept eng-tools$/)
  await said('No other workspace has a name that matches a pattern.')
  const { data } = await asOwner('GET', '/api/v1/providers')
  assert.equal(data[1].mappings[0].workspaces.length, 1)
  assert.deepEqual(await findAccessibilityFaults(page), [])
  assert.deepEqual(owner.faults, [])
})

test('a directory gets a token, another one, and none any more, by keyboard', async () => {
  const { page, press, said } = settings()
  const shown = page.getByRole('dialog', { name: 'Directory of Second ID' })
  const announce = async (token: string, displayName: string) => {
    const answer = await fetch(`${app.url}/scim/v2/Groups`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      body: JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName }),
    })
    return answer.status
  }
  async function choose(name: string) {
    await shown.getByRole('button', { name, exact: true }).waitFor()
    await press(new RegExp(`^${name}$`))
  }
  async function newToken(title: string) {
    await page.getByRole('dialog', { name: title }).waitFor()
    assert.deepEqual(await findAccessibilityFaults(page), [])
    await press(/^Create token$/)
    const once = page.getByRole('dialog', { name: 'Token of the directory' })
    const token = (await once.getByRole('region', { name: 'Token' }).textContent()) ?? ''
    assert.match(token, /^bhd_/)
    assert.deepEqual(await findAccessibilityFaults(page), [])
    await press(/^I have copied it$/)
    await shown.waitFor()
    assert.ok(!(await page.content()).includes(token))
    return token
  }
  await page.goto('/settings/sign-in')
  await press(/^Open the directory of Second ID$/)
  await shown.getByText('/scim/v2').waitFor()
  await shown.getByText('None yet').waitFor()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await choose('Create a token')
  const first = await newToken('Create a token for the directory?')
  assert.equal(await announce(first, 'sales'), 201)
  await choose('Replace the token')
  const second = await newToken('Replace the token of the directory?')
  await shown.getByRole('definition').filter({ hasText: /^1$/ }).waitFor()
  await choose('End the older token')
  await page.getByRole('dialog', { name: 'End the older token?' }).waitFor()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await press(/^End now$/)
  await said('The older token has ended.')
  assert.deepEqual([await announce(first, 'legal'), await announce(second, 'legal')], [401, 201])
  await press(/^Open the directory of Second ID$/)
  await choose('End the token')
  await page.getByRole('dialog', { name: 'Disconnect the directory?' }).waitFor()
  await press(/^End now$/)
  await said('The directory no longer has a token.')
  assert.equal(await announce(second, 'travel'), 401)
  assert.deepEqual(owner.faults, [])
})

test('a domain is proven by DNS: until then the page says what was looked for', async () => {
  const { page, press, fill, said } = settings()
  await fill(/^Add a domain$/, 'second.example')
  await page.keyboard.press('Enter')
  await press(/^Check second\.example$/)
  await said(/No TXT record .+ was found/)
  owner.expectFaults(/409/)
  const { data } = await asOwner('GET', '/api/v1/domains')
  const domain = data.find((one: { domain: string }) => one.domain === 'second.example')
  records.set(domain.record_name, domain.record_value)
  await press(/^Check second\.example$/)
  await said('second.example is proven.')
  await press(/^Give up second\.example$/)
  await page.getByRole('dialog').getByText('Another organization').waitFor()
  await press(/^Give up$/)
  await said('second.example was given up.')
  assert.deepEqual(owner.faults, [])
})

test('passwords are turned off by an owner who linked the provider and signed in by it', async () => {
  const { page, press, fill, said } = settings()
  await fill(/^Hours$/, '500')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').filter({ hasText: '168' }).waitFor()
  await fill(/^Hours$/, '12')
  await page.keyboard.press('Enter')
  await said('The time was saved.')
  await tabTo(page, /^Sign-in by password$/)
  await page.keyboard.press('Space')
  await press(/^Turn off$/)
  await said(/Only an owner who signed in with a provider can turn passwords off/)
  assert.deepEqual(await findAccessibilityFaults(page), [])
  owner.expectFaults(/409/)
  await page.keyboard.press('Escape')

  await page.goto('/settings/account')
  await press(/^Link Second ID$/)
  await said('The provider is linked.')
  await press(/^Unlink Second ID$/)
  await page.getByRole('dialog', { name: 'Unlink Second ID?' }).waitFor()
  await press(/^Unlink$/)
  await said('Second ID was unlinked.')
  await page.getByText('The provider is linked.').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Link Second ID', exact: true }).waitFor()
  await press(/^Link Second ID$/)
  await said('The provider is linked.')
  await page.waitForLoadState('networkidle')
  assert.deepEqual(await findAccessibilityFaults(page), [])

  const visitor = await openVisitor(browser, app, { look: 'phone' })
  const { data } = await asOwner('GET', '/api/v1/providers')
  await visitor.page.goto(data[1].sign_in_url)
  await visitor.page.getByLabel('Who are you?').fill('grace')
  await visitor.page.keyboard.press('Enter')
  await visitor.page.getByRole('heading', { level: 1 }).waitFor()
  await visitor.page.goto('/settings/sign-in')
  await visitor.page.getByText('groups = eng').waitFor()
  await visitor.page.waitForLoadState('networkidle')
  assert.deepEqual(await findAccessibilityFaults(visitor.page), [])
  await tabTo(visitor.page, /^Sign-in by password$/)
  await visitor.page.keyboard.press('Space')
  const asks = visitor.page.getByRole('dialog', { name: 'Turn passwords off?' })
  await asks.getByText('Sessions that began with a password or a passkey end at once.').waitFor()
  await asks.getByText('Their agents and the command line pause until passwords are on again.').waitFor()
  await tabTo(visitor.page, /^Turn off$/)
  await visitor.page.keyboard.press('Enter')
  await visitor.page.getByText('Nobody can sign in with a password any longer.').waitFor()
  await visitor.page.goto('/settings/account')
  await tabTo(visitor.page, /^Unlink Second ID$/)
  await visitor.page.keyboard.press('Enter')
  await visitor.page.getByRole('dialog', { name: 'Unlink Second ID?' }).waitFor()
  await tabTo(visitor.page, /^Unlink$/)
  await visitor.page.keyboard.press('Enter')
  await visitor.page.getByText('You could not sign in without it.').waitFor()
  assert.deepEqual(await findAccessibilityFaults(visitor.page), [])
  visitor.expectFaults(/401|409/)
  await visitor.context.close()

  // The session that began with a password has ended. The person signs in again with the provider.
  await page.goto('/settings/account')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
})
