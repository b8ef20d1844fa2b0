import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { until } from '@bulkhead/testing/test-server'
import type { Locator, Page, Request } from 'playwright-core'
import { startDevelopmentApp } from './start-development-app.ts'
import { GITHUB_TOKEN } from './support/fake-github.ts'
import type { RunningApp } from './support/running-app.ts'
import { openSignedIn, type SignedIn } from './support/signed-in.ts'
import type { Visitor } from './support/visitor.ts'

/** Milliseconds between two keys of a slow typist: longer than a search text takes to settle. */
const BETWEEN_KEYS_MS = 250

let signedIn: SignedIn
let app: RunningApp
let visitor: Visitor
let page: Page
let acme: string
let connector: string

before(async () => {
  signedIn = await openSignedIn(startDevelopmentApp)
  ;({ app, visitor, page } = signedIn)
  acme = (await app.mint('acme')).workspace_id
  await app.mint('globex')
  connector = await app.connect('acme', { name: 'Yard', credentials: { token: GITHUB_TOKEN } })
})
after(() => signedIn?.close())
afterEach(() => assert.deepEqual(visitor.faults.splice(0), []))

/** Types slowly into a control that must keep the focus and every key. */
async function type(control: Locator, text: string) {
  await control.click()
  const before = await control.inputValue()
  await page.keyboard.type(text, { delay: BETWEEN_KEYS_MS })
  assert.equal(await control.inputValue(), before + text)
  assert.ok(await control.evaluate((element) => element === document.activeElement))
}

test('it is the build that warns', async () => {
  const scripts = await page
    .locator('script[src]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('src')))
  const texts = await Promise.all(
    scripts.map(async (path) => (await fetch(new URL(path ?? '', app.url))).text()),
  )
  assert.ok(texts.some((text) => text.includes('Encountered two children with the same key')))
})

test('a page at the address of a name stays when the id takes its place', async () => {
  const read: string[] = []
  const note = (request: Request) => {
    if (new URL(request.url()).pathname === `/api/v1/workspaces/${acme}`) read.push(request.url())
  }
  page.on('request', note)
  let times = 0
  do {
    read.length = 0
    await page.goto('/w/acme/connectors')
    await page.waitForURL(`**/w/${acme}/connectors`)
    await page.getByRole('searchbox', { name: 'Find by name or service' }).waitFor()
    // After a pause of five seconds, what was read counts as outdated.
  } while (read.length > 0 && ++times < 3)
  page.off('request', note)
  assert.deepEqual(read, [])
})

for (const [path, control, parameter, text] of [
  ['/workspaces', 'Find by name', 'q', 'acm'],
  ['/w/acme/connectors', 'Find by name or service', 'q', 'yar'],
  ['/w/acme/connectors/new', 'Find a service', 'q', 'git'],
  ['/start', 'Find a service', 'q', 'git'],
] as const) {
  test(`the search of ${path}`, async () => {
    await page.goto(path)
    await type(page.getByRole('searchbox', { name: control }), text)
    await page.waitForURL((url) => url.searchParams.get(parameter) === text)
  })
}

test('the filters of /activity', async () => {
  await page.goto('/activity')
  await type(page.getByRole('combobox', { name: 'Filters' }), 'tag')
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.searchParams.get('operation') === 'tag')
})

test('the filters of /audit', async () => {
  await page.goto('/audit')
  await type(page.getByRole('combobox', { name: 'Filters' }), 'tag')
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.searchParams.get('event') === 'tag')
})

test('the palette', async () => {
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+k')
  await type(page.getByRole('combobox', { name: 'Search and commands' }), 'stri')
  await page.getByRole('option', { name: /Add Stripe/ }).waitFor()
  await page.keyboard.press('Escape')
})

test('the playground, from the search of an operation to its answer', async () => {
  await page.goto(`/w/${acme}/playground?connector=${connector}`)
  await type(page.getByRole('searchbox', { name: 'Find an operation' }), 'issues.li')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'issues.list' }).waitFor()
  await type(page.getByLabel('owner'), 'ac')
  await type(page.getByLabel('repo', { exact: true }), 'hu')
  await page.getByRole('button', { name: 'Run' }).click()
  await page.getByText('30 records so far').waitFor()
  await page.getByRole('tab', { name: 'TypeScript' }).click()
})

test('a connector: added, renamed, set, restricted', async () => {
  await page.goto(`/w/${acme}/connectors/new/github`)
  await page.getByRole('tab', { name: 'Access token' }).click()
  await page.getByText('Name and further settings').click()
  await type(page.getByRole('textbox', { name: /^Name/ }), 'Wa')
  await page.getByLabel('Base URL').fill(app.github.url)
  await page.getByLabel('Personal access token').fill(GITHUB_TOKEN)
  await page.getByRole('button', { name: 'Check and add' }).click()
  await page.getByText('Wa was added.').waitFor()
  await page.getByRole('tab', { name: 'Settings and credentials' }).click()
  await type(page.getByLabel('Repositories'), 'a/b')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await page.getByText('The settings were saved.').waitFor()
  await until(() => page.getByRole('button', { name: 'Save settings' }).isDisabled())
  await page.getByRole('tab', { name: 'Permissions' }).click()
  await page.getByRole('checkbox', { name: 'write issues', exact: true }).uncheck()
  await page.getByRole('button', { name: 'Save permissions' }).click()
  await page.getByText('The permissions were saved.').waitFor()
})

test('forms of the organization, and a token', async () => {
  await page.goto('/settings/organization')
  await type(page.getByLabel('Name of the organization'), ' 2')
  await page.getByRole('button', { name: 'Save' }).first().click()
  await until(async () => (await app.call('GET', '/api/v1/organization')).body.name.endsWith(' 2'))
  await page.goto('/access/tokens')
  await type(page.getByLabel('Entities'), 'iss')
  await page.getByText('No connector here has the entity iss.').waitFor()
  await page.getByRole('button', { name: 'Mint token' }).click()
  await page.getByText(/^Token for/).waitFor()
})

test('every other page opens without a word in the console', async () => {
  for (const path of [
    `/w/${acme}`,
    `/w/${acme}/activity`,
    `/w/${acme}/connectors/${connector}`,
    '/start',
    '/access/applications',
    '/access/mcp',
    '/settings/oauth-apps',
    '/settings/account',
    '/no-such-page',
  ]) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
  }
})
