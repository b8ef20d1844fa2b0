import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { withAdmin } from '@bulkhead/testing/admin-query'
import { engines } from '@bulkhead/testing/engines'
import { seedScale } from '@bulkhead/testing/seed-scale'
import { until } from '@bulkhead/testing/test-server'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from './support/browser.ts'
import { GITHUB_TOKEN } from './support/fake-github.ts'
import { tabTo } from './support/keyboard.ts'
import { type RunningApp, startApp } from './support/running-app.ts'
import { openVisitor, signUp, type Visitor } from './support/visitor.ts'

const MOST_KEYS = 30

const engine = engines.find(({ name }) => name === 'postgres')
let app: RunningApp
let browser: Browser
let visitor: Visitor
let store: Awaited<ReturnType<NonNullable<typeof engine>['createStore']>> | undefined

before(async () => {
  if (engine === undefined) return
  store = await engine.createStore()
  ;[app, browser] = await Promise.all([startApp(store.environment), launchBrowser()])
  visitor = await openVisitor(browser, app)
  await signUp(visitor, app)
  await withAdmin(store, (query) => seedScale(query, { workspaces: 4_000, calls: 4_000, seed: 1 }, () => {}))
})
after(async () => {
  await browser?.close()
  await app?.close()
  store?.remove()
  await engine?.close()
})

/** Returns functions that press keys and count them. Pasting counts as one key. */
function createHand(page: Page) {
  let keys = 0
  return {
    count: () => keys,
    async press(...names: string[]) {
      for (const name of names) {
        keys += 1
        await page.keyboard.press(name)
      }
    },
    async tabTo(name: RegExp) {
      keys += await tabTo(page, name)
    },
    async paste(text: string) {
      keys += 1
      await page.keyboard.insertText(text)
    },
  }
}

test('a broken connector among 4,000 workspaces is found, mended and run by keyboard: 30 keys at most', {
  skip: engine === undefined,
  timeout: 900_000,
}, async (t) => {
  const { page, faults } = visitor
  const { workspace_id } = await app.mint('the one that fails')
  const broken = await app.connect('the one that fails', { name: 'GitHub that fails' })
  await app.call('POST', `/api/v1/integrations/connectors/${broken}/execute`, {
    entity: 'viewer_repositories',
    action: 'list',
  })
  await until(async () => {
    const { body } = await app.call('GET', `/api/v1/integrations/connectors/${broken}?include_health=true`)
    return body.health?.state === 'failing'
  })
  await page.goto('/')
  await page.getByRole('link', { name: 'GitHub that fails' }).waitFor()
  const hand = createHand(page)
  // Uses the link that skips the sidebar, then moves to the connector that needs attention.
  await hand.press('Tab', 'Enter')
  await hand.tabTo(/^GitHub that fails$/)
  await hand.press('Enter')
  await page.getByRole('button', { name: 'Replace credentials' }).waitFor()
  await hand.tabTo(/^Replace credentials$/)
  await hand.press('Enter')
  await page.getByRole('dialog', { name: 'Replace credentials' }).waitFor()
  const field = page.getByLabel('Personal access token')
  await until(() => field.evaluate((element) => element === document.activeElement))
  await hand.paste(GITHUB_TOKEN)
  await hand.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await hand.press('t')
  await page.waitForURL(`**/w/${workspace_id}/playground?*`)
  await page.getByRole('heading', { name: 'viewer_repositories.list' }).waitFor()
  await hand.press('ControlOrMeta+Enter')
  await page.getByRole('columnheader', { name: 'nameWithOwner' }).waitFor()
  t.diagnostic(`${hand.count()} keys`)
  assert.ok(hand.count() <= MOST_KEYS, `${hand.count()} keys`)
  assert.deepEqual(faults, [])
})

test('a long list is not read again page by page when one comes back to it', {
  skip: engine === undefined,
  timeout: 900_000,
}, async () => {
  const { page, faults } = visitor
  await page.goto('/workspaces')
  const rows = page.getByRole('table').locator('[data-index]')
  const getFocused = () =>
    page.evaluate(() => Number(document.activeElement?.closest<HTMLElement>('[data-index]')?.dataset.index))
  const getFirst = async () => (await rows.first().textContent()) ?? ''
  await rows.first().getByRole('link').focus()
  await until(async () => {
    await page.keyboard.press('End')
    return (await getFocused()) > 1_100
  }, 180_000)
  // After 5 seconds, what was read counts as outdated.
  await page.waitForTimeout(5_500)
  await page.getByRole('button', { name: 'Inactive', exact: true }).click()
  await until(async () => (await getFirst()).includes('inactive'))
  const read: string[] = []
  page.on('request', (request) => {
    if (/\/workspaces\?/.test(request.url())) read.push(request.url())
  })
  await page.getByRole('button', { name: 'All', exact: true }).click()
  await until(async () => !(await getFirst()).includes('inactive'))
  await page.waitForTimeout(2_000)
  assert.deepEqual(read, [])
  assert.deepEqual(faults, [])
})
