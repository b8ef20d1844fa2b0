import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { json } from '@bulkhead/testing/scripted-upstream'
import { until } from '@bulkhead/testing/test-server'
import type { Page } from 'playwright-core'
import { choose } from './support/choose.ts'
import { answersWith, GITHUB_TOKEN, startFakeGitHub } from './support/fake-github.ts'
import type { RunningApp } from './support/running-app.ts'
import { openSignedIn, type SignedIn } from './support/signed-in.ts'
import type { Visitor } from './support/visitor.ts'

let signedIn: SignedIn
let app: RunningApp
let visitor: Visitor
let page: Page

before(async () => {
  signedIn = await openSignedIn()
  ;({ app, visitor, page } = signedIn)
})
after(() => signedIn?.close())

const CONNECTORS = '/api/v1/integrations/connectors'
const countConnectors = async () => (await app.call('GET', CONNECTORS)).body.data.length as number
const read = async (connector: string) => (await app.call('GET', `${CONNECTORS}/${connector}`)).body
const works = (name: string) => app.connect('default', { name, credentials: { token: GITHUB_TOKEN } })

async function enterCredential() {
  await page.getByRole('tab', { name: 'Access token' }).click()
  await page.getByText('Name and further settings').click()
  await page.getByLabel('Base URL').fill(app.github.url)
  await page.getByLabel('Personal access token').fill(GITHUB_TOKEN)
}

test('a check without a result is no success, neither in the first steps nor when a connector is added', async (t) => {
  const entered = page.getByRole('listitem').filter({ hasText: 'Enter a credential' })
  for (const status of [500, 429]) {
    await t.test(`answer ${status}`, async () => {
      app.github.respond(json({ message: 'later' }, status))
      const before = await countConnectors()
      await page.goto('/start?definition=github')
      await enterCredential()
      await page.getByRole('button', { name: 'Check and add' }).click()
      await page.getByText('No clear response').waitFor()
      assert.equal(await countConnectors(), before)
      assert.equal(await entered.getByLabel('done').count(), 0)
    })
  }
  await t.test('added all the same, it is not ticked until an answer came', async () => {
    await page.getByRole('button', { name: 'Add without a check' }).click()
    await page.getByText('These credentials were not checked.').waitFor()
    assert.equal(await entered.getByLabel('done').count(), 0)
    app.github.respond(answersWith(['Leak']))
    await page.getByRole('button', { name: 'Operations' }).click()
    await page.getByRole('option', { name: /^viewer\.get/ }).click()
    await page.getByRole('button', { name: 'Run' }).click()
    await entered.getByLabel('done').waitFor()
    assert.equal(await page.getByText('These credentials were not checked.').count(), 0)
  })
  await t.test('nothing is said to be well that was not seen to be', async () => {
    app.github.respond(json({ message: 'later' }, 500))
    await page.goto('/w/default/connectors/new/github')
    await enterCredential()
    await page.getByRole('button', { name: 'Check and add' }).click()
    await page.getByText('No clear response').waitFor()
    await page.getByRole('button', { name: 'Add without a check' }).click()
    await page.getByText(/was added, unchecked\./).waitFor()
    app.github.respond(answersWith(['Leak']))
  })
})

test('a field that holds no secret is shown while it is entered, under a name that says what it is', async () => {
  await page.goto('/w/default/connectors/new/jira')
  assert.equal(await page.getByLabel('E-mail address').getAttribute('type'), 'email')
  assert.equal(
    await page.locator('input').and(page.getByLabel('API token')).first().getAttribute('type'),
    'password',
  )
  await page.getByLabel('Subdomain').waitFor()
  assert.equal(await page.getByText('subdomain', { exact: true }).count(), 0)
})

test('where a connector sends its credentials is shown, and changed together with them', async () => {
  const id = await works('Moves')
  await page.goto(`/w/default/connectors/${id}`)
  await page.getByRole('definition').getByText(app.github.url).waitFor()
  await page.getByRole('tab', { name: 'Settings and credentials' }).click()
  await page.getByRole('button', { name: 'Replace' }).click()
  const dialog = page.getByRole('dialog')
  assert.equal(await dialog.getByLabel('Base URL').inputValue(), app.github.url)
  const elsewhere = await startFakeGitHub()
  await dialog.getByLabel('Base URL').fill(elsewhere.url)
  await dialog.getByLabel('Personal access token').fill(GITHUB_TOKEN)
  await dialog.getByRole('button', { name: 'Check and replace' }).click()
  await page.getByText(/The credentials of Moves were replaced/).waitFor()
  assert.equal((await read(id)).base_url, elsewhere.url)
  assert.ok(elsewhere.arrived.length > 0)
  await elsewhere.close()
})

test('credentials are replaced in the way they were entered in', async () => {
  const id = await works('By token')
  await page.goto(`/w/default/connectors/${id}?tab=settings`)
  await page.getByRole('button', { name: 'Replace' }).click()
  const chosen = page.getByRole('dialog').getByRole('tab', { selected: true })
  assert.equal(await chosen.textContent(), 'Access token')
})

test('connectors that have one name are told apart wherever one of them is chosen', async () => {
  const { workspace_id } = await app.mint('twins')
  const twins = []
  for (let twin = 0; twin < 2; twin += 1) twins.push(await app.connect('twins', { name: 'Twin' }))
  const marks = twins.map((id) => `Twin · ${id.slice(-6)}`).sort()
  for (const path of [`/w/${workspace_id}/playground`, `/w/${workspace_id}/activity`]) {
    await page.goto(path)
    if (path.endsWith('playground')) {
      await page.getByRole('combobox', { name: 'Connector', exact: true }).click()
    } else {
      await page.getByRole('combobox', { name: 'Filters', exact: true }).fill('twin')
    }
    const choice = page.getByRole('option', { name: /^Twin/ })
    await until(async () => (await choice.count()) === 2)
    const options = (await choice.allTextContents()).sort()
    assert.ok(
      options.every((option, at) => option.startsWith(marks[at] ?? '')),
      `${path}: ${options.join(', ')}`,
    )
  }
  await page.goto(`/w/${workspace_id}`)
  for (const mark of marks) await page.getByRole('link', { name: mark }).waitFor()
  await page.goto('/access/tokens')
  for (const mark of marks) await page.getByRole('checkbox', { name: mark }).waitFor()
})

test('what a connector allows is taken away and given again, one entity at a time', async () => {
  const id = await works('Restricted')
  await page.goto(`/w/default/connectors/${id}?tab=permissions`)
  const box = (name: string) => page.getByRole('checkbox', { name, exact: true })
  const save = async () => {
    await page.getByRole('button', { name: 'Save permissions' }).click()
    await until(async () => await page.getByRole('button', { name: 'Save permissions' }).isDisabled())
  }
  await box('read issues').uncheck()
  await box('write issues').uncheck()
  await save()
  await until(async () =>
    (await read(id)).entities?.every((one: { entity: string }) => one.entity !== 'issues'),
  )
  await page.reload()
  assert.equal(await box('read issues').isChecked(), false)
  await box('read issues').check()
  await save()
  await until(async () =>
    (await read(id)).entities?.some((one: { entity: string; modes: string[] }) => one.entity === 'issues'),
  )
})

test('what was not saved is not lost without a word', async () => {
  const id = await works('Half done')
  await page.goto(`/w/default/connectors/${id}?tab=permissions`)
  await page.getByRole('checkbox', { name: 'write issues', exact: true }).uncheck()
  await page.getByRole('tab', { name: 'Overview' }).click()
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' })
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  assert.equal(await page.getByRole('checkbox', { name: 'write issues', exact: true }).isChecked(), false)
  await page.getByRole('link', { name: 'Audit' }).click()
  await dialog.getByRole('button', { name: 'Leave' }).click()
  await page.waitForURL('**/audit')

  await page.goto(`/w/default/connectors/${id}?tab=settings`)
  await page.getByLabel('Repositories').fill('acme/hull')
  await page.getByRole('link', { name: 'Audit' }).click()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  assert.equal(await page.getByLabel('Repositories').inputValue(), 'acme/hull')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await page.getByText('The settings were saved.').waitFor()
  await until(async () => await page.getByRole('button', { name: 'Save settings' }).isDisabled())
  await page.getByRole('link', { name: 'Audit' }).click()
  await page.waitForURL('**/audit')
})

test('a failing connector says why once, also after it was checked', async () => {
  // After a second 401, the credentials may already count as unusable.
  const reason = page.locator('#content').getByText(/^(GitHub does not accept the|Needs new) credentials$/)
  const isSaidOnce = async () => (await reason.count()) === 1
  const id = await app.connect('default', { name: 'Withdrawn' })
  await page.goto(`/w/default/connectors/${id}`)
  await page.getByRole('button', { name: 'Check now' }).click()
  await page.getByRole('region', { name: 'Why it does not work' }).waitFor()
  await until(isSaidOnce)
  await page.getByRole('button', { name: 'Check now' }).click()
  await until(async () => !(await page.getByRole('button', { name: 'Check now' }).isDisabled()))
  await until(isSaidOnce)
})

test('a mended connector says so at once, and is tried with the operation that failed', async () => {
  const isSaidAtOnce = async (name: string) => {
    const id = await app.connect('default', { name })
    await app.call('POST', `${CONNECTORS}/${id}/execute`, { entity: 'viewer_repositories', action: 'list' })
    await until(
      async () =>
        (await app.call('GET', `${CONNECTORS}/${id}?include_health=true`)).body.health?.state === 'failing',
    )
    await page.goto(`/w/default/connectors/${id}`)
    const reason = page.getByRole('region', { name: 'Why it does not work' })
    await reason.getByRole('button', { name: 'Replace credentials' }).click()
    await page.getByLabel('Personal access token').fill(GITHUB_TOKEN)
    await page.getByRole('button', { name: 'Check and replace' }).click()
    // Health is read again by itself only after 30 seconds.
    return reason.waitFor({ state: 'detached', timeout: 15_000 }).then(
      () => true,
      () => false,
    )
  }
  // On a machine that pauses, the check may be on record only after health was read.
  let times = 1
  while (!(await isSaidAtOnce(`Mended ${times}`))) assert.ok(++times <= 3, 'it was not said at once')
  await page.keyboard.press('t')
  await page.getByRole('heading', { name: 'viewer_repositories.list' }).waitFor({ timeout: 15_000 })
})

test('looking at a connector is no use of it', async () => {
  const { workspace_id } = await app.mint('idle')
  const id = await app.connect('idle', { name: 'Idle', credentials: { token: GITHUB_TOKEN } })
  await page.goto(`/w/${workspace_id}/playground?connector=${id}&entity=viewer&action=get`)
  await page.getByRole('heading', { name: 'viewer.get' }).waitFor()
  await page.goto(`/w/${workspace_id}/connectors/${id}?tab=permissions`)
  await page.getByRole('checkbox', { name: 'read issues', exact: true }).waitFor()
  await page.goto('/access/tokens')
  await page.getByRole('checkbox', { name: 'Idle' }).waitFor()
  await page.getByRole('button', { name: 'Mint token' }).click()
  await page.getByRole('button', { name: 'Test what it reaches' }).click()
  await page.getByText('lists one connector').waitFor()
  // Calls are recorded in their order. Once this run is recorded, all earlier calls are too.
  await page.goto(`/w/${workspace_id}/playground?connector=${id}&entity=viewer&action=get`)
  await page.getByRole('button', { name: 'Run' }).click()
  await page.getByText('One record').waitFor()
  const calls = async () => (await app.call('GET', `/api/v1/tool-calls?connector_id=${id}`)).body.data
  await until(async () => (await calls()).length > 0)
  assert.deepEqual(
    (await calls()).map(({ action }: { action: string }) => action),
    ['get'],
  )
  visitor.expectFaults(/403/)
})

test('a link to a connector that is gone opens no other', async () => {
  await works('Another')
  const gone = crypto.randomUUID()
  await page.goto(`/w/default/playground?connector=${gone}&entity=issues&action=create`)
  await page.getByRole('heading', { name: 'This connector is not here' }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Run' }).count(), 0)
  await choose(page, 'Connector', 'Another')
  await page.getByRole('button', { name: 'Run' }).waitFor()
})

test('the playground of an inactive workspace offers to activate it', async () => {
  const { workspace_id } = await app.mint('asleep')
  const id = await app.connect('asleep', { credentials: { token: GITHUB_TOKEN } })
  await app.call('PUT', `/api/v1/workspaces/${workspace_id}`, { status: 'inactive' })
  await page.goto(`/w/${workspace_id}/playground?connector=${id}&entity=viewer&action=get`)
  await page.getByRole('heading', { name: 'This workspace is inactive' }).waitFor()
  await page.getByRole('button', { name: 'Activate' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Activate' }).click()
  await page.getByRole('button', { name: 'Run' }).waitFor()
  assert.deepEqual(visitor.faults, [])
})

test('by keyboard an operation is found by Enter and arrows, and Run is a few steps away', async () => {
  const id = await works('By keys')
  await page.goto(`/w/default/playground?connector=${id}`)
  const search = page.getByRole('searchbox', { name: 'Find an operation' })
  await search.click()
  await page.keyboard.type('viewer.get')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'viewer.get' }).waitFor()
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
  let steps = 0
  for (; steps < 10 && !(await focused()).startsWith('Run'); steps += 1) await page.keyboard.press('Tab')
  assert.ok((await focused()).startsWith('Run'), `${steps} times Tab`)
  await search.click()
  await page.keyboard.press('Escape')
  await until(
    async () => (await page.getByRole('navigation', { name: 'Operations' }).getByRole('link').count()) > 2,
  )
  await page.keyboard.press('ArrowDown')
  const first = await focused()
  await page.keyboard.press('ArrowDown')
  assert.notEqual(await focused(), first)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  assert.ok(await search.evaluate((element) => element === document.activeElement))
})

test('the ring of a focused tab lies beside its words', async () => {
  const id = await works('Ringed')
  await page.goto(`/w/default/connectors/${id}`)
  const tab = page.getByRole('tab', { name: 'Overview' })
  await tab.focus()
  await page.keyboard.press('ArrowRight')
  const room = await page.getByRole('tab', { name: 'Settings and credentials' }).evaluate((element) => {
    const style = getComputedStyle(element)
    return Number.parseFloat(style.paddingLeft) + Math.min(0, Number.parseFloat(style.outlineOffset))
  })
  assert.ok(room >= 4, `${room} px`)
})

test('minting says which words no connector has, and starts over for another workspace', async () => {
  const { workspace_id } = await app.mint('narrow')
  const id = await app.connect('narrow', { name: 'Narrow' })
  await app.call('POST', `/api/v1/integrations/connectors/${id}/execute`, { entity: 'viewer', action: 'get' })
  await until(
    async () => (await app.call('GET', `/api/v1/tool-calls?connector_id=${id}`)).body.data.length > 0,
  )
  await page.goto(`/w/${workspace_id}`)
  await page.getByRole('heading', { level: 1, name: 'narrow' }).waitFor()
  await page.goto('/access/tokens')
  await page.getByRole('checkbox', { name: 'Narrow failing' }).waitFor()
  await page.getByLabel('Entities').fill('isues, labels')
  await page.getByText('No connector here has the entity isues.').waitFor()
  await page.getByLabel('Actions').fill('list, nonsense')
  await page.getByText('No connector here has the action nonsense.').waitFor()
  await page.getByLabel('Actions').fill('list')
  await page.getByRole('button', { name: 'Mint token' }).click()
  await page.getByText('Token for narrow').waitFor()
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Workspace:/ })
    .click()
  await page.getByRole('option', { name: 'default' }).click()
  await page.getByText('No token yet').waitFor()
  assert.equal(await page.getByLabel('Entities').inputValue(), '')
})

test('what is wrong with a form is said in the words of the form', async () => {
  await page.goto('/settings/organization')
  await page.getByLabel('Origins').fill('https://app.example.com\nnot an origin')
  await page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Redirect origins' }) })
    .getByRole('button', { name: 'Save' })
    .click()
  const said = (await page.getByRole('alert').textContent()) ?? ''
  assert.match(said, /Origins, line 2 must be/)
  assert.doesNotMatch(said, /body\.|redirect_origins|invalid_request/)
  visitor.expectFaults(/422/)
})
