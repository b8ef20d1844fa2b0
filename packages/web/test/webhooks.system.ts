import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { until } from '@bulkhead/testing/test-server'
import { startWebhookReceiver, type WebhookReceiver } from '@bulkhead/testing/upstreams/webhook-receiver'
import type { Page } from 'playwright-core'
import { openSignedIn, type SignedIn } from './support/signed-in.ts'

let signedIn: SignedIn
let page: Page
let receiver: WebhookReceiver

before(async () => {
  receiver = await startWebhookReceiver()
  signedIn = await openSignedIn()
  ;({ page } = signedIn)
})
after(async () => {
  await signedIn?.close()
  await receiver?.close()
})

test('an endpoint is added, its secret shown once, a test event sent, looked at and sent again', async () => {
  await page.goto('/settings/webhooks')
  await page.getByRole('button', { name: 'Add endpoint' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('URL').fill(receiver.url)
  await dialog.getByLabel('Description').fill('Backend')
  await dialog.getByRole('button', { name: 'Add endpoint' }).click()
  await dialog.getByText(/whsec_/).waitFor()
  await dialog.getByRole('button', { name: 'I have copied it' }).click()
  await page.getByRole('link', { name: 'Deliveries to Backend' }).click()
  await page.getByText('No deliveries').waitFor()
  await page.getByRole('button', { name: 'Send a test event' }).click()
  await page.getByRole('link', { name: 'webhook.ping' }).click()
  const sheet = page.getByRole('complementary', { name: 'Delivery' })
  await sheet.getByRole('button', { name: 'Send again' }).click()
  await page.getByText('The delivery is sent again.').waitFor()
  await page.reload()
  await sheet.getByText('"webhook.ping"').waitFor()
  await until(() => receiver.received.length > 0)
  assert.equal(new Set(receiver.received.map(({ event }) => event.id)).size, 1)
})

test('an error of one delivery is not shown at the next', async () => {
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Send a test event' }).click()
  const pings = page.getByRole('link', { name: 'webhook.ping' })
  await page.getByText('A test event was sent.').waitFor()
  await until(async () => (await pings.count()) > 1)
  await page.route('**/deliveries/*/replay', (route) => route.fulfill({ status: 500, json: {} }))
  await pings.first().click()
  const sheet = page.getByRole('complementary', { name: 'Delivery' })
  await sheet.getByRole('button', { name: 'Send again' }).click()
  await sheet.getByRole('alert').waitFor()
  const first = page.url()
  await page.keyboard.press('j')
  await page.waitForURL((url) => url.href !== first)
  await until(async () => (await sheet.getByRole('alert').count()) === 0)
  await page.unrouteAll()
  signedIn.visitor.expectFaults(/500/)
})
