import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { until } from '@bulkhead/testing/test-server'
import { launchWholeBrowser } from './support/browser.ts'
import { GITHUB_TOKEN, HOSTILE } from './support/fake-github.ts'
import { type RunningApp, startApp } from './support/running-app.ts'
import { openSignedIn, type SignedIn } from './support/signed-in.ts'
import { OWNER, type Visitor } from './support/visitor.ts'

let signedIn: SignedIn
let app: RunningApp
let visitor: Visitor

before(async () => {
  signedIn = await openSignedIn(startApp, launchWholeBrowser)
  ;({ app, visitor } = signedIn)
})
after(() => signedIn?.close())

/** Asserts that an attack left no traces. */
async function assertUntouched({ page, faults }: Visitor) {
  assert.doesNotMatch(await page.title(), /pwned$|^pwned/)
  assert.equal(await page.locator('img[src="x"], script:not([src])').count(), 0)
  assert.deepEqual(faults.splice(0), [])
}

test('markup in any name or answer is text, on every page that shows it', async (t) => {
  const { page } = visitor
  const { workspace_id } = await app.mint(HOSTILE)
  await app.call('PUT', `/api/v1/workspaces/${workspace_id}`, { name: `${HOSTILE} renamed` })
  const connector = await app.connect(`${HOSTILE} renamed`, {
    name: HOSTILE,
    credentials: { token: GITHUB_TOKEN },
  })
  await app.call('POST', '/api/v1/applications', { name: HOSTILE })
  await app.call('PUT', '/api/v1/organization', { name: HOSTILE })
  const execute = (body: object) =>
    app.call('POST', `/api/v1/integrations/connectors/${connector}/execute`, body)
  await execute({ entity: 'viewer', action: 'get', intent: HOSTILE })
  const lastCall = async () => (await app.call('GET', '/api/v1/tool-calls?limit=1')).body.data[0]
  await until(async () => (await lastCall()) !== undefined)
  const call = await lastCall()

  for (const path of [
    '/workspaces',
    `/w/${workspace_id}`,
    `/w/${workspace_id}/connectors`,
    `/w/${workspace_id}/connectors/${connector}`,
    `/w/${workspace_id}/activity`,
    '/activity',
    `/calls/${call.id}`,
    '/audit',
    '/access/applications',
    '/access/tokens',
    '/settings/organization',
    `/workspaces?q=${encodeURIComponent(HOSTILE)}`,
    `/audit?event=${encodeURIComponent(HOSTILE)}`,
  ]) {
    await t.test(path.slice(0, 60), async () => {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      await assertUntouched(visitor)
    })
  }
  await t.test('an answer of a third party, as table, record and JSON', async () => {
    await page.goto(
      `/w/${workspace_id}/playground?connector=${connector}&entity=viewer_repositories&action=list`,
    )
    await page.getByRole('button', { name: 'Run' }).click()
    await page.getByRole('cell', { name: HOSTILE }).waitFor()
    await page.getByRole('button', { name: 'Open record 4' }).click()
    await page.getByRole('dialog').getByText('onerror').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('tab', { name: 'JSON' }).click()
    await assertUntouched(visitor)
  })
})

test('a credential is nowhere in the browser once it was saved', async () => {
  const { page, context } = visitor
  await page.goto('/w/default/connectors/new/github')
  await page.getByRole('tab', { name: 'Access token' }).click()
  await page.getByText('Name and further settings').click()
  await page.getByLabel('Base URL').fill(app.github.url)
  await page.getByLabel('Personal access token').fill(GITHUB_TOKEN)
  const responses: string[] = []
  page.on('response', async (response) => {
    if (response.url().startsWith(app.url)) responses.push(await response.text().catch(() => ''))
  })
  await page.getByRole('button', { name: 'Check and add' }).click()
  await page.getByText('was added.').waitFor()
  await page.waitForLoadState('networkidle')
  const everywhere = await page.evaluate(async () => {
    const databases = await indexedDB.databases()
    return JSON.stringify({
      address: location.href,
      history: history.state,
      local: { ...localStorage },
      session: { ...sessionStorage },
      cookies: document.cookie,
      databases,
      caches: await caches.keys(),
      page: document.documentElement.outerHTML,
      fields: [...document.querySelectorAll('input, textarea')].map(
        (field) => (field as HTMLInputElement).value,
      ),
    })
  })
  assert.ok(!everywhere.includes(GITHUB_TOKEN))
  assert.ok(!everywhere.includes(OWNER.password))
  assert.ok(responses.length > 0 && responses.every((text) => !text.includes(GITHUB_TOKEN)))
  await page.goBack()
  await page.waitForLoadState('networkidle')
  assert.ok(!(await page.content()).includes(GITHUB_TOKEN))
  const state = await context.storageState()
  assert.deepEqual(
    state.cookies.map(({ httpOnly, sameSite }) => ({ httpOnly, sameSite })),
    [{ httpOnly: true, sameSite: 'Strict' }],
  )
  assert.equal(await page.evaluate(() => document.cookie), '')
  assert.ok(!app.log().includes(GITHUB_TOKEN))
  visitor.faults.length = 0
})

test('the policy allows nothing inline and no frame', async () => {
  const { headers } = await fetch(app.url, { headers: { accept: 'text/html' } })
  const policy = headers.get('content-security-policy') ?? ''
  assert.match(policy, /default-src 'none'/)
  assert.match(policy, /frame-ancestors 'none'/)
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval|\*/)
})

test('another site can neither frame the app nor act by the cookie', async () => {
  const page = await visitor.context.newPage()
  const site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<iframe src="${app.url}/"></iframe>
      <form method="post" action="${app.url}/api/v1/applications" enctype="text/plain">
      <input name='{"name":"forged","x":"' value='"}'></form>`)
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  await page.goto(origin)
  const [frame] = page.frames().slice(1)
  assert.ok(frame !== undefined)
  assert.equal(await frame.getByRole('heading').count(), 0)
  const refused = await page.evaluate(
    (url) =>
      fetch(`${url}/api/v1/applications`, {
        method: 'POST',
        credentials: 'include',
        headers: { 'content-type': 'application/json' },
        body: '{"name":"forged"}',
      }).then(
        ({ status }) => status,
        () => 'refused by the browser',
      ),
    app.url,
  )
  assert.ok(refused === 'refused by the browser' || refused === 403 || refused === 401)
  await page.locator('form').evaluate((form) => (form as HTMLFormElement).submit())
  await page.waitForLoadState()
  const { body } = await app.call('GET', '/api/v1/applications')
  assert.ok(body.data.every(({ name }: { name: string }) => !name.includes('forged')))
  site.closeAllConnections()
  site.close()
  await page.close()
})

test('without the token of the session nothing is changed, by the right origin either', async () => {
  const { page } = visitor
  await page.goto('/workspaces')
  const status = await page.evaluate(async () => {
    const response = await fetch('/api/v1/applications', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"forged"}',
    })
    return response.status
  })
  assert.equal(status, 403)
})
