import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { until } from '@bulkhead/testing/test-server'
import type { Page } from 'playwright-core'
import { GITHUB_TOKEN } from './support/fake-github.ts'
import type { RunningApp } from './support/running-app.ts'
import { openSignedIn, type SignedIn } from './support/signed-in.ts'
import { OWNER, SECOND_OWNER, signIn, signUp, type Visitor } from './support/visitor.ts'

let signedIn: SignedIn
let app: RunningApp
let visitor: Visitor
let page: Page

before(async () => {
  signedIn = await openSignedIn()
  ;({ app, visitor, page } = signedIn)
})
after(() => signedIn?.close())

const field = () => page.getByLabel('Name of the organization')
const save = () => page.getByRole('button', { name: 'Save' }).first()
const getName = async () => (await app.call('GET', '/api/v1/organization')).body.name

/** Opens the settings of the organization, and types another name. */
async function typeName(name: string) {
  await page.goto('/settings/organization')
  await page.waitForLoadState('networkidle')
  await field().fill(name)
}

/** Begins another session in another tab. */
async function inOtherTab(enter: (other: Page) => Promise<void>) {
  await visitor.context.clearCookies()
  const other = await visitor.context.newPage()
  await enter(other)
  await other.close()
}

const signInElsewhere = () =>
  inOtherTab(async (other) => {
    await other.goto('/sign-in')
    await signIn({ page: other })
    await other.getByRole('navigation', { name: 'Main' }).waitFor()
  })

/** Makes the page read its session again, as when its person comes back to the tab after so many milliseconds. */
async function comeBack(ms = 0) {
  const reread = page.waitForResponse('**/auth/session')
  await page.evaluate((ms) => {
    const now = Date.now
    Date.now = () => now() + ms
    dispatchEvent(new Event('visibilitychange'))
  }, ms)
  await reread
}

/** Types a credential into the form of a new connector. */
async function typeCredential() {
  await page.goto('/w/default/connectors/new/github')
  await page.getByRole('tab', { name: 'Access token' }).click()
  await page.getByText('Name and further settings').click()
  await page.getByLabel('Base URL').fill(app.github.url)
  await page.getByLabel('Personal access token').fill(GITHUB_TOKEN)
  await page.waitForLoadState('networkidle')
}

/** Asserts that the page starts at the home page with the person, and that nobody has a connector. */
async function assertStartsAs({ name }: typeof OWNER) {
  await page.waitForURL((url) => url.pathname === '/')
  await page.getByRole('button', { name }).waitFor()
  const { data } = await page.evaluate(async () => (await fetch('/api/v1/integrations/connectors')).json())
  assert.deepEqual(data, [])
  assert.deepEqual((await app.call('GET', '/api/v1/integrations/connectors')).body.data, [])
}

test('a change is made, although its person signed in again in another tab', async () => {
  await typeName('Alpha')
  await signInElsewhere()
  await save().click()
  const refused = page.getByRole('alert')
  await until(async () => (await getName()) === 'Alpha' || (await refused.count()) > 0)
  assert.deepEqual(await refused.allTextContents(), [])
  // A change at an address of /auth takes the same token.
  await page.goto('/settings/account')
  await page.getByText('this one').waitFor()
  // A read while nobody is signed in would end the session of this tab.
  await page.waitForLoadState('networkidle')
  await signInElsewhere()
  await page.getByRole('button', { name: 'End' }).first().click()
  await page.getByText('The session was ended.').waitFor()
  visitor.expectFaults(/40[13]/)
})

test('a tab whose session ended goes on once its person has signed in in another tab', async () => {
  await typeName('Alpha again')
  await visitor.context.clearCookies()
  await save().click()
  const ended = page.getByRole('dialog', { name: 'Your session has ended' })
  await ended.waitFor()
  await signInElsewhere()
  await comeBack()
  await ended.waitFor({ state: 'detached' })
  assert.equal(await field().inputValue(), 'Alpha again')
  await save().click()
  await until(async () => (await getName()) === 'Alpha again')
  visitor.expectFaults(/401/)
})

test('a tab sends nothing as somebody else, who signed in in another tab', async () => {
  const link = await app.linkOwner('Beta')
  await typeCredential()
  await inOtherTab((other) => signUp({ page: other }, { signUpLink: link }, SECOND_OWNER))
  await page.getByRole('button', { name: 'Check and add' }).click()
  await assertStartsAs(SECOND_OWNER)

  await typeCredential()
  await signInElsewhere()
  await comeBack(120_000)
  await assertStartsAs(OWNER)
  visitor.expectFaults(/40[134]/)
})
