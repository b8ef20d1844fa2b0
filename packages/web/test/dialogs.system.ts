import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { until } from '@bulkhead/testing/test-server'
import type { Page } from 'playwright-core'
import { openSignedIn, type SignedIn } from './support/signed-in.ts'
import { OWNER } from './support/visitor.ts'

let signedIn: SignedIn
let page: Page

before(async () => {
  signedIn = await openSignedIn()
  ;({ page } = signedIn)
  // Pages are left with an open form.
  page.on('dialog', (dialog) => dialog.accept())
})
after(() => signedIn?.close())

/** Opens a dialog, and types something by keyboard: after that, the browser lets the page refuse an Escape. */
async function typeInDialog() {
  await page.goto('/settings/webhooks')
  await page.getByRole('button', { name: 'Add endpoint' }).click()
  await page.getByRole('dialog').getByLabel('Description').click()
  await page.keyboard.type('Backend')
}

/** Presses Escape many times in a row, so that the browser closes dialogs without asking the page. */
async function pressEscapes() {
  for (let count = 0; count < 6; count++) {
    await page.keyboard.press('Escape')
    // A dialog that was closed is back after two frames.
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    )
    await until(isLastOnTop)
  }
}

/** Returns whether the dialog that was opened last is above the others. */
function isLastOnTop(): Promise<boolean> {
  return page.evaluate(() => {
    const last = [...document.querySelectorAll('dialog')].at(-1)
    const { left, top } = last?.querySelector('h2')?.getBoundingClientRect() ?? { left: 0, top: 0 }
    return last?.contains(document.elementFromPoint(left + 1, top + 1)) === true
  })
}

test('a question about a dialog is above it, however often Escape is pressed', async () => {
  await typeInDialog()
  await pressEscapes()
  assert.equal(await page.getByLabel('Description').inputValue(), 'Backend')
})

test('the sign-in of an ended session is above a dialog, however often Escape is pressed', async () => {
  await typeInDialog()
  const dialog = page.getByRole('dialog', { name: 'Add an endpoint' })
  await dialog.getByLabel('URL').fill('https://app.example.com/hooks')
  await signedIn.visitor.context.clearCookies()
  // By keyboard: on a busy machine, the browser may find the footer where the button is.
  await dialog.getByRole('button', { name: 'Add endpoint' }).press('Enter')
  const ended = page.getByRole('dialog', { name: 'Your session has ended' })
  await ended.waitFor()
  await pressEscapes()
  // The password has the focus.
  await page.keyboard.type(OWNER.password)
  await page.keyboard.press('Enter')
  await ended.waitFor({ state: 'detached' })
  assert.equal(await page.getByLabel('Description').inputValue(), 'Backend')
  signedIn.visitor.expectFaults(/40[14]/)
})
