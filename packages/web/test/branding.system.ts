import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { until } from '@bulkhead/testing/test-server'
import { findAccessibilityFaults } from './support/audit-page.ts'
import { openSignedIn, type SignedIn } from './support/signed-in.ts'

/** PNG of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4AWPgEpH7DwABpAE8YfuNRQAAAABJRU5ErkJggg==',
  'base64',
)

let signedIn: SignedIn

before(async () => {
  signedIn = await openSignedIn()
})
after(() => signedIn?.close())

test('name and colors are seen before they are saved, and a logo once it is uploaded', async () => {
  const { page, app, visitor } = signedIn
  await page.goto('/settings/branding')
  await page.getByLabel('Name').fill('Acme & Co')
  await page.getByText('Acme & Co wants to use your GitHub, for Birch').first().waitFor()
  await page.getByRole('textbox', { name: /^Color on light pages(?!:)/ }).fill('#ffee00')
  const button = page.getByText('Continue with GitHub').first()
  // The text turns black on yellow, because white on yellow would be unreadable.
  await page.waitForFunction(
    (element) => getComputedStyle(element as Element).color === 'rgb(0, 0, 0)',
    await button.evaluateHandle((element) => element.closest('p')),
  )
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').waitFor()
  // The toast stays while the pointer is on it.
  await page.getByRole('button', { name: 'Undo' }).hover()
  await page
    .getByLabel('Choose a file')
    .setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: PIXEL })
  // Another toast may have moved it from under the pointer.
  await page.getByText('The logo was saved.').waitFor()
  await page.getByRole('button', { name: 'Undo' }).hover()
  await page.getByRole('img', { name: 'Your logo' }).waitFor()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  const { body } = await app.call('GET', '/api/v1/organization/branding')
  assert.deepEqual([body.name, body.colors], ['Acme & Co', { light: '#ffee00', dark: null }])
  await page.getByRole('button', { name: 'Undo' }).click()
  await until(async () => (await app.call('GET', '/api/v1/organization/branding')).body.name === null)
  await until(async () => (await page.getByLabel('Name').inputValue()) === '')
  assert.match(body.logo_url, /\/connect\/logo\/[0-9a-f]{64}\.png$/)
  await page.getByLabel('Choose another file').setInputFiles({
    name: 'logo.svg',
    mimeType: 'image/png',
    buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'.padEnd(64)),
  })
  await page.getByText('The logo was not changed').waitFor()
  await page.getByRole('button', { name: 'Remove' }).click()
  await page.getByText('The logo was removed.').waitFor()
  visitor.expectFaults(/422/)
})
