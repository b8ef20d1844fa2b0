import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { giveKey, type Pier, startPier } from '@bulkhead/testing/pier'
import { until } from '@bulkhead/testing/test-server'
import type { Page } from 'playwright-core'
import { findAccessibilityFaults } from './support/audit-page.ts'
import { startApp } from './support/running-app.ts'
import { openSignedIn, type SignedIn } from './support/signed-in.ts'

let signedIn: SignedIn
let page: Page
let pier: Pier

before(async () => {
  pier = await startPier()
  signedIn = await openSignedIn(() => startApp({ BULKHEAD_CONNECTORS_DIR: pier.documents }))
  ;({ page } = signedIn)
})
after(async () => {
  await signedIn?.close()
  await pier?.close()
})

/** Creates a link for Pier in the open dialog. @returns The link. */
async function makeLink(): Promise<string> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Make link' }).click()
  const link = (await dialog.getByText(/#bhc_/).textContent()) ?? ''
  await dialog.getByRole('button', { name: 'Done' }).click()
  return link.trim()
}

const sheet = () => page.getByRole('complementary', { name: 'Connect link' })

test('a link is made for a person, and what comes of it is confirmed by the account', async () => {
  await page.goto('/w/default/connect-links')
  await page.getByText('No connect links').waitFor()
  await page.getByRole('button', { name: 'Send a connect link' }).first().click()
  await page.getByRole('dialog').getByLabel('For whom').fill('Ann of Birch')
  const link = await makeLink()
  assert.equal(await page.getByText(/#bhc_/).count(), 0)
  await giveKey(signedIn.app.url, link, 'ann')
  await page.reload()
  await page.getByText('Awaits confirmation').waitFor()
  await page.getByRole('link', { name: 'Ann of Birch' }).click()
  await sheet().getByText('Somebody connected ann.').waitFor()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await sheet().getByRole('button', { name: 'Confirm' }).click()
  await sheet().getByText('Connected', { exact: true }).waitFor()
  await page.goto('/connectors?account=nobody')
  await page.getByText('No connectors match.').waitFor()
  await page.getByRole('searchbox', { name: 'Account' }).fill('AN')
  await page.waitForURL('**/connectors?account=AN')
  await page.getByRole('cell', { name: 'ann', exact: true }).waitFor()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await page.goto('/w/default/connect-links')
  await page.getByRole('link', { name: 'Ann of Birch' }).click()
  await sheet().getByRole('link', { name: 'Open it' }).click()
  await page.getByRole('heading', { name: /^Pier/ }).waitFor()
})

test('a connector is connected again by a link, and another account is discarded', async () => {
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Send a reconnect link' }).click()
  const link = await makeLink()
  await giveKey(signedIn.app.url, link, 'mallory')
  await page.goto('/w/default/connect-links?status=awaiting_confirmation')
  await page.getByRole('link', { name: 'Reconnect' }).click()
  await sheet().getByText('Somebody connected mallory.').waitFor()
  await sheet().getByRole('button', { name: 'Discard' }).click()
  await sheet().getByText('Discarded', { exact: true }).waitFor()
})

test('a link that was not used is revoked', async () => {
  await page.goto('/w/default/connect-links')
  await page.getByRole('button', { name: 'Send a connect link' }).first().click()
  await makeLink()
  await page.getByRole('link', { name: 'Anyone with the link' }).first().click()
  await sheet().getByRole('button', { name: 'Revoke link' }).click()
  await sheet().getByText('Revoked', { exact: true }).waitFor()
})

test('an error of one link is not shown at the next', async () => {
  await page.goto('/w/default/connect-links')
  for (const name of ['Bea', 'Cleo']) {
    await page.getByRole('button', { name: 'Send a connect link' }).first().click()
    await page.getByRole('dialog').getByLabel('For whom').fill(name)
    await giveKey(signedIn.app.url, await makeLink(), name.toLowerCase())
  }
  await page.route('**/sessions/*/confirm', (route) => route.fulfill({ status: 500, json: {} }))
  await page.goto('/w/default/connect-links?status=awaiting_confirmation')
  // Both have been read before, so neither is loaded again.
  await page.getByRole('link', { name: 'Bea' }).click()
  await sheet().getByText('Somebody connected bea.').waitFor()
  await page.getByRole('link', { name: 'Cleo' }).click()
  await sheet().getByText('Somebody connected cleo.').waitFor()
  await sheet().getByRole('button', { name: 'Confirm' }).click()
  await sheet().getByRole('alert').waitFor()
  await page.keyboard.press('j')
  await sheet().getByText('Somebody connected bea.').waitFor()
  await until(async () => (await sheet().getByRole('alert').count()) === 0)
  await page.unrouteAll()
  signedIn.visitor.expectFaults(/500/)
})
