import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { newStoreFolder } from '@bulkhead/testing/store-folder'
import { until } from '@bulkhead/testing/test-server'
import type { Browser } from 'playwright-core'
import { launchBrowser } from './support/browser.ts'
import { GITHUB_TOKEN, HOSTILE } from './support/fake-github.ts'
import { runPasted, runSnippet } from './support/run-snippet.ts'
import { type RunningApp, startApp } from './support/running-app.ts'
import { OWNER, openVisitor, signIn, signUp, type Visitor } from './support/visitor.ts'

/** Store of the embedded database, as newcomers have it. */
const folder = newStoreFolder('web')
let app: RunningApp
let browser: Browser
let visitor: Visitor

before(async () => {
  ;[app, browser] = await Promise.all([startApp({ BULKHEAD_DATA_DIR: folder }), launchBrowser()])
  visitor = await openVisitor(browser, app)
})
after(async () => {
  await browser?.close()
  await app?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('nobody is signed in: every page leads to signing in, which says that there is no owner yet', async () => {
  const { page } = visitor
  await page.goto('/w/default/connectors?q=x')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.getByText('This server has no owner yet.').waitFor()
  assert.equal(new URL(page.url()).searchParams.get('next'), '/w/default/connectors?q=x')
  visitor.expectFaults(/401/)
})

test('the first owner signs up by the link, once, and it stays in no address', async () => {
  await signUp(visitor, app)
  const { page } = visitor
  await page.getByRole('heading', { name: 'Welcome, Grace' }).waitFor()
  const token = new URL(app.signUpLink).hash.slice(1)
  assert.ok(token.length >= 32)
  await page.goBack()
  assert.ok(!page.url().includes(token))
  await page.goto('/start')

  const other = await openVisitor(browser, app)
  await other.page.goto(app.signUpLink)
  await other.page.getByRole('heading', { name: 'The link no longer works' }).waitFor()
  await other.context.close()
})

test('from there three steps lead to the first answer', async (t) => {
  const { page } = visitor
  await page.getByRole('link', { name: 'GitHub', exact: true }).click()

  await t.test('a credential that the service refuses is not taken without saying so', async () => {
    await page.getByRole('tab', { name: 'Access token' }).click()
    await page.getByText('Name and further settings').click()
    await page.getByLabel('Base URL').fill(app.github.url)
    await page.getByLabel('Personal access token').fill('ghp_wrong')
    await page.getByRole('button', { name: 'Check and add' }).click()
    await page.getByText('GitHub does not accept the credentials').waitFor()
    assert.deepEqual((await app.call('GET', '/api/v1/integrations/connectors')).body.data, [])
  })

  await t.test('a good one is', async () => {
    await page.getByLabel('Personal access token').fill(GITHUB_TOKEN)
    await page.getByRole('button', { name: 'Check again and add' }).click()
    await page.getByRole('button', { name: 'Run' }).waitFor()
  })

  await t.test('an operation is run, and its answer is seen', async () => {
    // The first operation ran automatically.
    await page.getByText('4 records').waitFor()
    await page.getByRole('button', { name: 'Operations' }).click()
    await page.keyboard.type('issues.list')
    await page.keyboard.press('Enter')
    await page.getByLabel('owner').waitFor()
    // With a second connector of the service, the link must say which one it means.
    await app.connect('default', { name: 'Second' })
    await page.getByLabel('owner').fill('acme')
    await page.getByLabel('repo', { exact: true }).fill('hull')
    await page.getByRole('button', { name: 'Run' }).click()
    await page.getByRole('columnheader', { name: 'title' }).waitFor()
    await page.getByText('30 records so far').waitFor()
    await page.getByText(/ms, of which \d+ ms at GitHub/).waitFor()
    assert.ok(await page.getByRole('cell', { name: HOSTILE }).first().isVisible())
    await page.getByText('It works.').waitFor()
  })

  const codeOf = async (name: string) => {
    await page.getByRole('tab', { name, exact: true }).click()
    return (await page.getByRole('region', { name, exact: true }).textContent()) ?? ''
  }
  await t.test('the same call runs as curl, TypeScript, CLI and MCP', async () => {
    for (const name of ['curl', 'TypeScript', 'CLI', 'MCP'] as const) {
      assert.match(await runSnippet(name, await codeOf(name), app), /Water in compartment three/, name)
    }
  })

  await t.test('with a token in it, it runs as it was pasted', async () => {
    await page.getByRole('button', { name: 'Insert a token' }).click()
    await page
      .getByText(/You can run it as it is until .*this connector of GitHub, and can only read/)
      .waitFor()
    for (const name of ['curl', 'TypeScript', 'CLI', 'MCP'] as const) {
      const kind = name === 'TypeScript' ? 'TypeScript' : 'shell'
      assert.match(await runPasted(kind, await codeOf(name)), /Water in compartment three/, name)
    }
  })
  assert.deepEqual(visitor.faults, [])
})

test('sample data needs no credential, and its code runs as it was pasted', async () => {
  const { page } = visitor
  const before = (await app.call('GET', '/api/v1/integrations/connectors')).body.data.length
  await page.goto('/start')
  await page.getByRole('link', { name: 'Try with sample data' }).click()
  await page.getByText('30 records so far').waitFor()
  await page.getByText('The records are made up, and nothing is sent to GitHub.').waitFor()
  await page.getByRole('button', { name: 'Next page' }).click()
  await page.getByText('42 records', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Insert a token' }).click()
  await page.getByText(/You can run it as it is until/).waitFor()
  for (const [name, kind] of [
    ['curl', 'shell'],
    ['JavaScript', 'TypeScript'],
  ] as const) {
    await page.getByRole('tab', { name, exact: true }).click()
    const code = await page.getByRole('region', { name, exact: true }).textContent()
    assert.match(await runPasted(kind, code ?? ''), /Found a bug/, name)
  }
  assert.equal((await app.call('GET', '/api/v1/integrations/connectors')).body.data.length, before)
  assert.deepEqual(visitor.faults, [])
})

test('one signs out, and in again to where one was; a wrong password says no more than that', async () => {
  const { page } = visitor
  await page.getByRole('button', { name: OWNER.name }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.goto('/audit')
  await page.waitForURL('**/sign-in?next=%2Faudit')
  visitor.expectFaults(/401/)
  await signIn(visitor, 'not-the-password')
  await page.getByRole('alert').waitFor()
  visitor.expectFaults(/401/)
  await signIn(visitor)
  await page.waitForURL('**/audit')
  await page.getByRole('table', { name: 'Audit records' }).waitFor()
  assert.deepEqual(visitor.faults, [])
})

test('an address to come back to is a page of the app and nothing else', async () => {
  for (const next of ['https://evil.example/', '//evil.example/', '/\\evil.example', 'javascript:alert(1)']) {
    const { page, context } = await openVisitor(browser, app)
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
    await signIn({ page } as Visitor)
    await page.getByRole('heading', { name: 'Needs attention' }).waitFor()
    assert.equal(new URL(page.url()).origin, app.url)
    await context.close()
  }
})

test('a session that ends elsewhere asks for signing in, and goes on', async () => {
  const other = await openVisitor(browser, app)
  await other.page.goto('/sign-in')
  await signIn(other)
  await other.page.getByRole('heading', { name: 'Needs attention' }).waitFor()
  await other.page.goto('/settings/account')
  const sessions = visitor.page
  await sessions.goto('/settings/account')
  await sessions.getByText('this one').waitFor()
  const ends = sessions.getByRole('button', { name: 'End' })
  for (let left = await ends.count(); left > 0; left--) {
    await ends.first().click()
    await until(async () => (await ends.count()) < left)
  }
  const organization = other.page.getByRole('link', { name: 'Organization' })
  const ended = other.page.getByRole('dialog', { name: 'Your session has ended' })
  // The page may notice the end by itself before the test follows the link.
  await ended.or(organization).first().waitFor()
  if (!(await ended.isVisible())) await organization.click()
  await ended.waitFor()
  await ended.getByLabel('Password').fill(OWNER.password)
  await ended.getByRole('button', { name: 'Sign in', exact: true }).click()
  await ended.waitFor({ state: 'detached' })
  if (!other.page.url().endsWith('/settings/organization')) await organization.click()
  await other.page.waitForURL('**/settings/organization')
  await other.page.getByLabel('Name of the organization').waitFor()
  await other.context.close()
})
