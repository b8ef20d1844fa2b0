import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { until } from '@bulkhead/testing/test-server'
import type { Browser, Locator, Page } from 'playwright-core'
import { choose } from './support/choose.ts'
import { GITHUB_TOKEN } from './support/fake-github.ts'
import type { RunningApp } from './support/running-app.ts'
import { openSignedIn, type SignedIn } from './support/signed-in.ts'
import { openVisitor, SECOND_OWNER, signUp, type Visitor } from './support/visitor.ts'

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
  // With the row of headers.
  until(async () => (await rows(name).count()) === count + 1, 15_000)
const isFocused = (locator: Locator) => locator.evaluate((element) => element === document.activeElement)

/** Types part of a text, lets it settle in the address, and types the rest into whatever has the focus then. */
async function typeInParts(input: Locator, parameter: string, parts: readonly string[]) {
  await input.click()
  let typed = ''
  for (const part of parts) {
    await page.keyboard.type(part)
    typed += part
    const settled = typed
    await page.waitForURL((url) => url.searchParams.get(parameter) === settled.trim())
  }
  assert.equal(await input.inputValue(), typed)
  assert.ok(await isFocused(input))
}

test('the event filter takes a text however slowly it is typed, in the words of the list', async () => {
  await page.goto('/audit')
  const event = page.getByRole('searchbox', { name: /^Event/ })
  await typeInParts(event, 'event', ['work', 'space ', 'cr'])
  assert.equal(await page.getByRole('searchbox').count(), 1)
  await shows('Audit records', 3)
  await page.getByRole('cell', { name: 'Workspace created' }).first().waitFor()
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.waitForURL('**/audit')
  assert.equal(await event.inputValue(), '')
})

test('audit records of one workspace are found by its name, and by an id alone', async () => {
  await page.goto('/audit')
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Workspace:/ })
    .click()
  await page.getByRole('combobox').fill('acm')
  await page.getByRole('option', { name: 'acme', exact: true }).click()
  await page.waitForURL(`**/audit?workspace=${acme}`)
  await shows('Audit records', 2)
  await page.getByRole('button', { name: 'Any workspace', exact: true }).click()
  await page.waitForURL('**/audit')
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Workspace:/ })
    .click()
  await page.getByRole('combobox').fill(acme)
  await page.getByRole('option', { name: acme }).click()
  await page.waitForURL(`**/audit?workspace=${acme}`)
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
  const operation = page.getByRole('searchbox', { name: 'Operation' })
  await typeInParts(operation, 'operation', ['iss', 'u'])
  assert.equal(new URL(page.url()).pathname, `/w/${acme}/activity`)
  await shows('Calls', 1)
  await page.getByRole('link', { name: 'issues.list' }).waitFor()
  await page.getByText('1 call, 0% failed').waitFor()
})

test('calls of all workspaces are found by workspace and by service', async () => {
  await page.goto('/activity')
  await shows('Calls', 2)
  await choose(page, 'Service', 'Slack')
  await page.getByRole('heading', { name: 'No calls match these filters' }).waitFor()
  await choose(page, 'Service', 'GitHub')
  await shows('Calls', 2)
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Workspace:/ })
    .click()
  await page.getByRole('option', { name: 'globex' }).click()
  await page.getByRole('heading', { name: 'No calls match these filters' }).waitFor()
  await page.getByRole('button', { name: 'Any workspace', exact: true }).click()
  await shows('Calls', 2)
})

test('calls are counted by what they have in common, and a group becomes a filter', async () => {
  await page.goto('/activity')
  await choose(page, 'Groups', 'By service')
  await page.getByRole('button', { name: 'GitHub', exact: true }).click()
  await page.waitForURL('**/activity?service=*')
  await shows('Calls', 2)
  await choose(page, 'Groups', 'By caller')
  await page.getByRole('img', { name: '2 calls over the time' }).waitFor()
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
    assert.equal(await search.inputValue(), '')
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
  await shows('Calls', 3)
  await choose(page, 'Caller', SECOND_OWNER.name)
  await shows('Calls', 1)
  await page.getByRole('cell', { name: SECOND_OWNER.name }).waitFor()
  assert.deepEqual(visitor.faults, [])
})

test('letters in a select lead to no other page', async () => {
  await page.goto(`/w/${acme}/activity`)
  const status = page.getByRole('combobox', { name: 'Status', exact: true })
  await status.focus()
  for (const key of ['g', 's', 'Escape']) await page.keyboard.press(key)
  await choose(page, 'Status', 'Success')
  await page.waitForURL(`**/w/${acme}/activity?status=success`)
})
