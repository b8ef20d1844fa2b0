import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ConnectPage } from '@bulkhead/connect-page/types'
import { isInSample } from '@bulkhead/testing/sample'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { findAccessibilityFaults, observePaint, readPaint } from '../support/audit-page.ts'
import { launchBrowser } from '../support/browser.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'
import { getStubPage, MANY, SESSION, stubSession, TOKEN } from './stub-session.ts'

const LOOKS = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  narrow: { viewport: { width: 320, height: 640 }, colorScheme: 'light' },
  German: { locale: 'de-DE', colorScheme: 'light' },
} as const satisfies Record<string, BrowserContextOptions>

const ACCOUNT = { id: '1', name: 'ada@birch.test' }
const FAILED = {
  status: 'failed',
  connector_id: null,
  account: null,
  previous_account: null,
  check: {
    status: 'failed',
    error_message: 'x',
    entity_check_results: [{ entity: 'viewer', status: 'failed', status_code: 401 }],
  },
  error: null,
  redirect_to: null,
}
const DONE = {
  ...FAILED,
  status: 'awaiting_confirmation',
  connector_id: crypto.randomUUID(),
  account: ACCOUNT,
  check: null,
}

interface Step {
  readonly session?: Partial<ConnectPage>
  readonly answers?: Readonly<Record<string, object>>
  readonly prepare?: (page: Page) => Promise<void>
  readonly hash?: string
  readonly path?: string
}

/** Presses buttons by place, since their names are in two languages. */
const byKey = (page: Page) => page.getByRole('radio').nth(1).check()
const submit = (page: Page) => page.locator('button[type=submit]').click()
const enter = async (page: Page) => {
  await byKey(page)
  await page.locator('input[name=token]').fill('ghp_abc')
  await submit(page)
}

const STEPS: Readonly<Record<string, Step>> = {
  services: { session: MANY },
  'way in, OAuth': {},
  'way in, key': { prepare: byKey },
  scopes: { prepare: (page) => page.locator('.access summary').click() },
  'empty form': {
    async prepare(page) {
      await byKey(page)
      await submit(page)
      await page.locator('.field .error').waitFor()
    },
  },
  failure: {
    answers: { 'session/credentials': FAILED },
    async prepare(page) {
      await enter(page)
      await page.getByRole('alert').waitFor()
    },
  },
  done: {
    answers: { 'session/credentials': DONE },
    async prepare(page) {
      await enter(page)
      await page.locator('.facts').waitFor()
    },
  },
  'another account': {
    session: {
      kind: 'reconnect',
      status: 'awaiting_confirmation',
      previous_account: { id: '2', name: 'bob@birch.test' },
      result: { connector_id: SESSION, account: ACCOUNT, status: 'awaiting_confirmation', redirect_to: null },
    },
    prepare: (page) => page.locator('.notice.warn').waitFor(),
  },
  reconnect: { session: { kind: 'reconnect' } },
  disconnect: {
    session: { kind: 'reconnect' },
    async prepare(page) {
      await page.locator('.button.danger').click()
      await page.locator('.actions .danger').waitFor()
    },
  },
  declined: {
    answers: { 'session/decline': { status: 'refused', redirect_to: null } },
    prepare: (page) => page.locator('.button.quiet').click(),
  },
  ended: { hash: '' },
  'begin without a nonce': { path: '/connect/begin', hash: '' },
}

let app: RunningApp
let browser: Browser

before(async () => {
  ;[app, browser] = await Promise.all([startApp(), launchBrowser()])
})
after(async () => {
  await browser?.close()
  await app?.close()
})

/** Looks. In the sample each step is tested in one of them. */
const looks = Object.entries(LOOKS)

for (const [at, [look, options]] of looks.entries()) {
  const steps = Object.entries(STEPS).filter((_, step) => isInSample(step + at, looks.length))
  test(`every step, ${look}: nothing for axe to find, nothing beside the page`, async (t) => {
    const lcps: number[] = []
    for (const [
      name,
      { session, answers, prepare, hash = `#${TOKEN}`, path = `/connect/${SESSION}` },
    ] of steps) {
      const context = await browser.newContext({ ...options, baseURL: app.url, reducedMotion: 'reduce' })
      context.setDefaultTimeout(60_000)
      const faults: string[] = []
      context.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text())
      })
      context.on('weberror', (error) => faults.push(error.error().message))
      const page = await context.newPage()
      await page.addInitScript(observePaint)
      await stubSession(page, getStubPage(session), answers)
      await page.goto(path + hash)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await prepare?.(page)
      assert.deepEqual(await findAccessibilityFaults(page), [], name)
      const { width, shown } = await page.evaluate(() => ({
        width: document.documentElement.scrollWidth,
        shown: window.innerWidth,
      }))
      assert.ok(width <= shown, `${name}: ${width} px wide`)
      assert.equal(await page.evaluate(() => document.documentElement.lang), look === 'German' ? 'de' : 'en')
      assert.equal(new URL(page.url()).hash, '', `${name}: the token is in the address`)
      lcps.push((await readPaint(page)).lcpMs)
      assert.deepEqual(faults, [], name)
      await context.close()
    }
    t.diagnostic(`LCP ${lcps.map((ms) => Math.round(ms)).join(', ')} ms`)
  })
}

async function openStub(options: BrowserContextOptions = {}, step: Step = {}) {
  const context = await browser.newContext({ ...options, baseURL: app.url })
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  await stubSession(page, getStubPage(step.session), step.answers)
  await page.goto(`/connect/${SESSION}#${TOKEN}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

test('it says who asks for what and for whom, and whose page it is', async () => {
  const page = await openStub()
  await page.getByRole('heading', { name: 'Acme wants to use your GitHub, for Birch' }).waitFor()
  await page.getByText(`This page belongs to ${new URL(app.url).host}.`).waitFor()
  assert.equal(await page.getByRole('link', { name: /^Help/ }).getAttribute('href'), 'https://acme.test/help')
  await page.context().close()
})

test('script in names is text', async () => {
  const hostile = '<img src=x onerror=alert(1)><script>alert(1)</script>'
  const stub = getStubPage()
  const page = await openStub(
    {},
    {
      session: {
        organization: { ...stub.organization, name: hostile },
        asks_for: hostile,
        end_user_name: hostile,
        error: { code: 'upstream_error', message: hostile },
      },
    },
  )
  const dialogs: string[] = []
  page.on('dialog', (dialog) => dialogs.push(dialog.message()))
  await page.getByRole('heading', { level: 1, name: hostile }).waitFor()
  assert.equal(await page.locator('main script, main img[src=x]').count(), 0)
  assert.deepEqual(dialogs, [])
  await page.context().close()
})

test('all of it works by keyboard, and each step takes the focus', async () => {
  const page = await openStub({}, { session: MANY, answers: { 'session/credentials': DONE } })
  await page.getByRole('button', { name: 'GitHub' }).focus()
  await page.keyboard.press('Enter')
  const heading = page.getByRole('heading', { level: 1 })
  await page.getByRole('heading', { name: /your GitHub/ }).waitFor()
  await assert.doesNotReject(page.waitForFunction(() => document.activeElement?.tagName === 'H1'))
  await page.getByRole('radio', { name: 'Personal access token' }).focus()
  await page.keyboard.press('Space')
  await page.getByLabel('Token', { exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Fill in this field.').waitFor()
  const field = page.getByLabel('Token', { exact: true })
  await page.waitForFunction(() => (document.activeElement as HTMLInputElement).name === 'token')
  assert.equal(await field.getAttribute('aria-invalid'), 'true')
  await page.keyboard.type('ghp_abc')
  await page.keyboard.press('Enter')
  await page.getByText('Signed in as ada@birch.test').waitFor()
  assert.equal(await heading.evaluate((one) => one === document.activeElement), true)
  await page.context().close()
})

test('what was entered stays when it fails, and is pasted without what surrounds it', async () => {
  const page = await openStub({}, { answers: { 'session/credentials': FAILED } })
  await byKey(page)
  const field = page.getByLabel('Token', { exact: true })
  await field.evaluate((control) => {
    const data = new DataTransfer()
    data.setData('text', '  ghp_abc\u200b \n')
    control.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  })
  assert.equal(await field.inputValue(), 'ghp_abc')
  assert.equal(await field.getAttribute('type'), 'password')
  await page.getByRole('button', { name: 'Show Token' }).click()
  assert.equal(await field.getAttribute('type'), 'text')
  await submit(page)
  await page.getByText('GitHub does not accept this.').waitFor()
  assert.equal(await field.inputValue(), 'ghp_abc')
  await page.context().close()
})

test('the browser of an app is told the way out', async () => {
  const page = await openStub({
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/22B83 Instagram 355.1.0',
  })
  await page.getByText('Open this page in your browser, not in Instagram').waitFor()
  await page.getByRole('button', { name: 'Copy address' }).waitFor()
  await page.context().close()
})

test('the scopes that were chosen are sent, with the hash of a code and never the code', async () => {
  const page = await openStub({}, { answers: { 'session/credentials': DONE } })
  await byKey(page)
  await page.getByLabel('Token', { exact: true }).fill('ghp_abc')
  await page.locator('.access summary').click()
  await page.getByText('We keep Acme to these choices. The key itself could do more').waitFor()
  await page.getByRole('button', { name: 'Read only' }).click()
  await page.getByRole('checkbox', { name: 'Read issues' }).uncheck()
  const sent = page.waitForRequest('**/session/credentials')
  await submit(page)
  const { entities, confirmation_hash, configuration } = (await sent).postDataJSON()
  assert.deepEqual(entities, [
    { entity: 'pull_requests', modes: ['read'] },
    { entity: 'repositories', modes: ['read'] },
  ])
  assert.deepEqual(configuration, { token: 'ghp_abc' })
  assert.match(confirmation_hash, /^[\w-]{43}$/)
  // The page deletes the secrets of a finished session.
  await page.waitForFunction((token) => !JSON.stringify({ ...sessionStorage }).includes(token), TOKEN)
  await page.context().close()
})

test('a field that the server refuses is marked with its message, also among the folded settings', async () => {
  const page = await openStub()
  await page.route('**/session/credentials', (route) =>
    route.fulfill({
      status: 422,
      json: {
        code: 'invalid_configuration',
        message: 'The configuration is not valid.',
        request_id: '1',
        errors: [
          {
            field: 'body.configuration.base_url',
            message: 'Begin with https.',
            error_code: 'invalid_configuration',
            details: null,
          },
        ],
      },
    }),
  )
  await enter(page)
  await page.locator('.field .error').getByText('Begin with https.').waitFor()
  assert.equal(await page.getByLabel('Address').getAttribute('aria-invalid'), 'true')
  await page.context().close()
})

test('a link whose attempts are used up says that it is over, although its session is still open', async () => {
  const page = await openStub()
  await enter(page)
  await page.getByRole('heading', { name: 'This link is no longer valid' }).waitFor()
  await page.context().close()
})

test('a response that is cut off can be asked for again', async () => {
  const page = await openStub()
  await page.route('**/api/v1/connect/session', (route) =>
    route.fulfill({ contentType: 'application/json', body: '{' }),
  )
  await page.reload()
  const again = page.getByRole('button', { name: 'Try again' })
  await again.waitFor()
  await page.unroute('**/api/v1/connect/session')
  await again.click()
  await page.getByRole('heading', { name: /your GitHub/ }).waitFor()
  await page.context().close()
})

test('the service that was chosen last is shown, in whatever order the server responds', async () => {
  const page = await openStub({}, { session: MANY })
  const chosenFirst = Promise.withResolvers<void>()
  const address = `**/session/services/${MANY.services[0]?.definition_id}`
  await page.route(address, async (route) => {
    await chosenFirst.promise
    await route.fallback()
  })
  const late = page.waitForResponse(address)
  const heading = page.getByRole('heading', { name: /your Slack/ })
  await page.getByRole('button', { name: 'GitHub' }).click()
  await page.getByRole('button', { name: 'Slack' }).click()
  await heading.waitFor()
  chosenFirst.resolve()
  await (await late).finished()
  // Two frames later, the page has read the response and drawn what follows from it.
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  )
  assert.ok(await heading.isVisible())
  await page.context().close()
})
