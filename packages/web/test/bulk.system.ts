import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { until } from '@bulkhead/testing/test-server'
import type { Page } from 'playwright-core'
import { findAccessibilityFaults } from './support/audit-page.ts'
import { choose } from './support/choose.ts'
import { GITHUB_TOKEN } from './support/fake-github.ts'
import type { RunningApp } from './support/running-app.ts'
import { openSignedIn, type SignedIn } from './support/signed-in.ts'
import { OWNER, type Visitor } from './support/visitor.ts'

const NAMES = ['zephyr', 'acme', 'globex', 'initech', 'hooli']
/** Milliseconds that a list takes here: longer than the page takes to ask for more. */
const SLOW_READ_MS = 1_500

let signedIn: SignedIn
let app: RunningApp
let visitor: Visitor
let page: Page
const connectors: Record<string, string> = {}

before(async () => {
  signedIn = await openSignedIn()
  ;({ app, visitor, page } = signedIn)
  for (const name of NAMES) await app.mint(name)
  connectors.acme = await app.connect('acme', { name: 'Yard', credentials: { token: GITHUB_TOKEN } })
  connectors.globex = await app.connect('globex', { name: 'Withdrawn' })
  connectors.hooli = await app.connect('hooli', { name: 'Idle', credentials: { token: GITHUB_TOKEN } })
  for (const name of ['acme', 'globex'])
    await app.call('POST', `/api/v1/integrations/connectors/${connectors[name]}/execute`, {
      entity: 'viewer',
      action: 'get',
    })
  await until(async () => {
    const { body } = await app.call('GET', '/api/v1/workspaces?needs_attention=true')
    return body.data.length === 1
  })
})
after(() => signedIn?.close())

const table = (name: string) => page.getByRole('table', { name })
const names = (label: string) => table(label).locator('[data-index] a').allTextContents()
const shows = (label: string, expected: readonly string[]) =>
  until(async () => (await names(label)).join() === expected.join())
const header = (name: string) => table('Workspaces').getByRole('button', { name, exact: true })
const pick = (name: string) => page.getByRole('checkbox', { name: `Select ${name}` })
const bar = () => page.getByRole('toolbar', { name: 'Selected rows' })
const dialog = () => page.getByRole('dialog')

test('the home page shows what is broken, what goes on, and what is left to do', async () => {
  await page.goto('/')
  await page.getByRole('link', { name: 'Withdrawn' }).waitFor()
  await page.getByText('globex · GitHub does not accept the credentials').waitFor()
  await page.getByRole('listitem').filter({ hasText: 'Call it from your app' }).waitFor()
  await page.getByRole('link', { name: 'Add an OAuth app' }).waitFor()
  const done = page.getByRole('listitem').filter({ hasText: 'Run an operation' }).getByLabel('done')
  await done.waitFor()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await page.getByRole('link', { name: 'Need attention' }).click()
  await page.waitForURL('**/connectors?state=needs_attention')
  await shows('Connectors', ['Withdrawn'])
})

test('the list of what to set up can be hidden, and stays so', async () => {
  await page.goto('/')
  await page.getByRole('heading', { name: 'Set up' }).waitFor()
  for (const step of ['Send a connect link', 'Invite a colleague'])
    await page.getByRole('link', { name: step }).waitFor()
  await page.getByRole('button', { name: 'Hide' }).click()
  await page.reload()
  await page.getByRole('link', { name: 'Withdrawn' }).waitFor()
  assert.equal(await page.getByRole('heading', { name: 'Set up' }).count(), 0)
})

test('workspaces are sorted by a column, backwards by a second press, and as before by a third', async () => {
  await page.goto('/workspaces')
  const usual = ['default', ...NAMES]
  await shows('Workspaces', usual)
  const byName = usual.toSorted()
  await header('Name').click()
  await shows('Workspaces', byName)
  await page.waitForURL('**/workspaces?sort=name')
  await header('Name').click()
  await shows('Workspaces', byName.toReversed())
  await page.reload()
  await shows('Workspaces', byName.toReversed())
  await header('Name').click()
  await shows('Workspaces', usual)
  await header('Last use').click()
  await until(async () => ['acme', 'globex'].includes((await names('Workspaces'))[0] ?? ''))
  await header('Connectors').click()
  await shows('Workspaces', ['globex'])
  await page.goto('/workspaces')
  await header('Errors, 24 h').click()
  await page.waitForURL('**/workspaces?sort=-errors')
  await shows('Workspaces', ['globex'])
  await table('Workspaces').getByRole('img', { name: '1 call over the time' }).waitFor()
  await table('Workspaces').getByRole('cell', { name: '1 failed' }).waitFor()
})

test('workspaces are filtered by what is wrong, by service and by use, together with what is typed slowly', async () => {
  await page.goto('/workspaces')
  await choose(page, 'Attention', 'Need attention')
  await shows('Workspaces', ['globex'])
  await choose(page, 'Attention', 'Any state')
  await choose(page, 'Service', 'GitHub')
  await shows('Workspaces', ['acme', 'globex', 'hooli'])
  await choose(page, 'Use', 'Never used')
  await shows('Workspaces', ['hooli'])
  await page.getByRole('button', { name: 'Clear', exact: true }).click()
  await shows('Workspaces', ['default', ...NAMES])
  await page.getByRole('searchbox', { name: 'Find by name' }).pressSequentially('init', { delay: 250 })
  await shows('Workspaces', ['initech'])
  assert.equal(await page.getByRole('searchbox', { name: 'Find by name' }).inputValue(), 'init')
})

test('several workspaces are deactivated at once, and activated by undoing', async () => {
  await page.goto('/workspaces')
  await pick('acme').check()
  await pick('initech').check({ force: true })
  await bar().getByText('2 selected').waitFor()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await bar().getByRole('button', { name: 'Deactivate' }).click()
  await dialog().getByRole('heading', { name: 'Deactivate 2 workspaces?' }).waitFor()
  await dialog().getByRole('button', { name: 'Deactivate' }).click()
  await page.getByText('2 workspaces are inactive.').waitFor()
  // The toast stays while the pointer is on it.
  await page.getByRole('button', { name: 'Undo' }).hover()
  await until(async () => (await table('Workspaces').getByText('inactive', { exact: true }).count()) === 2)
  assert.equal(await bar().count(), 0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('2 workspaces are active.').waitFor()
  await until(async () => (await table('Workspaces').getByText('inactive', { exact: true }).count()) === 0)
})

test('a session that ends under an action on several rows holds it until its person is back', async () => {
  await page.goto('/workspaces')
  for (const name of NAMES) await pick(name).check({ force: true })
  await bar().getByRole('button', { name: 'Deactivate' }).click()
  await page.waitForLoadState('networkidle')
  await visitor.context.clearCookies()
  await dialog().getByRole('button', { name: 'Deactivate' }).click()
  const ended = page.getByRole('dialog', { name: 'Your session has ended' })
  await ended.getByLabel('Password').fill(OWNER.password)
  await ended.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByText('5 workspaces are inactive.').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('5 workspaces are active.').waitFor()
  visitor.expectFaults(/401/)
})

test('a list is read again after a change, although its next page was loading', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  let isChanged = false
  await page.route(/\/api\/v1\/workspaces\?/, async (route) => {
    const url = new URL(route.request().url())
    url.searchParams.set('limit', '3')
    if (url.searchParams.has('cursor')) await promise
    else if (isChanged) await setTimeout(SLOW_READ_MS)
    // The app may have given this request up by now.
    await route.continue({ url: url.href }).catch(() => {})
  })
  await page.goto('/workspaces')
  await pick('zephyr').check()
  await page.getByText('Loading more').waitFor()
  await bar().getByRole('button', { name: 'Deactivate' }).click()
  isChanged = true
  await dialog().getByRole('button', { name: 'Deactivate' }).click()
  await page.getByText('1 workspace is inactive.').waitFor()
  resolve()
  await until(async () => (await table('Workspaces').getByText('inactive', { exact: true }).count()) === 1)
  await shows('Workspaces', ['default', ...NAMES])
  await page.unrouteAll()
})

test('rows are selected by keys: x, a range with Shift, none by Escape', async () => {
  await page.goto('/workspaces')
  await table('Workspaces').getByRole('link', { name: 'acme' }).focus()
  await page.keyboard.press('x')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('x')
  await bar().getByText('2 selected').waitFor()
  await pick('hooli').click({ modifiers: ['Shift'], force: true })
  await bar().getByText('4 selected').waitFor()
  await page.keyboard.press('Escape')
  await until(async () => (await bar().count()) === 0)
  await page.getByRole('checkbox', { name: 'Select all that are loaded' }).check({ force: true })
  await bar().getByText('6 selected').waitFor()
})

test('several workspaces are deleted once their number is typed, and never the default one', async () => {
  await page.goto('/workspaces')
  for (const name of ['default', 'zephyr', 'initech']) await pick(name).check({ force: true })
  await bar().getByRole('button', { name: 'Delete' }).click()
  await dialog().getByText('The default workspace stays').waitFor()
  const remove = dialog().getByRole('button', { name: 'Delete 2 workspaces' })
  assert.equal(await remove.isDisabled(), true)
  await dialog().getByRole('textbox').fill('3')
  assert.equal(await remove.isDisabled(), true)
  await dialog().getByRole('textbox').fill('2')
  await remove.click()
  await page.getByText('2 workspaces were deleted.').waitFor()
  await shows('Workspaces', ['default', 'acme', 'globex', 'hooli'])
})

test('connectors of all workspaces are found, checked together, and deleted', async () => {
  await page.goto('/connectors')
  await shows('Connectors', ['Yard', 'Withdrawn', 'Idle'])
  await table('Connectors').getByRole('cell', { name: '1 failed' }).waitFor()
  await table('Connectors').getByRole('cell', { name: 'no calls' }).waitFor()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  for (const [state, expected] of [
    ['Failing', 'Withdrawn'],
    ['Working', 'Yard'],
    ['Not used yet', 'Idle'],
  ] as const) {
    await choose(page, 'State', state)
    await shows('Connectors', [expected])
  }
  await choose(page, 'State', 'Any state')
  await page.getByRole('searchbox', { name: 'Find by name' }).pressSequentially('with', { delay: 250 })
  await shows('Connectors', ['Withdrawn'])
  await page.getByRole('button', { name: 'Clear' }).first().click()
  await shows('Connectors', ['Yard', 'Withdrawn', 'Idle'])
  await page.getByRole('checkbox', { name: 'Select all that are loaded' }).check({ force: true })
  await bar().getByRole('button', { name: 'Check' }).click()
  await page.getByText('2 connectors work, 1 fail').waitFor()
  const place = page.getByRole('link', { name: 'All connectors', exact: true })
  assert.equal(await place.textContent(), 'All connectors11 needs attention')
  await pick('Withdrawn of globex').check({ force: true })
  await bar().getByRole('button', { name: 'Reconnect links' }).click()
  await dialog().getByText('globex, Withdrawn').waitFor()
  await dialog().getByText(`${app.url}/connect`).waitFor()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await dialog().getByRole('button', { name: 'I have copied it' }).click()
  await pick('Idle of hooli').check({ force: true })
  await bar().getByRole('button', { name: 'Delete' }).click()
  await dialog().getByRole('textbox').fill('1')
  await dialog().getByRole('button', { name: 'Delete 1 connector' }).click()
  await page.getByText('1 connector was deleted.').waitFor()
  await shows('Connectors', ['Yard', 'Withdrawn'])
})

test('nothing went wrong in the console', () => assert.deepEqual(visitor.faults, []))
