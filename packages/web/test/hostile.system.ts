import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { until } from '@bulkhead/testing/test-server'
import type { Page } from 'playwright-core'
import { findAccessibilityFaults } from './support/audit-page.ts'
import { GITHUB_TOKEN, HOSTILE } from './support/fake-github.ts'
import { type RunningApp, startApp } from './support/running-app.ts'
import { openSignedIn, type SignedIn } from './support/signed-in.ts'

const OPERATIONS = 10_000
const CONNECTORS = 300
const AT_ONCE = 5
/**
 * Hostile names: markup, right-to-left, zero-width, astral, stacked and long characters, format placeholders, a path.
 */
const NAMES = [
  HOSTILE,
  // The server takes no characters that turn the direction, but letters do too.
  '\u05D0\u05D1\u05D2 (gnp.exe) \u0627\u0628',
  'a\u200Bb\u200Dc',
  '🚢'.repeat(60),
  `Z${'\u0335\u0322\u0321'.repeat(60)}`,
  'w'.repeat(200),
  '{0} %s {count, plural, one {#} other {#}}',
  '../../../etc/passwd',
]

const documents = mkdtempSync(join(tmpdir(), 'bulkhead-hostile-'))
let signedIn: SignedIn
let app: RunningApp
let page: Page
let workspace_id: string
let huge: string

before(async () => {
  mkdirSync(join(documents, 'huge'))
  writeFileSync(join(documents, 'huge', 'connector.json'), JSON.stringify(getHugeDocument()))
  signedIn = await openSignedIn(() => startApp({ BULKHEAD_CONNECTORS_DIR: documents }))
  ;({ app, page } = signedIn)
  ;({ workspace_id } = await app.mint('crowded'))
  const names = Array.from({ length: CONNECTORS }, (_, at) => `${at} ${NAMES[at % NAMES.length]}`)
  for (let at = 0; at < names.length; at += AT_ONCE)
    await Promise.all(
      names.slice(at, at + AT_ONCE).map((name) =>
        app.connect('crowded', {
          name,
          credentials: { token: GITHUB_TOKEN },
        }),
      ),
    )
  huge = await app.connect('default', {
    connector_type: 'huge',
    name: HOSTILE,
    credentials: { token: 'any' },
  })
})
after(async () => {
  await signedIn?.close()
  rmSync(documents, { recursive: true, force: true })
})

/** Returns a definition with hostile texts and more operations than any real service has. */
function getHugeDocument(): object {
  const paths = Object.fromEntries(
    Array.from({ length: OPERATIONS }, (_, at) => [
      `/things_${at}`,
      {
        get: {
          summary: at % 100 === 0 ? HOSTILE : `Thing ${at}`,
          description: HOSTILE,
          'x-airbyte-entity': `things_${at}`,
          'x-airbyte-action': 'list',
          parameters: [{ name: 'q', in: 'query', description: HOSTILE, schema: { type: 'string' } }],
          responses: { 200: { description: HOSTILE } },
        },
      },
    ]),
  )
  return {
    openapi: '3.1.0',
    info: {
      title: 'Huge',
      description: HOSTILE,
      version: '1.0.0',
      'x-airbyte-connector-name': 'huge',
      'x-airbyte-connector-definition-id': '3d1f6f0e-8d5c-4b0f-9a51-20c1a5b7e0ff',
      'x-airbyte-external-documentation-urls': [],
    },
    servers: [{ url: 'http://127.0.0.1:9' }],
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    paths,
  }
}

/** Asserts that no markup was created, the console shows no error, and nothing is wider than the page. */
async function assertSound() {
  assert.doesNotMatch(await page.title(), /^pwned/)
  assert.equal(await page.locator('img[src="x"], script:not([src])').count(), 0)
  const isWider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  assert.equal(isWider, false)
  assert.deepEqual(signedIn.visitor.faults.splice(0), [])
}

test(`${CONNECTORS} connectors of one workspace, with names of every kind`, async (t) => {
  for (const [name, path] of [
    ['overview', `/w/${workspace_id}`],
    ['connectors', `/w/${workspace_id}/connectors`],
    ['playground', `/w/${workspace_id}/playground`],
    ['all connectors', '/connectors'],
    ['token workbench', '/access/tokens'],
  ] as const) {
    await t.test(name, async () => {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      await assertSound()
      assert.deepEqual(await findAccessibilityFaults(page), [])
    })
  }
  await t.test('one of them is found', async () => {
    await page.goto(`/w/${workspace_id}/connectors`)
    const rows = page.getByRole('table', { name: 'Connectors' }).getByRole('link')
    await rows.first().waitFor()
    assert.ok((await rows.count()) < 60, 'only rows in sight are in the page')
    await page.getByRole('searchbox', { name: 'Find by name or service' }).fill('299 ')
    await until(async () => (await rows.count()) === 1)
    await rows.first().click()
    await page.getByRole('button', { name: 'Check now' }).waitFor()
    await assertSound()
  })
})

test(`a document with ${OPERATIONS} operations`, async () => {
  await page.goto(`/w/default/playground?connector=${huge}`)
  const operations = page.getByRole('navigation', { name: 'Operations' })
  await operations.getByText('9,000 more').waitFor()
  await assertSound()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await page.getByRole('searchbox', { name: 'Find an operation' }).fill('things_9900')
  await until(async () => (await operations.getByRole('link').count()) === 1)
  await operations.getByRole('link').click()
  await page.getByRole('heading', { name: 'things_9900.list' }).waitFor()
  await assertSound()
  // No server responds there, so the page explains the failure in words.
  await page.getByRole('button', { name: 'Run', exact: false }).first().click()
  await page.getByRole('alert').first().waitFor()
  signedIn.visitor.expectFaults(/status of (424|502|504|500)/)
})
