import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  COMPANY_CLIENT,
  type CompanyProvider,
  startCompanyProvider,
} from '@bulkhead/testing/oidc/company-provider'
import { getDnsServer } from '@bulkhead/testing/oidc/dns-server'
import type { Browser } from 'playwright-core'
import { launchBrowser } from './support/browser.ts'
import { type RunningApp, startApp } from './support/running-app.ts'
import { openVisitor, signUp, type Visitor } from './support/visitor.ts'

let app: RunningApp
let browser: Browser
let owner: Visitor
let company: CompanyProvider

before(async () => {
  const { address, records } = await getDnsServer()
  const environment = { BULKHEAD_DNS_SERVERS: address, BULKHEAD_EGRESS_ALLOW: '127.0.0.0/8' }
  ;[app, browser] = await Promise.all([startApp(environment), launchBrowser()])
  owner = await openVisitor(browser, app)
  await signUp(owner, app)
  const { redirect_url } = await asOwner('GET', '/api/v1/providers')
  company = await startCompanyProvider([redirect_url])
  company.people.set('ada', { name: 'Ada Lovelace', email: 'ada@acme.example', email_verified: true })
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
})

/** Calls the API as the page of the owner does. */
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
  await visitor.context.close()
})

test('whom nobody invited is told so, and is signed in to nothing', async () => {
  const visitor = await openVisitor(browser, app)
  const { page } = visitor
  const { data } = await asOwner('GET', '/api/v1/providers')
  await page.goto(data[0].sign_in_url)
  await page.getByLabel('Who are you?').fill('eve')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Nobody invited your e-mail address.').waitFor()
  assert.equal(new URL(page.url()).pathname, '/sign-in')
  visitor.expectFaults(/401/)
  await visitor.context.close()
})
