import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { until } from '@bulkhead/testing/test-server'
import type { Browser, Page } from 'playwright-core'
import { GITHUB_TOKEN } from './support/fake-github.ts'
import type { RunningApp } from './support/running-app.ts'
import { openSignedIn, type SignedIn } from './support/signed-in.ts'
import { OWNER, openVisitor, SECOND_OWNER, signUp, type Visitor } from './support/visitor.ts'

const MANY = 120

let signedIn: SignedIn
let app: RunningApp
let browser: Browser
let visitor: Visitor
let page: Page
let acme: string
let failing: string

before(async () => {
  signedIn = await openSignedIn()
  ;({ app, browser, visitor, page } = signedIn)
  acme = (await app.mint('acme')).workspace_id
  failing = await app.connect('default', { name: 'Withdrawn' })
  await app.connect('acme', { name: 'Yard', credentials: { token: GITHUB_TOKEN } })
  await app.call('POST', `/api/v1/integrations/connectors/${failing}/execute`, {
    entity: 'viewer',
    action: 'get',
  })
  for (let made = 0; made < MANY; made += 1) await app.mint(`customer-${made}`)
})
after(() => signedIn?.close())

const rows = () => page.getByRole('table').locator('[data-index]')
/** Returns the name in the focused row. The rest of a row has times such as `2m ago`, which change. */
const focusedRow = () =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-index] a')?.textContent ?? '')
const sidebar = () => page.getByRole('complementary', { name: 'Sidebar' })

test('the list of workspaces shows in which a connector does not work', async () => {
  await page.goto('/workspaces')
  await page.getByRole('row').filter({ hasText: 'default' }).getByTitle('1 needs attention').waitFor()
})

test('a page that is opened reads its code while it reads the session', async () => {
  const opened = await visitor.context.newPage()
  // The first code of a page. That of all other pages is read when the browser is idle.
  const code = opened.waitForRequest(/\/assets\/\w+(-\w+)*-page-/)
  await opened.route('**/auth/session', async (route) => {
    assert.match((await code).url(), /\/assets\/all-connectors-page-/)
    await route.continue()
  })
  await opened.goto('/connectors')
  await opened.getByRole('table', { name: 'Connectors' }).waitFor()
  await opened.close()
})

test('no column is cut to a few letters, however wide the window is', async (t) => {
  for (const width of [768, 820, 1024, 1050]) {
    await t.test(`${width} pixels`, async () => {
      await page.setViewportSize({ width, height: 800 })
      for (const path of ['/activity', '/audit', '/workspaces', '/w/default/connectors']) {
        await page.goto(path)
        await rows().first().waitFor()
        const cut = await page
          .getByRole('columnheader')
          .evaluateAll((headers) =>
            headers
              .filter((header) => header.clientWidth > 0 && header.scrollWidth > header.clientWidth)
              .map((header) => header.textContent),
          )
        assert.deepEqual(cut, [], path)
        const narrowest = await rows()
          .first()
          .getByRole('cell')
          .evaluateAll((cells) => Math.min(...cells.map(({ clientWidth }) => clientWidth).filter(Boolean)))
        assert.ok(narrowest >= 80, `${path}: ${narrowest} px`)
      }
    })
  }
  await page.setViewportSize({ width: 1280, height: 800 })
})

test('a phone says of which workspace a page is', async () => {
  const phone = await openVisitor(browser, app, {
    look: 'phone',
    state: await visitor.context.storageState(),
  })
  for (const place of ['connectors', 'playground', 'activity']) {
    await phone.page.goto(`/w/${acme}/${place}`)
    await phone.page.getByRole('banner').getByText('acme', { exact: true }).waitFor()
  }
  await phone.page.goto('/workspaces')
  await phone.page.getByRole('banner').getByRole('heading', { name: 'Workspaces' }).waitFor()
  assert.equal(await phone.page.getByRole('banner').getByText('acme', { exact: true }).count(), 0)
  await phone.context.close()
})

test('a phone shows the open tab and no other one as open, and no button covers code', async () => {
  const phone = await openVisitor(browser, app, {
    look: 'phone',
    state: await visitor.context.storageState(),
  })
  for (const [path, tabs, tab] of [
    ['/settings/account', 'Settings', 'Your account'],
    ['/access/mcp', 'Access', 'MCP'],
    ['/people/invitations', 'People', 'Invitations'],
  ] as const) {
    await phone.page.goto(path)
    const open = phone.page
      .getByRole('navigation', { name: tabs, exact: true })
      .locator('[aria-current=page]')
    await open.first().waitFor()
    assert.deepEqual(await open.allTextContents(), [tab])
    const { x = -1, width = 0 } = (await open.boundingBox()) ?? {}
    assert.ok(x >= 0 && x + width <= 390, `${tab} is at ${x}`)
  }
  await phone.page.goto('/access/mcp')
  await phone.page.locator('pre').first().waitFor()
  const covered = await phone.page.locator('pre').evaluateAll((blocks) =>
    blocks
      .map((block) => [block, block.parentElement?.querySelector('button')] as const)
      .filter(([block, button]) => {
        const left = button?.getBoundingClientRect().left ?? 0
        return block.getBoundingClientRect().right > left
      })
      .map(([block]) => block.textContent),
  )
  assert.deepEqual(covered, [])
  await phone.context.close()
})

test('on a phone, the content of each row fits into the row', async () => {
  const phone = await openVisitor(browser, app, {
    look: 'phone',
    state: await visitor.context.storageState(),
  })
  for (const path of ['/audit', '/workspaces', '/connectors']) {
    await phone.page.goto(path)
    const rows = phone.page.locator('[role=row][data-index]')
    await rows.first().waitFor()
    await phone.page.waitForLoadState('networkidle')
    const higher = await rows.evaluateAll((all) =>
      all
        .filter(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1)
        .map(({ textContent }) => textContent),
    )
    assert.deepEqual(higher, [], path)
  }
  await phone.context.close()
})

test('an empty list has one primary button', async () => {
  for (const [path, name] of [
    ['/people/invitations', 'Invite people'],
    [`/w/${acme}/connect-links`, 'Send a connect link'],
  ] as const) {
    await page.goto(path)
    const buttons = page.getByRole('button', { name })
    await until(async () => (await buttons.count()) === 2)
    const looks = await buttons.evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor))
    assert.notEqual(looks[0], looks[1], path)
  }
})

test('nothing on the home page moves when failing connectors are loaded, on a tablet too', async () => {
  await page.setViewportSize({ width: 820, height: 900 })
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route('**/credentials?*state=needs_attention*', async (route) => {
    await promise
    await route.continue()
  })
  await page.goto('/')
  const below = page.getByRole('heading', { name: 'Recent calls' })
  await below.waitFor()
  await page.getByText('Connect an agent').waitFor()
  // Letters of a font that is loaded have other widths.
  await page.evaluate(() => document.fonts.ready)
  const before = await below.boundingBox()
  resolve()
  await page.getByRole('main').getByRole('link', { name: 'Withdrawn' }).waitFor()
  assert.deepEqual(await below.boundingBox(), before)
  await page.unrouteAll()
  await page.setViewportSize({ width: 1280, height: 800 })
})

test('the page of a call belongs to the workspace of the call', async () => {
  await page.goto(`/w/${acme}`)
  await sidebar().getByRole('button', { name: 'Workspace: acme' }).waitFor()
  const { body } = await app.call('GET', `/api/v1/tool-calls?connector_id=${failing}`)
  await page.goto(`/calls/${body.data[0].id}`)
  await sidebar().getByRole('button', { name: 'Workspace: default' }).waitFor()
  const selected = sidebar().locator('[aria-current=page]')
  assert.deepEqual(await selected.allTextContents(), ['Activity'])
  await selected.click()
  await page.waitForURL('**/w/default/activity')
})

test('search finds what can be done, and services', async () => {
  await page.goto('/workspaces')
  await rows().first().waitFor()
  for (const [words, option] of [
    ['add connector', 'Add connector'],
    ['sign out', 'Sign out'],
    ['oauth', 'OAuth apps'],
    ['mcp', 'MCP'],
    ['stripe', 'Add Stripe'],
    ['new secret', 'secrets'],
    ['deactivate', 'deactivate'],
  ] as const) {
    await page.keyboard.press('ControlOrMeta+k')
    await page.getByRole('dialog').getByRole('combobox').fill(words)
    await page.getByRole('option').filter({ hasText: option }).first().waitFor()
    await page.keyboard.press('Escape')
    await until(async () => (await page.getByRole('dialog').count()) === 0)
  }
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('dialog').getByRole('combobox').fill('stripe')
  await page.getByRole('option', { name: /Add Stripe/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Stripe' }).waitFor()
})

test('Enter in the search of the catalog opens the first service, and Back leads to the search', async () => {
  for (const path of ['/start', `/w/${acme}/connectors/new`]) {
    await page.goto(path)
    const search = page.getByRole('searchbox', { name: 'Find a service' })
    await search.fill('gitl')
    await page.waitForURL('**q=gitl')
    await search.press('Enter')
    await page.getByRole('heading', { name: 'GitLab' }).waitFor()
    await page.goBack()
    await page.getByRole('link', { name: 'GitLab', exact: true }).waitFor()
    assert.equal(await search.inputValue(), 'gitl')
    assert.equal(await page.getByRole('link', { name: 'GitHub', exact: true }).count(), 0)
  }
})

test('a pressed button keeps the focus, and does nothing more until it is done', async () => {
  await page.goto('/access/tokens')
  const { promise, resolve } = Promise.withResolvers<void>()
  let minted = 0
  await page.route('**/applications/scoped-token', async (route) => {
    minted += 1
    await promise
    await route.continue()
  })
  const mint = page.getByRole('button', { name: 'Mint token' })
  await until(async () => (await mint.count()) === 1 && !(await mint.isDisabled()))
  await mint.focus()
  await page.keyboard.press('Enter')
  await until(() => mint.isDisabled())
  await page.keyboard.press('Enter')
  await page.keyboard.press('Space')
  resolve()
  await page.getByText(/^Token for /).waitFor()
  assert.equal(minted, 1)
  assert.equal(await mint.evaluate((button) => button === document.activeElement), true)
  await page.unrouteAll()
})

test('an address that leads nowhere keeps the ways to elsewhere, and offers no second try', async () => {
  await page.goto('/no-such-page')
  await page.getByRole('heading', { name: 'Page not found' }).waitFor()
  await sidebar().waitFor()
  const nobody = crypto.randomUUID()
  for (const [path, link] of [
    [`/w/${nobody}`, 'All workspaces'],
    [`/w/${acme}/connectors/${nobody}`, 'Connectors of acme'],
    [`/calls/${nobody}`, 'All activity'],
  ] as const) {
    await page.goto(path)
    await page.locator('#content').getByRole('link', { name: link }).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Try again' }).count(), 0)
  }
  visitor.expectFaults(/404/)
})

test('the focus stays in a long list: to its end, and back to the row that was opened', async () => {
  await page.goto('/workspaces')
  await rows().first().getByRole('link').focus()
  await page.keyboard.press('End')
  await until(async () => (await focusedRow()).startsWith('customer-'))
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  const opened = await focusedRow()
  assert.match(opened, /^customer-/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: /^customer-/ }).waitFor()
  await page.goBack()
  await until(async () => (await focusedRow()) === opened)
  await page.keyboard.press('Home')
  await until(async () => (await focusedRow()).startsWith('default'))
})

test('a session that has ended says so, and what was entered is there after signing in', async () => {
  const { page } = visitor
  await page.goto('/settings/organization')
  // The request that finds no session has to be the one of the button.
  await page.waitForLoadState('networkidle')
  await page.getByLabel('Name of the organization').fill('Half written')
  await visitor.context.clearCookies()
  await page.getByRole('button', { name: 'Save' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
  await dialog.waitFor()
  await page.getByLabel('Name of the organization').waitFor({ state: 'hidden' })
  assert.equal(await dialog.getByLabel('E-mail').inputValue(), OWNER.email)
  // The person comes back to this tab, for example from a password manager, and the session is read again.
  const reread = page.waitForResponse('**/auth/session')
  await page.evaluate(() => {
    const now = Date.now
    Date.now = () => now() + 120_000
    dispatchEvent(new Event('visibilitychange'))
  })
  await reread
  await dialog.getByLabel('Password').fill('not-the-password')
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
  const alert = dialog.getByRole('alert')
  await alert.waitFor()
  assert.doesNotMatch((await alert.textContent()) ?? '', /invalid_sign_in|request/)
  await dialog.getByLabel('Password').fill(OWNER.password)
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
  await until(async () => (await dialog.count()) === 0)
  assert.equal(await page.getByLabel('Name of the organization').inputValue(), 'Half written')
  await page.getByText('Your session had ended. Try again.').waitFor()
  await page.getByRole('button', { name: 'Save' }).first().click()
  await until(async () => (await app.call('GET', '/api/v1/organization')).body.name === 'Half written')
  // Console messages arrive late, so those of the previous test may be among them.
  visitor.expectFaults(/40[14]/)
})

test('a second try reads the session again that could not be read', async () => {
  const { page } = visitor
  let isDown = true
  await page.route('**/auth/session', (route) => (isDown ? route.fulfill({ status: 503 }) : route.continue()))
  await page.goto('/workspaces')
  const again = page.getByRole('button', { name: 'Try again' })
  await again.waitFor()
  isDown = false
  await again.click()
  await rows().first().waitFor()
  await page.unrouteAll()
  visitor.expectFaults(/503/)
})

test('a link says what it is for, and a used one says so before anything is filled in', async () => {
  const link = await app.linkOwner()
  const second = await openVisitor(browser, app)
  await second.page.goto(link)
  await second.page.getByText('This makes you an owner of the organization').waitFor()
  assert.equal(await second.page.getByText('You are the first').count(), 0)
  await signUp(second, { signUpLink: link }, SECOND_OWNER)
  await second.context.close()
  const third = await openVisitor(browser, app)
  await third.page.goto(link)
  await third.page.getByRole('heading', { name: 'The link no longer works' }).waitFor()
  assert.equal(await third.page.getByLabel('Password').count(), 0)
  await third.context.close()
})
