import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, type TestContext, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { readPo } from '../texts.js'
import { findAccessibilityFaults } from './support/audit-page.ts'
import { launchBrowser } from './support/browser.ts'
import { type LighthouseApp, startLighthouseApp } from './support/lighthouse.ts'
import { getPages, type ShownPage } from './support/pages.ts'
import { findCutOff, readTextsOf } from './support/read-page.ts'
import { seed } from './support/seed.ts'
import { LOOKS, openVisitor, signUp } from './support/visitor.ts'

/** Pages that are looked at side by side. */
const AT_ONCE = 2
const ENTRIES = Object.values(readPo(readFileSync(join(import.meta.dirname, '../src/texts/de.po'), 'utf8')))
const GERMAN = ENTRIES.map(({ translation = '' }) => translation).join('\n')
/** Names of fields of a service's records, which stay what they are. */
const DATA = new Set(['number'])
/** Text between placeholders of English strings, which no German string contains. */
const ENGLISH = new Set(
  ENTRIES.flatMap(({ message = '' }) => message.split(/<\/?\d+\/?>|\{\w+\}|\{\w+, plural,.*\}\}/))
    .map((part) => part.trim())
    .filter((part) => /^\p{L}{3}/u.test(part) && !GERMAN.includes(part)),
)

let app: LighthouseApp
let browser: Browser
let state: Awaited<ReturnType<BrowserContext['storageState']>>
let pages: ShownPage[]

before(async () => {
  ;[app, browser] = await Promise.all([startLighthouseApp(), launchBrowser()])
  const owner = await openVisitor(browser, app)
  await signUp(owner, app)
  state = await owner.context.storageState()
  await owner.context.close()
  pages = getPages(await seed(app))
})
after(async () => {
  await browser?.close()
  await app?.close()
})

/** Chooses German as another tab would: what is open on the page stays open. */
async function speakGerman(page: Page): Promise<void> {
  await page.evaluate(() =>
    dispatchEvent(new StorageEvent('storage', { key: 'bulkhead.language', newValue: 'de' })),
  )
  await page.locator('html[lang=de]').waitFor()
}

test('every page in German, on a phone', { timeout: 900_000, concurrency: AT_ONCE }, async (t) => {
  const show = async ({ path, prepare }: ShownPage, t: TestContext) => {
    const { page, context } = await openVisitor(browser, app, { look: 'phone', state })
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).or(page.getByRole('alert')).first().waitFor()
    await page.waitForLoadState('networkidle')
    await prepare?.(page)
    await page.waitForLoadState('networkidle')
    await speakGerman(page)
    const left = (await readTextsOf(page)).filter((text) => ENGLISH.has(text) && !DATA.has(text))
    const wrong = [...(await findCutOff(page)), ...(await findAccessibilityFaults(page))]
    t.diagnostic(`${ENGLISH.size} texts looked for`)
    await context.close()
    assert.deepEqual({ left, wrong }, { left: [], wrong: [] })
  }
  assert.ok(ENGLISH.size > 500)
  const isOnlyRead = ({ prepare }: ShownPage) => prepare === undefined
  await Promise.all(pages.filter(isOnlyRead).map((page) => t.test(page.name, (t) => show(page, t))))
  for (const page of pages.filter((page) => !isOnlyRead(page))) await t.test(page.name, (t) => show(page, t))
})

test('another language is chosen without losing what was typed, and is kept', async () => {
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
    const context = await browser.newContext({ ...LOOKS.light, baseURL: app.url, locale })
    const page = await context.newPage()
    const files: string[] = []
    page.on('request', (request) => files.push(request.url()))
    await page.goto('/sign-in')
    await page.getByRole('button', { name: button }).waitFor()
    assert.equal(files.filter((url) => /\/de-[\w-]+\.js$/.test(url)).length, locale === 'de-AT' ? 1 : 0)
    await context.close()
  }
})
