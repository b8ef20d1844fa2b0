import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { until } from '@bulkhead/testing/test-server'
import type { Browser, FileChooser, Page } from 'playwright-core'
import { launchBrowser } from './support/browser.ts'
import { describeParcels } from './support/describe-parcels.ts'
import { GITHUB_TOKEN } from './support/fake-github.ts'
import { tabTo as goTo, pressSequence } from './support/keyboard.ts'
import { type RunningApp, startApp } from './support/running-app.ts'
import { OWNER, openVisitor } from './support/visitor.ts'

let app: RunningApp
let browser: Browser
let page: Page

before(async () => {
  ;[app, browser] = await Promise.all([startApp(), launchBrowser()])
  page = (await openVisitor(browser, app)).page
  await app.mint('acme')
})
after(async () => {
  await browser?.close()
  await app?.close()
})

const press = (...keys: string[]) =>
  keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve())
const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()

const tabTo = (name: RegExp) => goTo(page, name)

test('signing up', async () => {
  await page.goto(app.signUpLink)
  await page.getByRole('heading', { name: 'Welcome aboard' }).waitFor()
  await page.keyboard.type(OWNER.email)
  await press('Tab')
  await page.keyboard.type(OWNER.password)
  await tabTo(/^Name/)
  await page.keyboard.type(OWNER.name)
  await press('Enter')
  await heading('Welcome, Grace')
})

test('the way past the sidebar', async () => {
  await page.goto('/workspaces')
  await heading('Workspaces')
  await press('Tab', 'Enter')
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'content')
})

test('places by g and a letter, and all keys by ?', async () => {
  await pressSequence(page, 'g', 'k')
  await heading('Access')
  await pressSequence(page, 'g', 's')
  await heading('Settings')
  await press('?')
  const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await shortcuts.waitFor()
  const said = (await shortcuts.getByRole('term').allTextContents()).join('\n')
  for (const label of ['Overview', 'Ten rows down or up', 'Add connector', 'Run'])
    assert.match(said, new RegExp(`^${label}$`, 'm'))
  await press('Escape')
})

test('an API is added by its document, kept while a connector uses it, and replaced', async () => {
  // A dialog that has just opened may still move the focus. In this case the test presses the keys again, as a person
  // would.
  const openChooser = async (attempts = 5): Promise<FileChooser> => {
    try {
      await tabTo(/^Document/)
      const opened = page.waitForEvent('filechooser', { timeout: attempts > 1 ? 5_000 : 30_000 })
      await press('Space')
      return await opened
    } catch (error) {
      if (attempts <= 1) throw error
      return openChooser(attempts - 1)
    }
  }
  const choose = async (...methods: string[]) => {
    const chooser = await openChooser()
    const buffer = Buffer.from(describeParcels(app.github.url, methods))
    await chooser.setFiles({ name: 'parcels.json', mimeType: 'application/json', buffer })
  }
  await tabTo(/^Own APIs$/)
  await press('Enter')
  await page.getByRole('heading', { name: 'No APIs of your own' }).waitFor()
  await tabTo(/^Add an API$/)
  await press('Enter')
  const adding = page.getByRole('dialog', { name: 'Add an API' })
  await adding.waitFor()
  // The event of a file chooser that is left without a file bubbles to the dialog.
  await adding.getByLabel('Document').dispatchEvent('cancel')
  await adding.waitFor()
  assert.equal(await adding.count(), 1)
  await choose('get', 'post')
  await press('Escape')
  await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor()
  await press('Escape')
  await tabTo(/^Add$/)
  await press('Enter')
  const added = page.getByRole('dialog', { name: 'Parcel Tracker was added' })
  await added.getByText('GET /labels: it is at another server').waitFor()
  await press('Escape')
  const { status } = await app.call('POST', '/api/v1/integrations/connectors', {
    workspace_name: 'default',
    connector_type: 'parcel-tracker',
    credentials: { token: 'of-parcels' },
  })
  assert.equal(status, 200)
  await page.reload()
  await page.getByRole('link', { name: '1 connector' }).waitFor()
  await tabTo(/^Remove Parcel Tracker$/)
  await press('Enter')
  await tabTo(/^Remove$/)
  await press('Enter')
  await page.getByText('1 connector uses it.').waitFor()
  await press('Escape')
  await tabTo(/^Replace Parcel Tracker$/)
  await press('Enter')
  await page.getByRole('dialog').waitFor()
  await choose('get')
  await tabTo(/^Save$/)
  await press('Enter')
  const changes = page.getByRole('dialog', { name: 'Changes to Parcel Tracker' })
  await changes.getByText(/^lose parcels\.create: narrowed to/).waitFor()
  await press('Escape')
  await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor()
  await press('Escape')
  await tabTo(/^Save$/)
  await press('Enter')
  await page.getByText('Parcel Tracker was saved.').waitFor()
})

test('a workspace by search, and a connector in it', async () => {
  await press('ControlOrMeta+k')
  await page.keyboard.type('acme')
  await page.getByRole('option', { name: 'acme' }).waitFor()
  await press('Enter')
  await heading('acme')
  await pressSequence(page, 'g', 'c')
  await heading('Connectors')
  await press('c')
  await heading('Add connector')
  await tabTo(/^Find a service$/)
  await page.keyboard.type('github')
  await until(async () => (await page.getByRole('main').getByRole('listitem').count()) === 1)
  await tabTo(/^GitHub$/)
  await press('Enter')
  await heading('GitHub')
  await tabTo(/^Personal access token/)
  await page.keyboard.type(GITHUB_TOKEN)
  await tabTo(/Name and further settings/)
  await press('Enter')
  await tabTo(/^Base URL/)
  await page.keyboard.type(app.github.url)
  await press('Enter')
  await page.getByText('was added.').waitFor()
  // While the form is open, letters would be typed into it.
  await page.getByLabel(/^Base URL/).waitFor({ state: 'detached' })
})

test('an operation, run and looked at', async () => {
  // The second key of a sequence is no shortcut of the page. One that is opened first hears keys before the app's frame.
  await page.goto(page.url().replace(/(\/w\/[^/]+).*$/, '$1/connectors'))
  await heading('Connectors')
  await pressSequence(page, 'g', 'c')
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  assert.doesNotMatch(page.url(), /new/)
  await pressSequence(page, 'g', 'p')
  await page.getByLabel('Find an operation').waitFor()
  await press('o')
  await page.keyboard.type('viewer_repositories')
  const operations = page.getByRole('navigation', { name: 'Operations' }).getByRole('link')
  await until(async () => (await operations.count()) === 1)
  await tabTo(/^viewer_repositories\.list$/)
  await press('Enter')
  await page.getByRole('heading', { name: 'viewer_repositories.list' }).waitFor()
  await tabTo(/^Run/)
  await press('Enter')
  await page.getByRole('columnheader', { name: 'nameWithOwner' }).waitFor()
  await tabTo(/^Open record 1$/)
  await press('Enter')
  await page.getByRole('dialog', { name: 'Record 1' }).waitFor()
  await press('Escape')
  assert.match(
    (await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))) ?? '',
    /^Open record 1$/,
  )
})

test('rows by arrow keys', async () => {
  await pressSequence(page, 'g', 'w')
  await heading('Workspaces')
  await page.getByRole('table').getByRole('link').first().waitFor()
  await tabTo(/^default$/)
  await press('ArrowDown')
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'acme')
  await press('Enter')
  await heading('acme')
})

test('a workspace is renamed, a menu used and left, a token minted', async () => {
  await tabTo(/^Rename$/)
  await press('Enter')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.type('acme-inc')
  await press('Enter')
  await heading('acme-inc')
  await pressSequence(page, 'g', 'k')
  await heading('Access')
  await tabTo(/^More actions for/)
  await press('Enter', 'ArrowDown', 'ArrowDown')
  await page.getByRole('menuitem', { name: 'Delete' }).waitFor()
  await press('Escape')
  await tabTo(/^Token workbench$/)
  await press('Enter')
  await tabTo(/^Mint token$/)
  await press('Enter')
  await page.getByText(/Token for/).waitFor()
})

test('signing out', async () => {
  await tabTo(/Grace Hopper/)
  await press('Enter')
  await page.getByRole('menuitem', { name: 'Sign out' }).waitFor()
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
  await until(async () => /System/.test(await focused()))
  await press('End')
  await until(async () => /Sign out/.test(await focused()))
  await press('Enter')
  await heading('Sign in')
})
