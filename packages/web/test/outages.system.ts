import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { until } from '@bulkhead/testing/test-server'
import type { Page } from 'playwright-core'
import type { RunningApp } from './support/running-app.ts'
import { openSignedIn, type SignedIn } from './support/signed-in.ts'
import type { Visitor } from './support/visitor.ts'

/** Milliseconds that a list takes here: longer than the page takes to ask whether the server is live. */
const SLOW_READ_MS = 1_500
/** Milliseconds after which the client no longer repeats a read. */
const GIVES_UP_MS = 10_000

let signedIn: SignedIn
let app: RunningApp
let visitor: Visitor
let page: Page

before(async () => {
  signedIn = await openSignedIn()
  ;({ app, visitor, page } = signedIn)
  for (const name of ['globex', 'initech']) await app.mint(name)
})
after(() => signedIn?.close())

const rows = (name: string) => page.getByRole('table', { name }).getByRole('link')

test('the server goes away and comes back: that is said, and nothing needs a reload', async () => {
  await page.goto('/workspaces')
  await rows('Workspaces').first().waitFor()
  await app.stop()
  await page.getByRole('link', { name: 'Audit' }).click()
  await page.getByText('The server is not responding.').waitFor()
  await app.startAgain()
  await page.getByRole('table', { name: 'Audit records' }).waitFor({ timeout: 30_000 })
  await until(async () => (await page.getByText('The server is not responding.').count()) === 0)
  visitor.expectFaults(/Failed to load|net::|dynamically imported/)
})

test('a question to the server that gets no answer is given up, and the next one finds it live', async () => {
  await page.goto('/workspaces')
  await rows('Workspaces').first().waitFor()
  let questions = 0
  await page.route('**/health/live', (route) => {
    questions += 1
    // The first one stays without a response, as in a connection that was cut.
    return questions === 1 ? undefined : route.continue()
  })
  await page.evaluate(() => dispatchEvent(new Event('offline')))
  await page.getByText('The server is not responding.').waitFor()
  await page.getByText('The server is not responding.').waitFor({ state: 'detached' })
  await page.unrouteAll()
})

test('a list whose reading failed is read once when the server comes back, however long that takes', async () => {
  await page.goto('/workspaces')
  await rows('Workspaces').first().waitFor()
  await app.stop()
  const search = page.getByRole('searchbox', { name: 'Find by name' })
  await search.fill('lob')
  await page.getByText('The server is not responding.').waitFor()
  await search.fill('')
  await setTimeout(GIVES_UP_MS)
  let reads = 0
  await page.route(/\/api\/v1\/workspaces\?/, async (route) => {
    reads += 1
    await setTimeout(SLOW_READ_MS)
    await route.continue()
  })
  await app.startAgain()
  await until(() => reads > 0)
  await until(async () => (await page.getByText('The server is not responding.').count()) === 0)
  await setTimeout(2 * SLOW_READ_MS)
  // A repetition by the client that was still waiting makes a second one.
  assert.ok(reads <= 2, `${reads} reads`)
  assert.equal(await page.getByText('The server is not responding.').count(), 0)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  visitor.expectFaults(/Failed to load|net::/)
})
