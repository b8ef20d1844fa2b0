import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isInSample } from '@bulkhead/testing/sample'
import type { Browser } from 'playwright-core'
import { findAccessibilityFaults } from './support/audit-page.ts'
import { launchBrowser } from './support/browser.ts'
import { type RunningApp, startApp } from './support/running-app.ts'
import { LOOKS, openVisitor } from './support/visitor.ts'

let app: RunningApp
let browser: Browser

before(async () => {
  ;[app, browser] = await Promise.all([startApp(), launchBrowser()])
})
after(async () => {
  await browser?.close()
  await app?.close()
})

const PAGES = [
  '/docs',
  '/docs/tutorials/quickstart',
  '/docs/guides/self-hosting',
  '/docs/reference/http/connectors',
  '/docs/reference/sdk/Workspace',
  '/docs/reference/catalog',
  '/docs/reference/cli/connectors',
  '/docs/concepts/performance',
]

/** Looks. In the sample each page is tested in one of them. */
const looks = Object.keys(LOOKS) as (keyof typeof LOOKS)[]

for (const [at, look] of looks.entries()) {
  const pages = PAGES.filter((_, page) => isInSample(page + at, looks.length))
  test(`pages of the documentation are without faults of the policy and of accessibility: ${look}`, async () => {
    const { page, context, faults } = await openVisitor(browser, app, { look })
    const wrong: string[] = []
    for (const path of pages) {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      wrong.push(...(await findAccessibilityFaults(page)).map((fault) => `${path}: ${fault}`))
      const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (width > 0) wrong.push(`${path}: ${width} px wider than the window`)
    }
    await context.close()
    assert.deepEqual({ faults, wrong }, { faults: [], wrong: [] })
  })
}

test('the search finds pages, by keyboard, and asks this server alone', async () => {
  const { page, context, faults } = await openVisitor(browser, app)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  for (const [query, title] of [
    ['rotate key', /key/i],
    ['scoped token', /token/i],
    ['webhook', /webhook/i],
  ] as const) {
    await page.goto('/docs')
    await page.keyboard.press('/')
    await page.keyboard.type(query)
    await page.locator('#results a').first().waitFor()
    assert.deepEqual(await findAccessibilityFaults(page), [])
    const wanted = query.split(' ').map((word) => new RegExp(word, 'i'))
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/docs\/\w/)
    const text = await page.locator('main').textContent()
    for (const word of [...wanted, title]) assert.match(text ?? '', word)
  }
  assert.deepEqual(
    asked.filter((url) => !url.startsWith(new URL(page.url()).origin)),
    [],
  )
  await context.close()
  assert.deepEqual(faults, [])
})

test('a search that could not be loaded says so, and is loaded when somebody types again', async () => {
  const { page, context, faults } = await openVisitor(browser, app)
  let isDown = true
  await page.route('**/docs/search.json', (route) =>
    isDown ? route.fulfill({ status: 503, json: { code: 'unavailable' } }) : route.fallback(),
  )
  await page.goto('/docs')
  await page.keyboard.press('/')
  await page.keyboard.type('webhoo')
  await page.locator('#results').getByText('The search could not be loaded').waitFor()
  isDown = false
  await page.keyboard.type('k')
  await page.locator('#results a').first().waitFor()
  await context.close()
  assert.deepEqual(faults, [])
})
