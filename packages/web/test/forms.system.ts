import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { getCode } from '@bulkhead/testing/people'
import { until } from '@bulkhead/testing/test-server'
import type { Locator, Page } from 'playwright-core'
import { GITHUB_TOKEN } from './support/fake-github.ts'
import { openSignedIn, type SignedIn } from './support/signed-in.ts'
import { LOOKS, OWNER, openVisitor } from './support/visitor.ts'

let signedIn: SignedIn
let page: Page

before(async () => {
  signedIn = await openSignedIn()
  page = signedIn.page
})
after(() => signedIn?.close())

/** Asserts that a control shows a message and has the focus. */
async function saidAt(control: Locator, words: string | RegExp) {
  await page.getByText(words).waitFor()
  assert.equal(await control.getAttribute('aria-invalid'), 'true')
  assert.ok(await control.evaluate((one) => one === document.activeElement))
}
const press = (name: string) => page.getByRole('button', { name, exact: true }).click()

test('what is required is said at its field, and no longer once something is written there', async () => {
  await page.goto('/access/applications')
  await press('Create application')
  await press('Create')
  const name = page.getByLabel('Name')
  await saidAt(name, 'This is required.')
  await name.fill('Billing')
  assert.equal(await name.getAttribute('aria-invalid'), null)
  await press('Cancel')
})

test('a number out of its range, and what the API refuses, are said at their fields', async () => {
  await page.goto('/settings/organization')
  const card = (name: string) =>
    page.locator('section').filter({ has: page.getByRole('heading', { name, exact: true }) })
  await page.getByLabel('Audit, in days').fill('0')
  await card('Retention').getByRole('button', { name: 'Save' }).click()
  await saidAt(page.getByLabel('Audit, in days'), 'This must be from 1 to 3650.')
  await page.getByLabel('Audit, in days').fill('400')
  await page.getByLabel('Origins').fill('not an origin')
  await card('Redirect origins').getByRole('button', { name: 'Save' }).click()
  await saidAt(page.getByLabel('Origins'), /line 1 must be/)
  assert.equal(await page.getByText('Nothing was saved').count(), 0)
  await page.getByLabel('Origins').fill('')
  signedIn.visitor.expectFaults(/422/)
})

test('what was saved is shown before it is read again, and what is typed until then stays', async () => {
  await page.goto('/settings/organization')
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.getByLabel('Calls, in days').waitFor()
  await page.route('**/api/v1/organization', async (route) => {
    if (route.request().method() !== 'GET') return route.continue()
    await promise
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...(await response.json()), name: 'Renamed elsewhere' } })
  })
  const creates = page.getByLabel('Create workspaces on first use')
  const before = await creates.isChecked()
  for (const isChecked of [!before, before]) {
    const saved = page.waitForResponse((response) => response.request().method() === 'PUT')
    await creates.click()
    await saved
    await until(() => creates.isEnabled())
    assert.equal(await creates.isChecked(), isChecked)
  }
  const save = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Retention', exact: true }) })
    .getByRole('button', { name: 'Save' })
  await page.getByLabel('Audit, in days').fill('300')
  await save.click()
  // Nothing is left to save.
  await until(() => save.evaluate((button: HTMLButtonElement) => button.disabled))
  await page.getByLabel('Calls, in days').fill('20')
  const name = page.getByLabel('Name of the organization')
  const named = await name.inputValue()
  await name.fill('Another name')
  await name.fill(named)
  resolve()
  await until(async () => (await name.inputValue()) === 'Renamed elsewhere')
  assert.equal(await page.getByLabel('Calls, in days').inputValue(), '20')
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})

/** Runs steps while the page waits for the response to a change. */
async function whileSaving(address: string, steps: () => Promise<void>) {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route(address, async (route) => {
    if (route.request().method() !== 'GET') await promise
    await route.continue()
  })
  await steps()
  resolve()
  await page.unrouteAll({ behavior: 'wait' })
}

test('what is typed while a form is saved stays, and what was saved is shown as it is stored', async () => {
  const saveIn = (name: string) =>
    page
      .locator('section')
      .filter({ has: page.getByRole('heading', { name, exact: true }) })
      .getByRole('button', { name: /^(Save|Add)/ })
  const nothingLeftIn = (name: string) =>
    until(() => saveIn(name).evaluate((button: HTMLButtonElement) => button.disabled))

  await page.goto('/settings/organization')
  const audit = page.getByLabel('Audit, in days')
  const calls = page.getByLabel('Calls, in days')
  await audit.fill('200')
  await whileSaving('**/api/v1/organization', async () => {
    await saveIn('Retention').click()
    await calls.fill('25')
  })
  await page.getByText('Saved.').waitFor()
  assert.deepEqual([await audit.inputValue(), await calls.inputValue()], ['200', '25'])
  await whileSaving('**/api/v1/organization', async () => {
    await saveIn('Retention').click()
    await audit.fill('201')
  })
  await until(async () => (await saveIn('Retention').getAttribute('aria-busy')) === null)
  assert.equal(await audit.inputValue(), '201')
  await saveIn('Retention').click()
  await nothingLeftIn('Retention')

  await page.goto('/settings/branding')
  const support = page.getByLabel('Support')
  await page.getByLabel('Name').fill('Acme')
  await whileSaving('**/api/v1/organization/branding', async () => {
    await saveIn('Look').click()
    await support.fill('https://acme.example/help')
  })
  await page.getByText('Saved.').waitFor()
  assert.equal(await support.inputValue(), 'https://acme.example/help')
  await saveIn('Look').click()
  await nothingLeftIn('Look')

  await page.goto('/settings/sign-in')
  const minutes = page.getByLabel('Minutes without use')
  await page.getByLabel('Hours after the sign-in').fill('300')
  await whileSaving('**/api/v1/sign-in', async () => {
    await saveIn('Sessions').click()
    await minutes.fill('600')
  })
  await page.getByText('The limits were saved.').waitFor()
  assert.equal(await minutes.inputValue(), '600')
  await saveIn('Sessions').click()
  await until(async () => (await saveIn('Sessions').getAttribute('aria-busy')) === null)
  const networks = page.getByLabel('Networks')
  await networks.fill('127.0.0.0/8 ::1')
  await whileSaving('**/api/v1/sign-in', async () => {
    await saveIn('Allowed networks').click()
    await networks.pressSequentially('28')
  })
  await page.getByText('People can work only from these networks.').waitFor()
  assert.equal(await networks.inputValue(), '127.0.0.0/8\n::128')
  await networks.fill('127.0.0.0/8 ::1 ::1/128')
  await saveIn('Allowed networks').click()
  await until(async () => (await networks.inputValue()) === '127.0.0.0/8\n::1/128')
  const domain = page.getByLabel('Add a domain')
  await domain.fill('acme.example')
  await whileSaving('**/api/v1/domains', async () => {
    await saveIn('Mail domains').click()
    await domain.fill('birch.example')
  })
  await page.getByRole('button', { name: 'Check acme.example' }).waitFor()
  assert.equal(await domain.inputValue(), 'birch.example')
  await saveIn('Mail domains').click()
  await until(async () => (await domain.inputValue()) === '')
})

test('a credential that was entered is not lost by a click on a link', async () => {
  await page.goto('/w/default/connectors/new/github')
  await page.getByRole('tab', { name: 'Access token' }).click()
  await page.getByRole('link', { name: /^Open github\.com/ }).waitFor()
  await press('Check and add')
  await saidAt(page.getByLabel('Personal access token'), 'This is required.')
  await page.getByLabel('Personal access token').fill(GITHUB_TOKEN)
  await page.getByText('Name and further settings').click()
  await page.getByLabel('Base URL').fill('nowhere')
  await press('Check and add')
  await saidAt(page.getByLabel('Base URL'), /must be a URL/)
  await page.getByRole('link', { name: 'Workspaces', exact: true }).click()
  await page.getByRole('heading', { name: 'Leave without saving?' }).waitFor()
  await press('Cancel')
  assert.equal(await page.getByLabel('Personal access token').inputValue(), GITHUB_TOKEN)
  await page.getByLabel('Base URL').fill(signedIn.app.github.url)
  await press('Check and add')
  await page.getByText(/was added\./).waitFor()
  await page
    .getByRole('heading', { level: 1 })
    .getByText(/^checked/)
    .waitFor()
})

test('what is entered for a connector while it is saved stays', async () => {
  await page.getByRole('tab', { name: 'Settings and credentials' }).click()
  const repositories = page.getByLabel('Repositories')
  await repositories.fill('acme/hull')
  await whileSaving('**/api/v1/integrations/connectors/*', async () => {
    await press('Save settings')
    await repositories.fill('acme/hull\nacme/keel')
  })
  await page.getByText('The settings were saved.').waitFor()
  assert.equal(await repositories.inputValue(), 'acme/hull\nacme/keel')
  await press('Save settings')
  const save = page.getByRole('button', { name: 'Save settings' })
  await until(() => save.evaluate((button: HTMLButtonElement) => button.disabled))

  await page.getByRole('tab', { name: 'Permissions' }).click()
  await page.getByRole('checkbox', { name: 'write issues', exact: true }).uncheck()
  await whileSaving('**/api/v1/integrations/connectors/*', async () => {
    await press('Save permissions')
    await until(() => page.getByRole('checkbox', { name: 'read issues', exact: true }).isDisabled())
  })
  const toast = page.getByText('The permissions were saved.')
  // It stays while the pointer is on it.
  await toast.hover()
  const savePermissions = page.getByRole('button', { name: 'Save permissions' })
  const nothingLeft = () =>
    until(() => savePermissions.evaluate((button: HTMLButtonElement) => button.disabled))
  await nothingLeft()
  // By keyboard, since the pointer stays on the toast.
  await page.getByRole('checkbox', { name: 'read labels', exact: true }).press('Space')
  await toast.locator('..').getByRole('button', { name: 'Undo' }).click()
  await until(() => page.getByRole('checkbox', { name: 'write issues', exact: true }).isChecked())
  assert.equal(await page.getByRole('checkbox', { name: 'read labels', exact: true }).isChecked(), false)
  await press('Save permissions')
  await nothingLeft()
  await page.getByRole('checkbox', { name: 'read issues', exact: true }).uncheck()
  await press('Allow everything')
  await nothingLeft()
  assert.ok(await page.getByRole('checkbox', { name: 'read issues', exact: true }).isChecked())
})

test('the secret of an OAuth app is not lost by Escape', async () => {
  await page.goto('/settings/oauth-apps?service=github')
  await page.getByLabel('Client ID').fill('Iv23liQ8hullkeelrudder')
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { name: 'Leave without saving?' }).waitFor()
  await press('Leave')
  await page.waitForURL('**/settings/oauth-apps')
  await page.goto('/settings/oauth-apps?service=github')
  await page.getByLabel('Client ID').fill('Iv23liQ8hullkeelrudder')
  await page.getByLabel('Client secret').fill('not-a-secret-of-anyone')
  await press('Save')
  await page.getByText('The OAuth app for GitHub was saved.').waitFor()
  await until(async () => (await page.getByRole('dialog').count()) === 0)
})

/** Submits the open dialog, presses Cancel and Escape while the response is on its way, and lets the response come. */
async function cancelTooLate(address: string, button: string) {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route(address, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback()
    const response = await route.fetch()
    await promise
    await route.fulfill({ response })
  })
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: button }).click()
  await dialog.getByRole('button', { name: button }).and(page.locator('[aria-busy=true]')).waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).click({ force: true })
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  resolve()
}

test('what is shown once is shown, even if Cancel is pressed while it is created', async () => {
  const dialog = page.getByRole('dialog')
  const copied = async () => {
    await press('I have copied it')
    await until(async () => (await dialog.count()) === 0)
    await page.unrouteAll()
  }
  await page.goto('/access/applications')
  await press('Create application')
  await dialog.getByLabel('Name').fill('Ledger')
  await cancelTooLate('**/api/v1/applications', 'Create')
  await dialog.getByText('BULKHEAD_CLIENT_SECRET=').waitFor()
  await copied()

  await page.goto('/settings/account')
  await press('Set up an app')
  await dialog.getByLabel('Current password').fill(OWNER.password)
  await press('Go on')
  await dialog.getByRole('img', { name: 'QR code of the key' }).waitFor()
  const secret = /[A-Z2-7]{32}/.exec((await dialog.textContent()) ?? '')?.[0] ?? ''
  await dialog.getByRole('textbox', { name: 'Code' }).fill(getCode(secret))
  await cancelTooLate('**/auth/second-factor/confirmation', 'Turn on')
  await page.getByRole('dialog', { name: 'Recovery codes' }).waitFor()
  await copied()

  await press('New recovery codes')
  await dialog.getByLabel('Current password').fill(OWNER.password)
  await cancelTooLate('**/auth/second-factor/recovery-codes', 'Go on')
  await page.getByRole('dialog', { name: 'Recovery codes' }).waitFor()
  await copied()
})

test('what became of a submitted form is in sight, has the focus, and leads on to the buttons', async () => {
  /** Returns whether an element lies in the visible part of the page. */
  const isInSight = (one: Locator) =>
    one.evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect()
      return top >= 0 && bottom <= innerHeight
    })
  await page.setViewportSize({ width: 1280, height: 480 })
  await page.goto('/w/default/connectors/new/github')
  await page.getByRole('tab', { name: 'Access token' }).click()
  await page.getByText('Name and further settings').click()
  await page.getByLabel('Base URL').fill(signedIn.app.github.url)
  await page.getByLabel('Personal access token').fill('ghp_not-the-right-one')
  await page.keyboard.press('Enter')
  const note = page.getByRole('status').filter({ hasText: 'GitHub does not accept the credentials' })
  await note.waitFor()
  await until(() => isInSight(note))
  const again = page.getByRole('button', { name: 'Check again and add' })
  assert.ok(await isInSight(again))
  assert.ok(await note.evaluate((one) => one.parentElement === document.activeElement))
  await page.keyboard.press('Tab')
  assert.ok(await again.evaluate((one) => one === document.activeElement))

  await page.route('**/connectors/check', (route) => route.fulfill({ status: 500, json: {} }))
  await page.getByLabel('Personal access token').focus()
  await page.keyboard.press('Enter')
  const refused = page.getByRole('alert').filter({ hasText: 'The connector was not added' })
  await refused.waitFor()
  await until(() => isInSight(refused))
  await page.unroute('**/connectors/check')
  await page.setViewportSize(LOOKS.light.viewport)
  signedIn.visitor.expectFaults(/500/)
})

test('a connector that is added although its service refused says so', async () => {
  await page.goto('/w/default/connectors/new/github')
  await page.getByRole('tab', { name: 'Access token' }).click()
  await page.getByLabel('Personal access token').fill('ghp_not-the-right-one')
  await page.getByText('Name and further settings').click()
  await page.getByRole('textbox', { name: /^Name/ }).fill('Refused')
  await page.getByLabel('Base URL').fill(signedIn.app.github.url)
  await press('Check and add')
  await press('Add anyway')
  await page.getByText(/Refused was added, though its check failed/).waitFor()
  await page.getByRole('heading', { level: 1 }).getByText('check failed').waitFor()
})

test('another language is chosen without losing what was typed, and is kept', async () => {
  const { app, browser, visitor } = signedIn
  const state = await visitor.context.storageState()
  const { page, context, faults } = await openVisitor(browser, app, { state })
  await page.goto('/settings/organization')
  const name = page.getByLabel('Name of the organization')
  await name.fill('Not saved yet')
  await page.getByRole('button', { name: 'Grace Hopper' }).click()
  await page.getByRole('menuitem', { name: 'Deutsch' }).click()
  await page.getByRole('heading', { name: 'Einstellungen', level: 1 }).waitFor()
  assert.equal(await page.getByLabel('Name der Organisation').inputValue(), 'Not saved yet')
  assert.equal(await page.locator('html').getAttribute('lang'), 'de')
  assert.match(await page.title(), /^Organisation/)
  page.once('dialog', (dialog) => dialog.accept())
  await page.goto('/settings/account')
  await page.getByRole('button', { name: 'English' }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Deutsch' }).getAttribute('aria-pressed'), 'true')
  await page.getByRole('button', { name: 'English' }).click()
  await page
    .getByRole('heading', { name: 'Your account' })
    .or(page.getByRole('heading', { name: 'Settings' }))
    .first()
    .waitFor()
  assert.equal(await page.locator('html').getAttribute('lang'), 'en')
  assert.deepEqual(faults, [])
  await context.close()
})

test('without a choice the browser’s languages decide, and English loads no other', async () => {
  for (const [locale, button] of [
    ['de-AT', 'Anmelden'],
    ['fr-FR', 'Sign in'],
  ] as const) {
    const { app, browser } = signedIn
    const context = await browser.newContext({ ...LOOKS.light, baseURL: app.url, locale })
    const page = await context.newPage()
    const files: string[] = []
    page.on('request', (request) => files.push(request.url()))
    await page.goto('/sign-in')
    await page.getByRole('button', { name: button, exact: true }).waitFor()
    assert.equal(files.filter((url) => /\/de-[\w-]+\.js$/.test(url)).length, locale === 'de-AT' ? 1 : 0)
    await context.close()
  }
})
