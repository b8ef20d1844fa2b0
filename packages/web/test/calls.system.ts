import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { until } from '@bulkhead/testing/test-server'
import type { Page } from 'playwright-core'
import { findAccessibilityFaults } from './support/audit-page.ts'
import { GITHUB_TOKEN } from './support/fake-github.ts'
import { openSignedIn, type SignedIn } from './support/signed-in.ts'

/** Number of calls that the page asks for while it looks for new ones. */
const MOST_OF_A_POLL = 100

let signedIn: SignedIn
let page: Page
let workspace_id: string
let connector: string

before(async () => {
  signedIn = await openSignedIn()
  page = signedIn.page
  workspace_id = (await signedIn.app.mint('acme')).workspace_id
  connector = await signedIn.app.connect('acme', { name: 'Main', credentials: { token: GITHUB_TOKEN } })
})
after(() => signedIn?.close())

const run = (repo: string) =>
  signedIn.app.call('POST', `/api/v1/integrations/connectors/${connector}/execute`, {
    entity: 'issues',
    action: 'create',
    params: { owner: 'acme', repo, title: 'A leak' },
  })
const sheet = () => page.getByRole('complementary', { name: 'Call' })
const rows = () => page.getByRole('table', { name: 'Calls' }).getByRole('link')

test('a call opens beside the list, and keys go through calls', async () => {
  for (const repo of ['hull', 'missing', 'hull']) await run(repo)
  await page.goto(`/w/${workspace_id}/activity`)
  await until(async () => (await rows().count()) === 3)
  await rows().first().click()
  await sheet().getByText('success').waitFor()
  assert.match(page.url(), /[?&]call=/)
  assert.equal(await rows().count(), 3)
  await page.keyboard.press('j')
  await sheet().getByText('GitHub found nothing').waitFor()
  const details = (await sheet().textContent()) ?? ''
  assert.match(details, /POST \/repos\/\{owner\}\/\{repo\}\/issues/)
  assert.match(details, /1 request/)
  assert.match(details, /without a key/)
  assert.match(details, /GitHub said.*Not Found/)
  assert.match(details, /before the request.*at GitHub.*here/)
  assert.equal(await rows().nth(1).getAttribute('aria-current'), 'page')
  await page.keyboard.press('k')
  await sheet().getByText('success').waitFor()
  assert.equal(await sheet().getByRole('button', { name: 'Previous call' }).isDisabled(), true)
  await rows().first().focus()
  await page.keyboard.press('ArrowDown')
  await sheet().getByText('GitHub found nothing').waitFor()
  await page.reload()
  await sheet().getByText('GitHub found nothing').waitFor()
  await sheet().getByRole('link', { name: 'Open page' }).click()
  await page.waitForURL('**/calls/*')
  await page.goBack()
  await sheet().waitFor()
  await page.keyboard.press('Escape')
  await until(async () => (await sheet().count()) === 0)
  assert.doesNotMatch(page.url(), /call=/)
})

test('a connector is recorded for a while, and its calls show what was sent and answered', async () => {
  await page.goto(`/w/${workspace_id}/connectors/${connector}?tab=settings`)
  await page.getByRole('button', { name: 'Start recording' }).click()
  await page.getByText('On for another 15 minutes').waitFor()
  await run('hull')
  await page.getByRole('link', { name: 'Show its calls' }).click()
  await until(async () => (await rows().count()) === 4)
  await rows().first().click()
  await sheet().getByRole('button', { name: 'Show' }).click()
  await sheet().getByRole('region', { name: 'Request body' }).last().getByText('A leak').waitFor()
  const text = (await sheet().textContent()) ?? ''
  assert.match(text, /POST http.*\/repos\/acme\/hull\/issues/)
  assert.match(text, /HTTP 201/)
  assert.ok(!text.includes(GITHUB_TOKEN))
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await page.goto(`/w/${workspace_id}/connectors/${connector}?tab=settings`)
  await page.getByRole('button', { name: 'Stop and delete' }).click()
  await page.getByText('The bodies of 1 call were deleted.').waitFor()
  await page.getByText('Off', { exact: true }).waitFor()
  await page.goto('/audit')
  await page.getByText('Tool call bodies read').first().waitFor()
})

test('on a busy system the table stays while the newest calls are loaded', async () => {
  let polls = 0
  let last = 0
  const pattern = /\/api\/v1\/tool-calls\?/
  await page.goto(`/w/${workspace_id}/activity`)
  await until(async () => (await rows().count()) > 0)
  await page.route(pattern, async (route) => {
    const response = await route.fetch()
    const body = await response.json()
    const { searchParams } = new URL(route.request().url())
    const limit = Number(searchParams.get('limit'))
    // Between any two polls there are more new calls than a page has.
    if (limit === MOST_OF_A_POLL) {
      polls += 1
      last += 2 * MOST_OF_A_POLL
    }
    const [call] = body.data
    const data = Array.from({ length: limit }, (_, at) => ({
      ...call,
      id: `ffffffff-ffff-7fff-8fff-${(last - at + MOST_OF_A_POLL).toString(16).padStart(12, '0')}`,
    }))
    await route.fulfill({ response, json: { ...body, data } })
  })
  const table = await page.getByRole('table', { name: 'Calls' }).elementHandle()
  await until(() => polls >= 4)
  assert.equal(await table?.evaluate((element) => element.isConnected), true)
  await page.unrouteAll({ behavior: 'wait' })
})

test('narrow, the call is over the list', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/activity')
  await rows().first().click()
  const box = await sheet().boundingBox()
  assert.deepEqual([box?.x, box?.width], [0, 390])
  await sheet().getByRole('button', { name: 'Close' }).click()
  await until(async () => (await sheet().count()) === 0)
})
