import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { until } from '@bulkhead/testing/test-server'
import type { Page } from 'playwright-core'
import { addFilter } from './support/choose.ts'
import { GITHUB_TOKEN, ISSUES } from './support/fake-github.ts'
import type { RunningApp } from './support/running-app.ts'
import { openSignedIn, type SignedIn } from './support/signed-in.ts'
import type { Visitor } from './support/visitor.ts'

let signedIn: SignedIn
let app: RunningApp
let visitor: Visitor
let page: Page
let workspace_id: string

before(async () => {
  signedIn = await openSignedIn()
  ;({ app, visitor, page } = signedIn)
  workspace_id = (await app.mint('acme')).workspace_id
  for (const name of ['globex', 'initech']) await app.mint(name)
})
after(() => signedIn?.close())

const rows = (name: string) => page.getByRole('table', { name }).getByRole('link')

test('a workspace is found by part of its name and by its status, and the address keeps what was looked for', async () => {
  await page.goto('/workspaces')
  await page.getByRole('searchbox', { name: 'Find by name' }).fill('lob')
  await until(async () => (await rows('Workspaces').count()) === 1)
  await page.waitForURL('**/workspaces?q=lob')
  await page.reload()
  await until(async () => (await rows('Workspaces').count()) === 1)
  await page.getByRole('button', { name: 'Inactive' }).click()
  await page.getByRole('heading', { name: 'No workspace found' }).waitFor()
})

test('an undo that fails is said, although its dialog is gone', async () => {
  const { workspace_id: other } = await app.mint('globex')
  await page.goto(`/w/${other}`)
  await page.getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('globex-inc')
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('heading', { level: 1, name: 'globex-inc' }).waitFor()
  const address = `**/api/v1/workspaces/${other}`
  const message = 'Another workspace has this name.'
  const refused = { code: 'name_taken', message, errors: [{ field: 'body.name', message }] }
  await page.route(address, (route) =>
    route.request().method() === 'PUT' ? route.fulfill({ status: 409, json: refused }) : route.continue(),
  )
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('region', { name: 'Notifications' }).getByText(message).waitFor()
  await page.unroute(address)
  visitor.expectFaults(/409/)
})

test('no workspace is created here: it is said how, and the contract refuses it', async () => {
  await page.goto('/workspaces')
  await page.getByRole('button', { name: 'How to create one' }).click()
  await page.getByText('Your app creates it, not a person').waitFor()
  await page.keyboard.press('Escape')
  const status = await page.evaluate(async () => {
    const { csrf_token } = await (await fetch('/auth/session')).json()
    const response = await fetch('/api/v1/account/applications/scoped-token', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-csrf-token': csrf_token },
      body: JSON.stringify({ workspace_name: 'made-in-the-browser' }),
    })
    return response.status
  })
  assert.equal(status, 403)
  const { body } = await app.call('GET', '/api/v1/workspaces?name_contains=made-in-the-browser')
  assert.deepEqual(body.data, [])
  visitor.expectFaults(/403/)
})

test('an overview asks for the calls that it shows and no more', async () => {
  const asked = page.waitForRequest(/\/tool-calls\?/)
  await page.goto(`/w/${workspace_id}`)
  assert.equal(new URL((await asked).url()).searchParams.get('limit'), '6')
})

test('a workspace is renamed, which can be undone, and its old name given up', async () => {
  await page.goto(`/w/${workspace_id}`)
  await page.getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('acme-inc')
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('heading', { level: 1, name: 'acme-inc' }).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('heading', { level: 1, name: 'acme', exact: true }).waitFor()
  await page.getByRole('button', { name: 'Free the name acme-inc' }).click()
  await page
    .getByRole('definition')
    .filter({ hasText: /^none$/ })
    .waitFor()
})

test('a taken name is said beside the name', async () => {
  await page.getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('globex')
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('dialog').getByRole('alert').filter({ hasText: /name/ }).waitFor()
  visitor.expectFaults(/409/)
  await page.keyboard.press('Escape')
  await until(async () => (await page.getByRole('dialog').count()) === 0)
})

test('all tokens of a workspace are revoked', async () => {
  const { token } = await app.mint('acme')
  const info = () =>
    fetch(`${app.url}/api/v1/account/applications/scoped-token/info`, {
      headers: { authorization: `Bearer ${token}` },
    })
  assert.equal((await info()).status, 200)
  await page.getByRole('button', { name: 'Revoke', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke all' }).click()
  await page.getByText('All tokens of acme are revoked.').waitFor()
  assert.equal((await info()).status, 401)
})

test('a workspace is deactivated, and activated by undoing', async () => {
  await page.getByRole('button', { name: 'Deactivate' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click()
  await page.getByText('acme is inactive.').waitFor()
  // The toast stays while the pointer is on it.
  await page.getByRole('button', { name: 'Undo' }).first().hover()
  await page.getByRole('button', { name: 'Activate' }).waitFor()
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await page.getByRole('button', { name: 'Deactivate' }).waitFor()
})

test('who follows a link at once after searching arrives, however slowly the page comes', async () => {
  const pageOf = '**/add-connector-page-*.js'
  await page.route(pageOf, async (route) => {
    await setTimeout(800)
    await route.continue()
  })
  await page.goto(`/w/${workspace_id}/connectors/new`)
  await page.getByRole('searchbox', { name: 'Find a service' }).fill('git')
  await page.getByRole('link', { name: 'GitHub', exact: true }).click()
  await page.getByRole('tab', { name: 'Access token' }).waitFor()
  await page.unroute(pageOf)
})

test('a credential that must be JSON and is not is said so at its field', async () => {
  const definitions = '**/api/v1/integrations/definitions/sources/*'
  await page.route(definitions, async (route) => {
    const response = await route.fetch()
    const body = await response.json()
    body.definition.spec.properties.token.type = 'object'
    await route.fulfill({ response, json: body })
  })
  await page.goto(`/w/${workspace_id}/connectors/new/github`)
  await page.getByRole('tab', { name: 'Access token' }).click()
  const token = page.getByLabel('Personal access token')
  await token.fill('{"key": ')
  await page.getByRole('button', { name: 'Check and add' }).click()
  await page.getByText('This must be JSON.').waitFor()
  assert.equal(await token.evaluate((field) => field === document.activeElement), true)
  assert.equal(await token.getAttribute('aria-invalid'), 'true')
  await page.unroute(definitions)
})

test('a connector: added, checked, failing with the reason, repaired, set, renamed, restricted, deleted', async (t) => {
  let connector_id = ''
  await t.test('added from the catalog', async () => {
    await page.goto(`/w/${workspace_id}/connectors`)
    await page.getByRole('link', { name: 'Add connector' }).first().click()
    await page.getByRole('searchbox', { name: 'Find a service' }).fill('git')
    await page.getByRole('link', { name: 'GitHub', exact: true }).click()
    await page.getByRole('tab', { name: 'Access token' }).click()
    await page.getByText('Name and further settings').click()
    await page.getByRole('textbox', { name: /^Name/ }).fill('Yard')
    await page.getByLabel('Base URL').fill(app.github.url)
    await page.getByLabel('Personal access token').fill(GITHUB_TOKEN)
    await page.getByRole('button', { name: 'Check and add' }).click()
    await page.getByText('Yard was added.').waitFor()
    connector_id = page.url().split('/').at(-1) ?? ''
    assert.match(connector_id, /^[0-9a-f-]{36}$/)
  })
  await t.test('checked', async () => {
    await page.getByRole('button', { name: 'Check now' }).click()
    await page.getByText(/It works|Not checked/).waitFor()
  })
  await t.test('credentials replaced: bad ones are said to be bad, and nothing is lost', async () => {
    await page.getByRole('tab', { name: 'Settings and credentials' }).click()
    await page.getByRole('button', { name: 'Replace' }).click()
    await page.getByRole('tab', { name: 'Access token' }).click()
    await page.getByLabel('Personal access token').fill('ghp_withdrawn')
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: 'Leave without saving?' }).waitFor()
    await page
      .getByRole('dialog', { name: 'Leave without saving?' })
      .getByRole('button', { name: 'Cancel' })
      .click()
    await page.getByRole('button', { name: 'Check and replace' }).click()
    await page
      .getByRole('dialog')
      .getByText(/does not accept|Not checked/)
      .or(page.getByText('were replaced'))
      .first()
      .waitFor()
    const anyway = page.getByRole('button', { name: 'Replace anyway' })
    if (await anyway.isVisible()) await anyway.click()
    await page.getByText('The credentials of Yard were replaced, though').waitFor()
    assert.equal(await page.getByRole('dialog').count(), 0)
  })
  await t.test('good ones put it right', async () => {
    await page.getByRole('button', { name: 'Replace', exact: true }).click()
    await page.getByRole('tab', { name: 'Access token' }).click()
    await page.getByLabel('Personal access token').fill(GITHUB_TOKEN)
    await page.getByRole('button', { name: 'Check and replace' }).click()
    await until(async () => (await page.getByRole('dialog').count()) === 0)
  })
  await t.test('settings are changed, which can be undone', async () => {
    await page.getByLabel('Repositories').fill('acme/hull\nacme/keel')
    await page.getByRole('button', { name: 'Save settings' }).click()
    await page.getByText('The settings were saved.').waitFor()
    const stored = async () =>
      (await app.call('GET', `/api/v1/integrations/connectors/${connector_id}`)).body.replication_config
        .repositories
    assert.deepEqual(await stored(), ['acme/hull', 'acme/keel'])
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await until(async () => (await stored()) === undefined)
  })
  await t.test('what may be done through it is restricted, and everything allowed again', async (t) => {
    await page.getByRole('tab', { name: 'Permissions' }).click()
    await page.getByRole('checkbox', { name: 'write issues' }).uncheck()
    await t.test('renamed, which keeps what is not saved', async () => {
      await page.getByRole('button', { name: 'More' }).click()
      await page.getByRole('menuitem', { name: 'Rename' }).click()
      await page.getByRole('textbox', { name: 'Name' }).fill('Shipyard')
      await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click()
      await page.getByRole('heading', { level: 1, name: 'Shipyard' }).waitFor()
      assert.equal(await page.getByRole('checkbox', { name: 'write issues' }).isChecked(), false)
    })
    await page.getByRole('button', { name: 'Save permissions' }).click()
    await page.getByText('The permissions were saved.').waitFor()
    const create = { entity: 'issues', action: 'create', params: { owner: 'acme', repo: 'hull', title: 'x' } }
    const run = () => app.call('POST', `/api/v1/integrations/connectors/${connector_id}/execute`, create)
    assert.equal((await run()).status, 403)
    await page.getByRole('button', { name: 'Allow everything' }).click()
    await until(async () => (await run()).status === 200)
  })
  await t.test('deleted', async () => {
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete connector' }).click()
    await page.getByRole('heading', { name: 'No connectors yet' }).waitFor()
    assert.equal((await app.call('GET', `/api/v1/integrations/connectors/${connector_id}`)).status, 404)
    visitor.expectFaults(/404/)
  })
})

test('the playground', async (t) => {
  const connector = await app.connect('acme', { name: 'Yard', credentials: { token: GITHUB_TOKEN } })
  await page.goto(`/w/${workspace_id}/playground?connector=${connector}&entity=issues&action=list`)
  await t.test('says what is missing beside the field', async () => {
    await page.getByRole('button', { name: 'Run' }).click()
    assert.equal(await page.getByText('This is required.').count(), 2)
    assert.equal(await page.getByLabel('owner').evaluate((field) => field === document.activeElement), true)
    await page.keyboard.type('acme')
    assert.equal(await page.getByLabel('owner').inputValue(), 'acme')
  })
  await t.test('pages through all records', async () => {
    await page.getByLabel('owner').fill('acme')
    await page.getByLabel('repo', { exact: true }).fill('hull')
    await page.getByRole('button', { name: 'Run' }).click()
    await page.getByText('30 records so far').waitFor()
    await page.getByRole('button', { name: 'Next page' }).click()
    await page.getByText('60 records so far').waitFor()
    await page.getByRole('button', { name: 'Next page' }).click()
    await page.getByText(`${ISSUES} records`, { exact: true }).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Next page' }).count(), 0)
  })
  await t.test('shows all of one record', async () => {
    await page.getByRole('button', { name: 'Open record 1', exact: true }).click()
    await page.getByRole('dialog').getByText('"databaseId"').waitFor()
    await page.keyboard.press('Escape')
  })
  await t.test('asks for chosen fields only', async () => {
    await page.getByRole('button', { name: 'All fields' }).click()
    await page.getByRole('checkbox', { name: 'number' }).check()
    await page.getByRole('checkbox', { name: 'title' }).check()
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('button', { name: 'Run' }).click()
    await until(async () => (await page.getByRole('columnheader').count()) === 3)
  })
  await t.test('takes params as JSON', async () => {
    await page.getByRole('button', { name: 'JSON' }).click()
    const json = page.getByLabel('Parameters as JSON')
    assert.deepEqual(JSON.parse(await json.inputValue()), { owner: 'acme', repo: 'hull' })
    await json.fill('{"owner": ')
    await page.getByRole('button', { name: 'Run' }).click()
    await page.getByText('This must be JSON.').waitFor()
    await page.getByRole('button', { name: 'Form' }).click()
    await page.getByText('This must be JSON.').waitFor()
    assert.equal(await json.inputValue(), '{"owner": ')
    await json.fill('{"owner": "acme", "repo": "keel", "per_page": 5}')
    await page.getByRole('button', { name: 'Run' }).click()
    await page.getByText('5 records so far').waitFor()
  })
  await t.test('gives a link that holds nothing of what was entered or answered', async () => {
    await visitor.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Copy link' }).click()
    const link = await page.evaluate(() => navigator.clipboard.readText())
    assert.equal(
      link,
      `${app.url}/w/${workspace_id}/playground?connector=${connector}&entity=issues&action=list`,
    )
    assert.ok(!page.url().includes('keel'))
  })
  await t.test('asks before it writes', async () => {
    await page.getByRole('link', { name: 'issues.create write' }).first().click()
    await page.getByRole('heading', { name: 'issues.create' }).waitFor()
    await page.getByLabel('owner').fill('acme')
    await page.getByLabel('repo', { exact: true }).fill('hull')
    await page.getByLabel('title', { exact: true }).fill('Leak in the bow')
    const before = app.github.arrived.length
    await page.getByRole('button', { name: 'Run' }).click()
    await page.getByRole('heading', { name: 'This changes something at GitHub' }).waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    assert.equal(app.github.arrived.length, before)
    await page.getByRole('button', { name: 'Run' }).click()
    await page.getByRole('button', { name: 'Run issues.create' }).click()
    await page.getByText('One record').waitFor()
    assert.match(app.github.arrived.at(-1)?.body ?? '', /Leak in the bow/)
  })
  await t.test('explains what the service refused', async () => {
    await page.getByLabel('repo', { exact: true }).fill('missing')
    await page.getByRole('button', { name: 'Run' }).click()
    await page.getByRole('button', { name: 'Run issues.create' }).click()
    await page.getByText('GitHub found nothing').waitFor()
    visitor.expectFaults(/424/)
  })
  await t.test('fills the form from an earlier run, and again from the same', async () => {
    const repo = page.getByLabel('repo', { exact: true })
    for (const typed of ['first', 'second']) {
      await repo.fill(typed)
      await page.getByRole('button', { name: 'History' }).click()
      await page.getByRole('dialog', { name: 'Your runs' }).getByRole('option').first().click()
      await until(async () => (await repo.inputValue()) === 'missing')
    }
  })
  await t.test('saves a file by the name it has, and keeps none that is no longer shown', async () => {
    const execute = '**/execute'
    await page.route(execute, async (route) => {
      const { action } = route.request().postDataJSON()
      if (action === 'download') {
        const disposition = `attachment; filename="b_cher.pdf"; filename*=UTF-8''b%C3%BCcher.pdf`
        return route.fulfill({ body: 'file', headers: { 'content-disposition': disposition } })
      }
      const response = await route.fetch()
      const body = await response.json()
      const [{ entity, operations }] = body.result.entities
      operations.push({ entity, action: 'download', effect: 'read', params: { type: 'object' } })
      body.result.entities = [{ entity, operations }]
      await route.fulfill({ response, json: body })
    })
    await page.reload()
    await page.getByRole('link', { name: 'download' }).first().click()
    await page.getByRole('button', { name: 'Run' }).click()
    const link = page.getByRole('link', { name: 'Save bücher.pdf (4 bytes)' })
    await until(async () => (await link.getAttribute('href'))?.startsWith('blob:') === true)
    await page.evaluate(() => {
      const kept = URL.revokeObjectURL
      URL.revokeObjectURL = (url) => {
        document.body.dataset.revoked = url
        kept(url)
      }
    })
    const url = await link.getAttribute('href')
    await page.getByRole('button', { name: 'Run' }).click()
    await until(() => page.evaluate((url) => document.body.dataset.revoked === url, url))
    await page.unroute(execute)
  })
})

test('activity is live, filtered by address, and saved as CSV', async (t) => {
  const connector = await app.connect('acme', { name: 'Second', credentials: { token: GITHUB_TOKEN } })
  const run = (repo: string) =>
    app.call('POST', `/api/v1/integrations/connectors/${connector}/execute`, {
      entity: 'issues',
      action: 'create',
      params: { owner: 'acme', repo, title: '=1+1' },
      intent: '=HYPERLINK("http://evil.example")',
    })
  await page.goto(`/w/${workspace_id}/activity?connector=${connector}`)
  await page.getByRole('heading', { name: 'No calls match these filters' }).waitFor()
  await t.test('a call shows up while one looks', async () => {
    await run('hull')
    await rows('Calls').first().waitFor()
    await run('missing')
    await until(async () => (await rows('Calls').count()) === 2, 15_000)
  })
  await t.test('by status', async () => {
    await addFilter(page, 'error', 'error Status')
    await until(async () => (await rows('Calls').count()) === 1)
    assert.match(page.url(), /status=error/)
    await page.getByRole('button', { name: 'Clear' }).click()
  })
  await t.test('as CSV, in which nothing is a formula', async () => {
    await page.goto(`/w/${workspace_id}/activity?connector=${connector}`)
    await rows('Calls').first().waitFor()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'CSV' }).click()
    const file = await (await download).path()
    const lines = (await readFile(file, 'utf8')).trim().split('\r\n')
    assert.equal(lines.length, 3)
    assert.match(lines[0] ?? '', /^at,status,code,entity,action,/)
    assert.match(lines[1] ?? '', /"'=HYPERLINK/)
    await page.getByRole('button', { name: 'Done' }).click()
  })
  await t.test('one call has a page of its own', async () => {
    await rows('Calls').first().click()
    await page.getByText('GitHub found nothing').waitFor()
    await page.getByText('upstream_rejected').first().waitFor()
  })
})

test('applications: created, with the secret shown once; rotated, revoked, deleted', async () => {
  await page.goto('/access/applications')
  await page.getByRole('button', { name: 'Create application' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('billing')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  const shown = (await page.getByRole('region', { name: 'Environment' }).textContent()) ?? ''
  const secret = /BULKHEAD_CLIENT_SECRET=(\S+)/.exec(shown)?.[1] ?? ''
  const client_id = /BULKHEAD_CLIENT_ID=(\S+)/.exec(shown)?.[1] ?? ''
  const token = async (client_secret: string) =>
    (await app.call('POST', '/api/v1/account/applications/token', { client_id, client_secret })).status
  assert.equal(await token(secret), 200)
  await page.getByRole('button', { name: 'I have copied it' }).click()
  assert.ok(!(await page.content()).includes(secret))

  const card = page.getByRole('listitem').filter({ hasText: client_id })
  await card.getByRole('button', { name: 'New secret' }).click()
  await page.getByRole('button', { name: 'Create secret' }).click()
  await page.getByRole('button', { name: 'I have copied it' }).click()
  await card.getByRole('button', { name: 'Retire' }).first().click()
  await page.getByRole('button', { name: 'Retire secret' }).click()
  await page.getByText('The secret is retired.').waitFor()
  assert.equal(await token(secret), 401)

  await card.getByRole('button', { name: 'More actions for billing' }).click()
  await page.getByRole('menuitem', { name: 'Revoke its tokens' }).click()
  await page.getByRole('button', { name: 'Revoke all' }).click()
  await page.getByText('All tokens of billing are revoked.').waitFor()

  await card.getByRole('button', { name: 'More actions for billing' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  const remove = page.getByRole('button', { name: 'Delete application' })
  assert.ok(await remove.isDisabled())
  await page.getByRole('dialog').getByRole('textbox').fill('billing')
  await remove.click()
  await page.getByText('billing was deleted.').waitFor()
})

test('the token workbench mints a token as narrow as asked, and shows what it reaches', async () => {
  await page.goto('/access/tokens')
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Workspace:/ })
    .click()
  await page.getByRole('option', { name: 'acme', exact: true }).click()
  await page.getByRole('checkbox', { name: 'Second' }).check()
  await page.getByLabel('Entities').fill('issues, labels')
  await page.getByRole('button', { name: 'Mint token' }).click()
  await page.getByRole('button', { name: 'Test what it reaches' }).click()
  await page.getByText('lists one connector').waitFor()
  await page.getByText('issues.list').waitFor()
  await page.getByText('labels.get').waitFor()
  assert.equal(await page.getByText('issues.create').count(), 0)
  assert.equal(await page.getByText('viewer.get').count(), 0)
  await page.getByText('cannot list the workspaces').waitFor()
  await page.getByRole('button', { name: 'Try with sample data' }).click()
  await page.getByText('ran with this token').waitFor()
  const sample = page.getByRole('list', { name: 'Sample operations' }).getByRole('listitem')
  const isAllowed = (name: string) => sample.filter({ hasText: name }).getByLabel('allowed').count()
  assert.deepEqual(
    await Promise.all(['issues.list', 'issues.create', 'viewer.get'].map(isAllowed)),
    [1, 0, 0],
  )
  await page.getByRole('tab', { name: 'Claims' }).click()
  await page.getByText('"read_only"').waitFor()
  await page.getByRole('tab', { name: 'Token', exact: true }).click()
  const token = (await page.getByRole('region', { name: 'Token' }).textContent()) ?? ''
  assert.match(token, /^eyJ/)
  await page.getByRole('button', { name: 'Discard' }).click()
  await until(async () => !(await page.content()).includes(token))
  visitor.expectFaults(/403/)
})

test('settings of the organization are saved, which can be undone', async () => {
  await page.goto('/settings/organization')
  const settings = async () => (await app.call('GET', '/api/v1/organization')).body
  await page.getByRole('switch', { name: 'Create workspaces on first use' }).click()
  await until(async () => (await settings()).create_workspaces === false)
  await page.getByRole('button', { name: 'Undo' }).click()
  await until(async () => (await settings()).create_workspaces === true)

  await page.getByLabel('Origins').fill('https://app.example.com')
  const save = (title: string) =>
    page
      .locator('section')
      .filter({ has: page.getByRole('heading', { name: title }) })
      .getByRole('button', { name: 'Save' })
  await save('Redirect origins').click()
  await until(async () => (await settings()).redirect_origins.length === 1)
  await page.getByLabel('Calls, in days').fill('7')
  const use = page.getByRole('definition')
  await use
    .filter({ hasText: /^\d+, no limit$/ })
    .first()
    .waitFor()
  await save('Retention').click()
  await until(async () => (await settings()).tool_call_retention_days === 7)
  await page.getByLabel('Name of the organization').fill('Hopper & Sons')
  await save('Organization').click()
  await until(async () => (await settings()).name === 'Hopper & Sons')
})

test('audit says who did it, and finds it again', async () => {
  await page.goto('/audit')
  await addFilter(page, 'organization updated', /^Organization updated/)
  await page.waitForURL('**/audit?event=organization.updated')
  await rows('Audit records').first().click()
  const sheet = page.getByRole('complementary', { name: 'Record' })
  await sheet.getByText('Grace Hopper').waitFor()
  await page.keyboard.press('Escape')
  await until(async () => (await sheet.count()) === 0)
})

test('a workspace is deleted after its name was typed, and the receipt says what was destroyed', async () => {
  await page.goto(`/w/${workspace_id}`)
  await page.getByRole('button', { name: 'Delete' }).click()
  const remove = page.getByRole('button', { name: 'Delete workspace' })
  await page.getByRole('dialog').getByText('its 2 connectors').waitFor()
  const typed = page.getByRole('dialog').getByRole('textbox')
  await typed.fill('Acme')
  assert.ok(await remove.isDisabled())
  await typed.fill('acme')
  await remove.click()
  await page.getByRole('heading', { name: 'acme was deleted' }).waitFor()
  await page.getByText('destroyed', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.waitForURL('**/workspaces')
  assert.equal((await app.call('GET', `/api/v1/workspaces/${workspace_id}`)).status, 404)
})
