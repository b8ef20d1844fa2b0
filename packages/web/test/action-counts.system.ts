import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Locator, Page } from 'playwright-core'
import { launchBrowser } from './support/browser.ts'
import { GITHUB_TOKEN } from './support/fake-github.ts'
import { type RunningApp, startApp } from './support/running-app.ts'
import { OWNER, openVisitor } from './support/visitor.ts'

let app: RunningApp
let browser: Browser

before(async () => {
  ;[app, browser] = await Promise.all([startApp(), launchBrowser()])
})
after(async () => {
  await browser?.close()
  await app?.close()
})

/** Pauses of a person, in milliseconds: to read before an action, and between keys. */
const READING_MS = 700
const TYPING_MS = 70

/**
 * Returns a person at a page, who reads before each action and types key by key. Each filled field and each press counts
 * as one action.
 */
function createPerson(page: Page) {
  let actions = 0
  const act = async (control: Locator) => {
    actions += 1
    await control.waitFor()
    await page.waitForTimeout(READING_MS)
  }
  return {
    async fill(field: Locator, text: string) {
      await act(field)
      await field.pressSequentially(text, { delay: TYPING_MS })
    },
    async paste(field: Locator, text: string) {
      await act(field)
      await field.fill(text)
    },
    async press(control: Locator) {
      await act(control)
      await control.click()
    },
    count: () => actions,
    async signUp(link: string, email: string) {
      await page.goto(link)
      await this.fill(page.getByLabel('E-mail'), email)
      await this.fill(page.getByLabel('Password'), OWNER.password)
      await this.press(page.getByRole('button', { name: 'Sign up' }))
      await page.waitForURL('**/start')
    },
  }
}

test('from the sign-up link to the first response of sample data: 4 actions', async (t) => {
  const { page, context, faults } = await openVisitor(browser, app)
  const person = createPerson(page)
  await person.signUp(app.signUpLink, OWNER.email)
  await person.press(page.getByRole('link', { name: 'Try with sample data' }))
  await page.getByText('30 records so far').waitFor()
  await page.getByRole('region', { name: 'curl' }).waitFor()
  t.diagnostic(`${person.count()} actions`)
  assert.ok(person.count() <= 4, `${person.count()} actions`)
  assert.deepEqual(faults, [])
  await context.close()
})

test('from the sign-up link to the first response with a token: 7 actions at most', async (t) => {
  const { page, context, faults } = await openVisitor(browser, app)
  // A real person's credential goes to GitHub. Here the test sets the address of a fake GitHub, which counts as no
  // action.
  const standIn = async (path: string) =>
    page.route(path, async (route) => {
      const body = route.request().postDataJSON()
      await route.continue({ postData: { ...body, environment: { base_url: app.github.url } } })
    })
  await standIn('**/integrations/connectors/check')
  await standIn('**/integrations/connectors')
  const person = createPerson(page)
  await person.signUp(await app.linkOwner(), 'ada@example.com')
  await person.press(page.getByRole('link', { name: 'GitHub', exact: true }))
  await person.paste(page.getByLabel('Personal access token'), GITHUB_TOKEN)
  await person.press(page.getByRole('button', { name: 'Check and add' }))
  await page.getByText('4 records').waitFor()
  await page.getByRole('region', { name: 'curl' }).waitFor()
  t.diagnostic(`${person.count()} actions`)
  assert.ok(person.count() <= 7, `${person.count()} actions`)
  assert.deepEqual(faults, [])
  await context.close()
})
