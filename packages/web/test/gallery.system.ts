import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { isInSample } from '@bulkhead/testing/sample'
import { until } from '@bulkhead/testing/test-server'
import type { Browser, Page } from 'playwright-core'
import { startDevelopmentApp } from './start-development-app.ts'
import { findAccessibilityFaults } from './support/audit-page.ts'
import { launchBrowser } from './support/browser.ts'
import type { RunningApp } from './support/running-app.ts'
import { openVisitor, type Visitor } from './support/visitor.ts'

const UI = join(import.meta.dirname, '../src/ui')

let app: RunningApp
let browser: Browser

before(async () => {
  ;[app, browser] = await Promise.all([startDevelopmentApp(), launchBrowser()])
})
after(async () => {
  await browser?.close()
  await app?.close()
})

type Look = 'light' | 'dark' | 'phone'
const visitors = new Map<Look, Visitor>()

/** Opens a page. A look has one profile in all tests, so that the scripts of the build are read and compiled once. */
async function open(look: Look, path = '/ui'): Promise<Visitor> {
  const visitor = visitors.get(look) ?? (await openVisitor(browser, app, { look }))
  visitors.set(look, visitor)
  visitor.faults.splice(0)
  await visitor.page.goto(path)
  await visitor.page.locator('main').waitFor()
  return visitor
}

/**
 * Returns the accessibility violations except one: a floating list or menu belongs to its control and needs no
 * landmark.
 */
async function findFaults(page: Page): Promise<string[]> {
  const faults = await findAccessibilityFaults(page)
  return faults.filter((fault) => !/^region: .*data-radix-popper-content-wrapper/.test(fault))
}

/** Presses keys one after the other. */
const press = (page: Page, ...keys: string[]) =>
  keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve())

test('every part of ui/ is shown', async () => {
  const { page } = await open('light')
  await page.getByRole('heading', { level: 1, name: 'Parts' }).waitFor()
  const shown = await page
    .locator('[data-parts]')
    .evaluateAll((parts) => parts.flatMap((part) => part.getAttribute('data-parts')?.split(' ') ?? []))
  const parts = readdirSync(UI, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.tsx') && !path.startsWith('gallery/'))
    .map((path) => path.slice(0, -'.tsx'.length))
  assert.deepEqual(shown.sort(), parts.sort())
})

/** Looks to test. All of them have the same parts, so the sample has one of them. */
const LOOKS = (['light', 'dark', 'phone'] as const).filter((_, at, { length }) => isInSample(at, length))

for (const look of LOOKS) {
  test(`all parts, and what they open, are accessible: ${look}`, { timeout: 900_000 }, async (t) => {
    const { page, faults } = await open(look)
    await page.getByRole('heading', { level: 1, name: 'Parts' }).waitFor()
    assert.deepEqual(await findAccessibilityFaults(page), [])
    // On a phone, the filters are folded and not visible.
    const openers = page
      .locator('[data-opens], [role=combobox]:enabled, [aria-haspopup=dialog]')
      .filter({ visible: true })
    const count = await openers.count()
    assert.ok(count >= 12, `${count} parts open something`)
    for (let at = 0; at < count; at += 1) {
      const opener = openers.nth(at)
      const name = (await opener.getAttribute('aria-label')) ?? (await opener.textContent())
      await t.test(`${name}`, async () => {
        await opener.click()
        assert.deepEqual(await findFaults(page), [])
        await page.keyboard.press('Escape')
        // A dialog with a value that is shown once stays open until the person confirms that it was copied.
        const copied = page.getByRole('button', { name: 'I have copied it' })
        if (await copied.isVisible()) await copied.click()
      })
    }
    assert.deepEqual(faults, [])
  })
}

test('pages of their own', async () => {
  for (const page of ['not-found', 'pending']) {
    const visitor = await open('light', `/ui?page=${page}`)
    if (page === 'not-found') await visitor.page.getByRole('heading', { level: 1 }).waitFor()
    // A page that is still loading has no heading yet.
    const wrong = await findAccessibilityFaults(visitor.page)
    assert.deepEqual(
      wrong.filter((fault) => page !== 'pending' || !fault.startsWith('page-has-heading-one')),
      [],
    )
  }
})

test('a select by keys: letters lead to an option, Escape leaves it as it was', async () => {
  const { page } = await open('light')
  const select = page.getByRole('combobox', { name: 'Status', exact: true })
  await select.focus()
  await press(page, 'ArrowDown')
  assert.equal(await select.getAttribute('aria-expanded'), 'true')
  await press(page, 'e', 'Enter')
  await until(async () => (await select.textContent()) === 'Error')
  assert.equal(await select.getAttribute('aria-expanded'), 'false')
  await press(page, 'ArrowDown', 'Home', 'Escape')
  assert.equal(await select.textContent(), 'Error')
  assert.ok(await select.evaluate((element) => element === document.activeElement))
})

test('a combobox of hundreds: what is typed finds, what is left stays, few rows are in the page', async () => {
  const { page } = await open('light')
  const box = page.getByRole('combobox', { name: 'Connector', exact: true })
  const options = page.getByRole('listbox').getByRole('option')
  assert.equal(await box.inputValue(), 'Connector 7')
  await box.click()
  await until(async () => (await options.count()) > 5)
  assert.ok((await options.count()) < 40, 'not all of 400')
  assert.equal(await options.first().getAttribute('aria-setsize'), '400')
  // The list has scrolled to the chosen option.
  await page.getByRole('option', { name: 'Connector 7 ' }).waitFor()
  await press(page, 'ArrowDown')
  const active = await box.getAttribute('aria-activedescendant')
  assert.equal(await page.locator(`[id="${active}"]`).count(), 1)
  await box.fill('399')
  await until(async () => (await options.count()) === 1)
  await press(page, 'Escape')
  assert.equal(await box.inputValue(), 'Connector 7')
  await box.fill('399')
  await press(page, 'Enter')
  await until(async () => (await box.inputValue()) === 'Connector 399')
  // Fast typing loses no letter.
  await box.selectText()
  await page.keyboard.type('onnector 112')
  assert.equal(await box.inputValue(), 'onnector 112')
  await box.fill('12')
  await press(page, 'Tab')
  await until(async () => (await box.inputValue()) === 'Connector 399')
  await box.fill('no such')
  await page.getByText('Nothing found.').waitFor()
})

test('a chart by keys: each part of the time is said', async () => {
  const { page } = await open('light')
  const chart = page.getByRole('slider', { name: 'Bars' })
  await chart.focus()
  await press(page, 'Home')
  assert.equal(await chart.getAttribute('aria-valuenow'), '0')
  assert.match((await chart.getAttribute('aria-valuetext')) ?? '', /: Succeeded 20, Failed 0$/)
  await press(page, 'ArrowRight', 'ArrowRight', 'ArrowRight')
  assert.match((await chart.getAttribute('aria-valuetext')) ?? '', /Failed 4$/)
})

test('the axes of a chart have the font of the app', async () => {
  const { page } = await open('light')
  const label = page.locator('svg text').filter({ hasText: /^\d+$/ }).first()
  const getFont = (element: Element) => getComputedStyle(element).fontFamily
  assert.equal(await label.evaluate(getFont), await page.locator('body').evaluate(getFont))
})

test('a range of dates has to begin before it ends', async () => {
  const { page } = await open('light')
  await page.getByRole('button', { name: 'Time: Last 24 hours' }).click()
  const popup = page.getByRole('dialog', { name: 'Time' })
  await popup.getByLabel('From').fill('2026-11-05T10:00')
  await popup.getByLabel('To').fill('2026-11-04T10:00')
  await popup.getByRole('button', { name: 'Apply' }).click()
  await popup.getByText('It must end after it begins.').waitFor()
  await popup.getByLabel('To').fill('2026-11-06T10:00')
  await popup.getByRole('button', { name: 'Apply' }).click()
  await page.getByRole('button', { name: /^Time: Nov 5/ }).waitFor()
})

test('parts have the measures that they are drawn with', async () => {
  const { page } = await open('light')
  await page.getByRole('button', { name: 'Copy id' }).waitFor()
  const measure = (part: string, selector: string) =>
    page.locator(`[data-parts~="${part}"] ${selector}`).evaluateAll((all) =>
      all.map((one) => {
        const { x, width, height } = one.getBoundingClientRect()
        const { paddingLeft, borderBottomWidth } = getComputedStyle(one)
        return { left: x + Number.parseFloat(paddingLeft), width, height, line: borderBottomWidth }
      }),
    )
  const [copy] = await measure('copy-button', 'button[aria-label="Copy id"]')
  assert.deepEqual([copy?.width, copy?.height], [24, 24])
  // The text of a tab begins where the content below it begins.
  const [tab] = await measure('tabs', '[role=tab]')
  const [panel] = await measure('tabs', '[role=tabpanel]')
  assert.equal(tab?.left, panel?.left)
  // The header of a card without content has no line of its own: the card has one.
  const headers = await measure('page', 'section > :first-child')
  assert.deepEqual(
    headers.map(({ line }) => line),
    ['1px', '0px', '0px'],
  )
})
