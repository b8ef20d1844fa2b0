import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { until } from '@bulkhead/testing/test-server'
import type { Browser, Locator, Page } from 'playwright-core'
import { findAccessibilityFaults } from './support/audit-page.ts'
import { addFilter, choose, removeFilter } from './support/choose.ts'
import { GITHUB_TOKEN } from './support/fake-github.ts'
import type { RunningApp } from './support/running-app.ts'
import { openSignedIn, type SignedIn } from './support/signed-in.ts'
import { OWNER, openVisitor, SECOND_OWNER, signUp, type Visitor } from './support/visitor.ts'

let signedIn: SignedIn
let app: RunningApp
let browser: Browser
let visitor: Visitor
let page: Page
let acme: string
let connector: string

before(async () => {
  signedIn = await openSignedIn()
  ;({ app, browser, visitor, page } = signedIn)
  acme = (await app.mint('acme')).workspace_id
  for (const name of ['globex', '3990']) await app.mint(name)
  connector = await app.connect('acme', { name: 'Yard', credentials: { token: GITHUB_TOKEN } })
  await run('viewer', 'get')
  await run('issues', 'list', { owner: 'acme', repo: 'hull' })
})
after(() => signedIn?.close())

const run = (entity: string, action: string, params: object = {}) =>
  app.call('POST', `/api/v1/integrations/connectors/${connector}/execute`, { entity, action, params })
const rows = (name: string) => page.getByRole('table', { name }).getByRole('row')
const shows = (name: string, count: number) =>
  // The count includes the header row.
  until(async () => (await rows(name).count()) === count + 1, 15_000)
const isFocused = (locator: Locator) => locator.evaluate((element) => element === document.activeElement)

test('events are found however slowly one types, in the words of the list', async () => {
  await page.goto('/audit')
  const filters = page.getByRole('combobox', { name: 'Filters' })
  await filters.pressSequentially('workspace cr', { delay: 250 })
  assert.equal(await filters.inputValue(), 'workspace cr')
  assert.ok(await isFocused(filters))
  await page.keyboard.press('Enter')
  await page.waitForURL('**/audit?event=workspace.created')
  await shows('Audit records', 3)
  await page.getByRole('cell', { name: 'Workspace created' }).first().waitFor()
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.waitForURL('**/audit')
  assert.equal(await filters.inputValue(), '')
  await addFilter(page, 'space cre', /^“space cre” Part of the event/)
  await shows('Audit records', 3)
  await addFilter(page, 'refused', /^refused Outcome/)
  await page.getByText('No record matches these filters.').waitFor()
  await page.keyboard.press('Backspace')
  await shows('Audit records', 3)
  await addFilter(page, OWNER.name, /Caller · person/)
  await page.getByText('No record matches these filters.').waitFor()
})

test('audit records of one workspace are found by its name, and by an id alone', async () => {
  await page.goto('/audit')
  await addFilter(page, 'acm', /^acme Workspace/)
  await page.waitForURL(`**/audit?workspace=${acme}`)
  await shows('Audit records', 2)
  await removeFilter(page, 'Workspace acme')
  await page.waitForURL('**/audit')
  await addFilter(page, acme, new RegExp(`^${acme}`))
  await page.waitForURL(`**/audit?workspace=${acme}`)
})

test('a record opens beside the list, and keys go through records', async () => {
  await page.goto('/audit?event=connector')
  await addFilter(page, 'slack', /^Slack Service/)
  await page.getByText('No record matches these filters.').waitFor()
  await addFilter(page, 'github', /^GitHub Service/)
  await shows('Audit records', 1)
  await page.goto('/audit')
  const sheet = page.getByRole('complementary', { name: 'Record' })
  await rows('Audit records').getByRole('link').first().click()
  await sheet.waitFor()
  assert.match(page.url(), /[?&]record=/)
  assert.equal(await sheet.getByRole('button', { name: 'Previous record' }).isDisabled(), true)
  const first = await sheet.getByRole('heading').textContent()
  await page.keyboard.press('j')
  await until(async () => (await sheet.getByRole('heading').textContent()) !== first)
  await page.keyboard.press('k')
  await until(async () => (await sheet.getByRole('heading').textContent()) === first)
  await page.reload()
  await sheet.waitFor()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await page.keyboard.press('Escape')
  await until(async () => (await sheet.count()) === 0)
  await page.waitForURL('**/audit')
})

test('new audit records join the list by themselves', async () => {
  await page.goto('/audit?event=workspace%20created')
  await shows('Audit records', 3)
  await app.mint('live')
  await shows('Audit records', 4)
})

test('audit records are saved as CSV, as the filters mean them', async () => {
  await page.goto('/audit?event=workspace%20created')
  await shows('Audit records', 4)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV' }).click()
  const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n')
  assert.equal(lines.length, 5)
  assert.match(lines[0] ?? '', /^recorded_at,event,outcome,code,/)
  await page.getByText('4 audit records were saved.').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click()
})

test('events of OAuth are spelled as it is', async () => {
  await app.call('PUT', '/api/v1/oauth/credentials', {
    connector_type: 'github',
    configuration: { client_id: 'Iv23liQ8hullkeelrudder', client_secret: 'not-a-secret-of-anyone' },
  })
  await page.goto('/audit?event=oauth')
  await page
    .getByRole('cell', { name: /^OAuth / })
    .first()
    .waitFor()
  assert.equal(await page.getByText(/Oauth/).count(), 0)
})

test('the operation filter keeps the focus, and takes part of a name', async () => {
  await page.goto(`/w/${acme}/activity`)
  await shows('Calls', 2)
  const filters = page.getByRole('combobox', { name: 'Filters' })
  await filters.click()
  for (const part of ['iss', 'u']) {
    await page.keyboard.type(part)
    await page.getByRole('option', { name: /Part of the operation/ }).waitFor()
  }
  assert.equal(await filters.inputValue(), 'issu')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/activity?operation=issu')
  assert.equal(new URL(page.url()).pathname, `/w/${acme}/activity`)
  assert.ok(await isFocused(filters))
  await shows('Calls', 1)
  await page.getByRole('link', { name: 'issues.list' }).waitFor()
  await page.getByText('1 call, 0% failed').waitFor()
})

test('calls of all workspaces are found by workspace and by service', async () => {
  await page.goto('/activity')
  await shows('Calls', 2)
  await addFilter(page, 'slack', 'Slack Service')
  await page.getByRole('heading', { name: 'No calls match these filters' }).waitFor()
  await addFilter(page, 'github', 'GitHub Service')
  await shows('Calls', 2)
  await addFilter(page, 'globex', 'globex Workspace')
  await page.getByRole('heading', { name: 'No calls match these filters' }).waitFor()
  await removeFilter(page, 'Workspace globex')
  await shows('Calls', 2)
})

test('filters are suggested by what the page shows', async () => {
  await run('issues', 'create', { owner: 'acme', repo: 'missing', title: 'A leak' })
  await page.goto('/activity')
  await shows('Calls', 3)
  for (const [typed, suggestion] of [
    ['git', 'GitHub Service'],
    ['yar', 'Yard Connector · acme'],
    ['acm', 'acme Workspace'],
    ['grace', 'Grace Hopper Caller · person'],
    ['fail', 'error Status · failed'],
    ['upstream', /^upstream_.* Error$/],
    ['caller application', /Caller · application/],
  ] as const) {
    await page.getByRole('combobox', { name: 'Filters' }).fill(typed)
    await page.getByRole('option', { name: suggestion }).waitFor()
  }
  await page.keyboard.press('Escape')
  assert.equal(await page.getByRole('combobox', { name: 'Filters' }).inputValue(), '')
})

test('filters are set and removed by keys alone, and the address keeps them', async () => {
  await page.goto('/activity')
  await shows('Calls', 3)
  const filters = page.getByRole('combobox', { name: 'Filters' })
  const chips = page.locator('[data-chip]')
  await filters.focus()
  await page.keyboard.type('git')
  await page.getByRole('option', { name: 'GitHub Service' }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/activity?service=*')
  // The URL changes before the page renders.
  await chips.filter({ hasText: 'GitHub' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/activity?service=*&status=success')
  await page.keyboard.type('nobody has this')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'No calls match these filters' }).waitFor()
  assert.deepEqual(await chips.allTextContents(), [
    'ServiceGitHub',
    'Statussuccess',
    'Operationnobody has this',
  ])
  await page.keyboard.press('Backspace')
  await shows('Calls', 2)
  await page.reload()
  await shows('Calls', 2)
  // Names of services come after the calls.
  await chips.filter({ hasText: 'GitHub' }).waitFor()
  assert.deepEqual(await chips.allTextContents(), ['ServiceGitHub', 'Statussuccess'])
  await page.getByRole('button', { name: 'Remove the filter Service GitHub' }).focus()
  await page.keyboard.press('Delete')
  await page.waitForURL('**/activity?status=success')
  assert.ok(await isFocused(filters))
  await page.keyboard.press('Backspace')
  await page.waitForURL('**/activity')
  await shows('Calls', 3)
})

test('calls are counted by what they have in common, and a group becomes a filter', async () => {
  await page.goto('/activity')
  await choose(page, 'Groups', 'By service')
  await page.getByRole('button', { name: 'GitHub', exact: true }).click()
  await page.waitForURL('**/activity?by=service&service=*')
  await shows('Calls', 3)
  await choose(page, 'Groups', 'By caller')
  await page.waitForURL('**/activity?*by=caller*')
  await page.reload()
  await page.getByRole('img', { name: '3 calls over the time' }).waitFor()
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.waitForURL('**/activity?by=caller')
})

test('a search box and its list agree when the address changes', async () => {
  for (const [path, box] of [
    ['/workspaces', 'Find by name'],
    [`/w/${acme}/connectors`, 'Find by name or service'],
  ] as const) {
    await page.goto(path)
    const search = page.getByRole('searchbox', { name: box })
    await search.fill('zephyr')
    await page.waitForURL('**?q=zephyr')
    await page
      .getByRole('complementary', { name: 'Sidebar' })
      .getByRole('link', { name: path === '/workspaces' ? 'Workspaces' : 'Connectors', exact: true })
      .click()
    await page.waitForURL(`**${path}`)
    await until(async () => (await search.inputValue()) === '')
    await page.goBack()
    await page.waitForURL('**?q=zephyr')
    await until(async () => (await search.inputValue()) === 'zephyr')
  }
})

test('a number in an address is a text', async () => {
  for (const query of ['q=3990', 'q=%223990%22']) {
    await page.goto(`/workspaces?${query}`)
    await shows('Workspaces', 1)
    await page.getByRole('link', { name: '3990' }).waitFor()
  }
  await page.goto('/workspaces')
  await page.getByRole('searchbox').fill('3990')
  await page.waitForURL('**/workspaces?q=3990')
  await shows('Workspaces', 1)
})

test('calls of a colleague are found by the name of the person', async () => {
  const second = await openVisitor(browser, app)
  await signUp(second, { signUpLink: await app.linkOwner() }, SECOND_OWNER)
  await second.page.goto(`/w/${acme}/playground?connector=${connector}&entity=viewer&action=get`)
  await second.page.getByRole('button', { name: 'Run' }).click()
  await second.page.getByText('One record').waitFor()
  await second.context.close()
  await page.goto(`/w/${acme}/activity`)
  await shows('Calls', 4)
  await addFilter(page, SECOND_OWNER.name, `${SECOND_OWNER.name} Caller · person`)
  await shows('Calls', 1)
  await page.getByRole('cell', { name: SECOND_OWNER.name }).waitFor()
  assert.deepEqual(visitor.faults, [])
})

test('letters in a select lead to no other page', async () => {
  await page.goto(`/w/${acme}/activity`)
  const groups = page.getByRole('combobox', { name: 'Groups', exact: true })
  await groups.focus()
  for (const key of ['g', 's', 'Escape']) await page.keyboard.press(key)
  await choose(page, 'Groups', 'By error')
  await page.waitForURL(`**/w/${acme}/activity?by=code`)
})
