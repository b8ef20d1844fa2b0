import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ConnectEvent } from '@bulkhead/connect'
import { LIGHTHOUSE } from '@bulkhead/testing/oauth/oauth-documents'
import { until } from '@bulkhead/testing/test-server'
import type { Browser, BrowserContext, FrameLocator, Page, Route } from 'playwright-core'
import { launchWholeBrowser } from '../support/browser.ts'
import { type LighthouseApp, startLighthouseApp } from '../support/lighthouse.ts'
import { buildReactShop } from './build-react-shop.ts'
import { type Embedder, startEmbedder } from './embedder.ts'

/** Name to which the service sends browsers back. */
const CALLBACKS = 'callbacks.test'

let app: LighthouseApp
let browser: Browser
let shop: Embedder
let evil: Embedder
let context: BrowserContext
let page: Page

before(async () => {
  ;[app, browser] = await Promise.all([startLighthouseApp(CALLBACKS), launchWholeBrowser(CALLBACKS)])
  ;[shop, evil] = await Promise.all([startEmbedder(app.url, await buildReactShop()), startEmbedder(app.url)])
  await app.configure()
  await app.call('PUT', '/api/v1/organization', { redirect_origins: [shop.origin] })
  await app.call('PUT', '/api/v1/organization/branding', { name: 'Acme' })
})
after(async () => {
  await browser?.close()
  await Promise.all([shop?.close(), evil?.close()])
  await app?.close()
})

async function open(): Promise<Page> {
  await context?.close()
  context = await browser.newContext({ reducedMotion: 'reduce' })
  context.setDefaultTimeout(60_000)
  page = await context.newPage()
  return page
}

interface Link {
  readonly url: string
  readonly session_id: string
}

async function link(more: object = {}): Promise<Link> {
  const { status, body } = await app.call('POST', '/api/v1/connect/sessions', {
    workspace_name: crypto.randomUUID(),
    services: ['lighthouse'],
    ...more,
  })
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

const getSession = async ({ session_id }: Link) =>
  (await app.call('GET', `/api/v1/connect/sessions/${session_id}`)).body
const toShop = ({ url }: Link, mode: 'popup' | 'iframe', { origin } = shop) =>
  `${origin}/?${new URLSearchParams({ mode, url: btoa(url) })}`
const readEvents = (): Promise<ConnectEvent[]> =>
  page.evaluate(() => (globalThis as unknown as { events: ConnectEvent[] }).events)

async function waitForEvent(name: string): Promise<ConnectEvent> {
  await page.waitForFunction(
    (wanted) =>
      (globalThis as unknown as { events: ConnectEvent[] }).events.some((event) => event.name === wanted),
    name,
  )
  return (await readEvents()).find((event) => event.name === name) as ConnectEvent
}

async function enterKey(where: Page | FrameLocator, key: string) {
  await where.getByRole('radio', { name: /key/i }).check()
  await where.locator('input[type=password]').fill(key)
  await where.getByRole('button', { name: 'Check and connect' }).click()
}

const newKey = async () => (await app.authorization.issueTokens()).access_token
/** Waits in the page itself for words that are there for 2.5 seconds, which the test process may pause. */
const untilConnected = (shown: Page) =>
  shown.waitForFunction(
    () => document.querySelector('h1')?.textContent?.includes('is connected'),
    undefined,
    { polling: 'raf' },
  )
const allow = (service: Page) => service.getByRole('button', { name: 'Allow' }).click()

test('by a key: a wrong one is explained and nothing is stored, the right one works once it is confirmed', async () => {
  const made = await link({ redirect_url: `${shop.origin}/back`, end_user: { id: 'ada', name: 'Ada' } })
  await open()
  await page.goto(made.url)
  await page.getByRole('heading', { name: /^Acme wants to use your Lighthouse/ }).waitFor()
  await enterKey(page, 'not-the-right-one')
  await page.getByText('Lighthouse does not accept this.').waitFor()
  assert.equal((await getSession(made)).status, 'open')
  await page.locator('input[type=password]').fill(await newKey())
  const said = untilConnected(page)
  await page.getByRole('button', { name: 'Check and connect' }).click()
  await said
  await page.waitForURL(`${shop.origin}/back**`)
  const query = Object.fromEntries(new URL(page.url()).searchParams)
  assert.equal(query.session_id, made.session_id)
  const { status } = await app.call('POST', `/api/v1/connect/sessions/${made.session_id}/confirm`, {
    end_user_id: 'ada',
    confirmation_code: query.confirmation_code,
  })
  assert.equal(status, 200)
  const called = await app.call('POST', `/api/v1/integrations/connectors/${query.connector_id}/execute`, {
    entity: 'lamps',
    action: 'list',
  })
  assert.equal(called.status, 200, JSON.stringify(called.body))
})

test('by OAuth in the same tab: to the service, back by the callback domain, and on to the application', async () => {
  const made = await link({ redirect_url: `${shop.origin}/back` })
  await open()
  const visited: string[] = []
  page.on('request', (request) => {
    const { hostname, pathname } = new URL(request.url())
    if (pathname.startsWith('/api/v1/oauth/callback/')) visited.push(`${hostname}${pathname}`)
    if (hostname === CALLBACKS) assert.equal(request.headers().cookie, undefined)
  })
  await page.goto(made.url)
  await page.getByRole('button', { name: 'Continue with Lighthouse' }).click()
  const said = untilConnected(page)
  await allow(page)
  await said
  await page.waitForURL(`${shop.origin}/back**`)
  const { searchParams } = new URL(page.url())
  const { status, body } = await app.call('POST', `/api/v1/connect/sessions/${made.session_id}/confirm`, {
    confirmation_code: searchParams.get('confirmation_code'),
  })
  assert.equal(status, 200, JSON.stringify(body))
  assert.equal((await getSession(made)).status, 'completed')
  const callback = `/api/v1/oauth/callback/${LIGHTHOUSE}`
  assert.deepEqual(visited, [`${CALLBACKS}${callback}`, `localhost${callback}`])
  assert.ok((await context.cookies()).every(({ domain }) => domain !== CALLBACKS))
  assert.deepEqual(
    (await context.cookies()).filter(({ name }) => name.includes('bulkhead_connect')),
    [],
  )
})

test('a refusal at the service leads back to the page, which says so', async () => {
  const made = await link()
  await open()
  await page.goto(made.url)
  await page.getByRole('button', { name: 'Continue with Lighthouse' }).click()
  await page.getByRole('button', { name: 'Deny' }).click()
  await page.getByText('You declined at Lighthouse').waitFor()
  assert.equal(await page.getByRole('heading', { name: /is connected/ }).count(), 0)
})

test('declining ends the session and says so where it leads back to', async () => {
  const made = await link({ redirect_url: `${shop.origin}/back` })
  await open()
  await page.goto(made.url)
  await page.getByRole('button', { name: 'Decline' }).click()
  await page.waitForURL(`${shop.origin}/back**`)
  assert.equal(new URL(page.url()).searchParams.get('error'), 'access_denied')
  assert.equal(new URL(page.url()).searchParams.get('confirmation_code'), null)
  assert.equal((await getSession(made)).status, 'refused')
})

test('in a frame of another origin, by a key: the page learns it all, and no secret is in its history', async () => {
  const made = await link({ allowed_origins: [shop.origin] })
  await open()
  await page.goto(toShop(made, 'iframe'))
  await page.getByRole('button', { name: 'Connect' }).click()
  const frame = page.frameLocator('iframe')
  await waitForEvent('ready')
  await enterKey(frame, 'not-the-right-one')
  await waitForEvent('failed')
  await frame.locator('input[type=password]').fill(await newKey())
  await frame.getByRole('button', { name: 'Check and connect' }).click()
  await frame.getByRole('heading', { name: 'Lighthouse is connected' }).waitFor()
  const event = await waitForEvent('completed')
  assert.equal('connector_id' in event && event.connector_id, (await getSession(made)).connector_id)
  assert.ok(page.frames().every((one) => new URL(one.url()).hash === ''))
})

for (const cut of [false, true]) {
  test(`in a frame, by OAuth in a window${cut ? ' that the service cuts off' : ''}`, async () => {
    const made = await link({ allowed_origins: [shop.origin] })
    await open()
    if (cut) {
      await context.route(`${app.authorization.url}/**`, async (route) => {
        const response = await route.fetch({ maxRedirects: 0 })
        const headers = { ...response.headers(), 'cross-origin-opener-policy': 'same-origin' }
        await route.fulfill({ response, headers })
      })
    }
    await page.goto(toShop(made, 'iframe'))
    await page.getByRole('button', { name: 'Connect' }).click()
    const frame = page.frameLocator('iframe')
    // A failed attempt must not affect the next one.
    await enterKey(frame, 'not-the-right-one')
    await waitForEvent('failed')
    await frame.getByRole('radio', { name: 'OAuth' }).check()
    const opened = context.waitForEvent('page')
    await frame.getByRole('button', { name: 'Continue with Lighthouse' }).click()
    const popup = await opened
    await popup.getByRole('button', { name: 'Allow' }).waitFor()
    await page.waitForResponse((response) => response.url().endsWith('/connect/session'))
    await frame.getByRole('heading', { name: 'Waiting for you to finish at Lighthouse' }).waitFor()
    await allow(popup)
    await frame.getByRole('heading', { name: 'Lighthouse is connected' }).waitFor()
    await waitForEvent('completed')
    assert.equal((await getSession(made)).status, 'completed')
  })
}

test('in a frame: each attempt is reported once, and a late response does not undo the next attempt', async () => {
  const made = await link({ allowed_origins: [shop.origin] })
  await open()
  await page.goto(toShop(made, 'iframe'))
  await page.getByRole('button', { name: 'Connect' }).click()
  const frame = page.frameLocator('iframe')
  await waitForEvent('ready')
  const held: Route[] = []
  await context.route('**/api/v1/connect/session', (route) => void held.push(route))
  const authorizeIn = async () => {
    const opened = context.waitForEvent('page')
    await frame.getByRole('button', { name: 'Continue with Lighthouse' }).click()
    const popup = await opened
    await frame.getByRole('heading', { name: 'Waiting for you to finish at Lighthouse' }).waitFor()
    return popup
  }
  /** Waits for as many requests of the state in all: of the timer, and of the message from the window. */
  const hold = async (count: number) => {
    await until(() => held.length === count)
    return held[count - 1] as Route
  }
  const denied = await authorizeIn()
  const byTimer = await hold(1)
  await denied.getByRole('button', { name: 'Deny' }).click()
  const byMessage = await hold(2)
  const late = await byTimer.fetch()
  await byMessage.continue()
  await frame.getByText('You declined at Lighthouse').waitFor()
  const allowed = await authorizeIn()
  const nextByTimer = await hold(3)
  await byTimer.fulfill({ response: late })
  await allow(allowed)
  await Promise.all([(await hold(4)).continue(), nextByTimer.continue()])
  await frame.getByRole('heading', { name: 'Lighthouse is connected' }).waitFor()
  await until(async () => (await nextByTimer.request().response()) !== null)
  // The frame sends its events in order, so this one follows all others.
  await frame.getByRole('button', { name: 'Close' }).click()
  await waitForEvent('closed')
  const ends = (await readEvents())
    .map(({ name }) => name)
    .filter((name) => /^(failed|completed)$/.test(name))
  assert.deepEqual(ends, ['failed', 'completed'])
})

test('in a frame, by a key: a result whose response was lost is shown after the next try', async () => {
  const made = await link({ allowed_origins: [shop.origin] })
  await open()
  await page.goto(toShop(made, 'iframe'))
  await page.getByRole('button', { name: 'Connect' }).click()
  const frame = page.frameLocator('iframe')
  await waitForEvent('ready')
  await context.route(
    '**/session/credentials',
    async (route) => {
      await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
  await enterKey(frame, await newKey())
  await frame.getByText('The server could not be reached').waitFor()
  await frame.getByRole('button', { name: 'Check and connect' }).click()
  await frame.getByRole('heading', { name: 'Lighthouse is connected' }).waitFor()
  const event = await waitForEvent('completed')
  assert.equal('connector_id' in event && event.connector_id, (await getSession(made)).connector_id)
})

test('in a window of the package, by OAuth', async () => {
  const made = await link({ allowed_origins: [shop.origin] })
  await open()
  await page.goto(toShop(made, 'popup'))
  const opened = context.waitForEvent('page')
  await page.getByRole('button', { name: 'Connect' }).click()
  const popup = await opened
  const asked = context.waitForEvent('page')
  await popup.getByRole('button', { name: 'Continue with Lighthouse' }).click()
  await allow(await asked)
  await popup.getByRole('heading', { name: 'Lighthouse is connected' }).waitFor()
  await waitForEvent('completed')
  await popup.close()
  await waitForEvent('closed')
})

test('by the React hook: in a window that goes with its component, and in a dialog', async () => {
  const toReactShop = (made: Link, mode: 'popup' | 'iframe') => toShop(made, mode).replace('/?', '/react?')
  const made = await link({ allowed_origins: [shop.origin] })
  await open()
  await page.goto(toReactShop(made, 'popup'))
  await page.getByText('closed, events:').waitFor()
  const opened = context.waitForEvent('page')
  await page.getByRole('button', { name: 'Connect' }).click()
  const popup = await opened
  await page.getByText(/^open, events: ready/).waitFor()
  await enterKey(popup, await newKey())
  await page.getByText(/^open, events: .*completed/).waitFor()
  assert.equal((await getSession(made)).status, 'completed')
  const gone = popup.waitForEvent('close')
  await page.getByRole('button', { name: 'Leave' }).click()
  await gone
  await page.goto(toReactShop(await link({ allowed_origins: [shop.origin] }), 'iframe'))
  await page.getByRole('button', { name: 'Connect' }).click()
  await page.getByText(/^open, events: ready/).waitFor()
  await page.frameLocator('dialog iframe').getByRole('button', { name: 'Close' }).click()
  await page.getByText(/^closed, events: .*closed$/).waitFor()
})

test('where the browser opens no window, the service is asked in the same tab', async () => {
  const made = await link({ allowed_origins: [shop.origin] })
  await open()
  await context.addInitScript(() => {
    if (location.pathname.startsWith('/connect')) window.open = () => null
  })
  await page.goto(toShop(made, 'popup'))
  const opened = context.waitForEvent('page')
  await page.getByRole('button', { name: 'Connect' }).click()
  const popup = await opened
  await popup.getByRole('button', { name: 'Continue with Lighthouse' }).click()
  await allow(popup)
  await popup.getByRole('heading', { name: 'Lighthouse is connected' }).waitFor()
  await waitForEvent('completed')
})

test('where the package may open no window, the page is shown in a dialog', async () => {
  const made = await link({ allowed_origins: [shop.origin] })
  await open()
  await context.addInitScript(() => {
    window.open = () => null
  })
  await page.goto(toShop(made, 'popup'))
  await page.getByRole('button', { name: 'Connect' }).click()
  await page
    .frameLocator('dialog iframe')
    .getByRole('heading', { name: /Lighthouse/ })
    .first()
    .waitFor()
  await waitForEvent('ready')
  await page.frameLocator('dialog iframe').getByRole('button', { name: 'Close' }).click()
  await waitForEvent('closed')
  assert.equal(await page.locator('dialog').count(), 0)
})

test('the address of an embedded session, sent to somebody, is worth nothing', async () => {
  const made = await link({ allowed_origins: [shop.origin] })
  await open()
  await page.goto(made.url)
  await page.getByRole('heading', { name: 'This link cannot be opened by itself' }).waitFor()
  assert.equal(await page.locator('form, button').count(), 0)
})

test('an embedder may respond after the page said that it cannot be opened by itself', async () => {
  const made = await link({ allowed_origins: [shop.origin] })
  await open()
  await page.goto(toShop(made, 'iframe'))
  await page.evaluate(() => {
    const ignore = (event: MessageEvent) => event.stopImmediatePropagation()
    addEventListener('message', ignore, true)
    Object.assign(globalThis, { listen: () => removeEventListener('message', ignore, true) })
  })
  await page.getByRole('button', { name: 'Connect' }).click()
  const frame = page.frameLocator('iframe')
  await frame.getByRole('heading', { name: 'This link cannot be opened by itself' }).waitFor()
  await page.evaluate('listen()')
  await frame
    .getByRole('heading', { name: /Lighthouse/ })
    .first()
    .waitFor()
  assert.deepEqual((await readEvents()).map(({ name }) => name).slice(0, 1), ['ready'])
})

test('a foreign origin can neither frame the page nor speak to it', async () => {
  const made = await link({ allowed_origins: [shop.origin] })
  await open()
  const refused: string[] = []
  page.on('console', (message) => refused.push(message.text()))
  await page.goto(toShop(made, 'iframe', evil))
  await page.getByRole('button', { name: 'Connect' }).click()
  await page.waitForTimeout(1_000)
  await until(() => refused.some((text) => text.includes('frame-ancestors')))
  assert.deepEqual(await readEvents(), [])
  await page.goto(toShop(made, 'popup', evil))
  const opened = context.waitForEvent('page')
  await page.getByRole('button', { name: 'Connect' }).click()
  await (await opened).getByRole('heading', { name: 'This link cannot be opened by itself' }).waitFor()
  assert.deepEqual(await readEvents(), [])
})

test('a link without origins is in no frame, so that nobody presses what they do not see', async () => {
  const made = await link()
  await open()
  const refused: string[] = []
  page.on('console', (message) => refused.push(message.text()))
  await page.goto(toShop(made, 'iframe'))
  await page.getByRole('button', { name: 'Connect' }).click()
  await page.waitForTimeout(1_000)
  await until(() => refused.some((text) => text.includes('frame-ancestors')))
})

test('a link that is over says so, and so does one that nobody made', async () => {
  const made = await link()
  await app.call('POST', `/api/v1/connect/sessions/${made.session_id}/revoke`)
  await open()
  for (const url of [made.url, `${app.url}/connect/${crypto.randomUUID()}#bhc_${'x'.repeat(43)}`]) {
    await page.goto(url)
    await page.getByRole('heading', { name: 'This link is no longer valid' }).waitFor()
  }
})

test('a widget posts what clients know to its origin, and its token is in no log', async () => {
  const { body } = await app.call('POST', '/api/v1/account/applications/widget-token', {
    workspace_name: 'widget',
    allowed_origin: shop.origin,
  })
  const { token, widgetUrl } = JSON.parse(Buffer.from(body.token, 'base64').toString())
  await open()
  await page.goto(`${shop.origin}/`)
  await page.evaluate((src) => {
    const messages: unknown[] = []
    Object.assign(globalThis, { messages })
    addEventListener('message', ({ data }) => messages.push(data))
    const frame = document.createElement('iframe')
    frame.src = src
    document.body.append(frame)
  }, `${widgetUrl}&auth=${token}`)
  const frame = page.frameLocator('iframe')
  await frame.getByRole('searchbox').fill('Lighthouse')
  await frame.getByRole('button', { name: 'Lighthouse' }).click()
  await enterKey(frame, await newKey())
  await frame.getByRole('heading', { name: 'Lighthouse is connected' }).waitFor()
  const messages = await page.waitForFunction(() => {
    const { messages } = globalThis as unknown as { messages: { type: string; data: { id: string } }[] }
    return messages.find(({ type }) => type === 'end_user_action_result')
  })
  const { message, data } = (await messages.jsonValue()) as unknown as {
    message: string
    data: { id: string }
  }
  assert.equal(message, 'source_created')
  assert.match(data.id, /^[0-9a-f-]{36}$/)
  assert.ok(page.frames().every((one) => !one.url().includes(token)))
  assert.ok(!app.log().includes(token))
})

/** Embeds the widget as the vendor's package does: it gives the token to the frame that asks, and keeps the rest. */
async function embedWidget({ origin }: Embedder, envelope: string) {
  const { token, widgetUrl } = JSON.parse(Buffer.from(envelope, 'base64').toString())
  await open()
  const warnings: string[] = []
  page.on('console', (line) => warnings.push(line.text()))
  await page.goto(`${origin}/`)
  await page.evaluate(
    ({ token, widgetUrl }) => {
      const messages: unknown[] = []
      Object.assign(globalThis, { messages })
      const frame = document.createElement('iframe')
      frame.src = widgetUrl
      addEventListener('message', ({ data, source, origin }) => {
        const from = new URL(widgetUrl).origin
        if (origin !== from && source !== frame.contentWindow) return
        if (data === 'auth_token_request') frame.contentWindow?.postMessage({ scopedAuthToken: token }, from)
        else messages.push(data)
      })
      document.body.append(frame)
    },
    { token, widgetUrl },
  )
  const read = () => page.evaluate(() => (globalThis as unknown as { messages: unknown[] }).messages)
  return { token: token as string, frame: page.frameLocator('iframe'), read, warnings }
}

async function mintWidget(workspace_name: string): Promise<string> {
  const { body } = await app.call('POST', '/api/v1/account/applications/widget-token', {
    ...{ workspace_name, allowed_origin: shop.origin },
  })
  return body.token
}

test('a framed widget opens the connect page in a window, and gives its result to the page that embeds it', async () => {
  const { token, frame, read } = await embedWidget(shop, await mintWidget('widget'))
  const opened = context.waitForEvent('page')
  await frame.getByRole('button', { name: 'Connect' }).click()
  const popup = await opened
  await popup.getByRole('searchbox').fill('Lighthouse')
  await popup.getByRole('button', { name: 'Lighthouse' }).click()
  await enterKey(popup, 'not-the-right-one')
  await popup.getByText('Lighthouse does not accept this.').waitFor()
  await popup.locator('input[type=password]').fill(await newKey())
  await popup.getByRole('button', { name: 'Check and connect' }).click()
  await popup.getByRole('heading', { name: 'Lighthouse is connected' }).waitFor()
  await frame.getByRole('heading', { name: 'The service is connected' }).waitFor()
  const [result, ...others] = (await read()) as { type: string; message: string; data: { id: string } }[]
  assert.deepEqual([result?.type, result?.message], ['end_user_action_result', 'source_created'])
  assert.deepEqual(others, ['CLOSE_DIALOG'])
  const called = await app.call('POST', `/api/v1/integrations/connectors/${result?.data.id}/execute`, {
    ...{ entity: 'lamps', action: 'list' },
  })
  assert.equal(called.status, 200, JSON.stringify(called.body))
  for (const one of [...page.frames(), ...popup.frames()]) assert.ok(!one.url().includes(token), one.url())
  assert.ok(!app.log().includes(token))
})

test('a framed widget tells a refusal, and closes by Escape', async () => {
  const { frame, read } = await embedWidget(shop, await mintWidget('widget'))
  const opened = context.waitForEvent('page')
  await frame.getByRole('button', { name: 'Connect' }).click()
  const popup = await opened
  await popup.getByRole('button', { name: 'Decline' }).click()
  await popup.getByRole('heading', { name: 'You declined' }).waitFor()
  await page.waitForFunction(() => (globalThis as unknown as { messages: unknown[] }).messages.length > 0)
  await frame.getByRole('button', { name: 'Connect' }).press('Escape')
  await page.waitForFunction(() => (globalThis as unknown as { messages: unknown[] }).messages.length > 1)
  const refusal = { type: 'end_user_action_result', message: 'source_create_error', error: 'access_denied' }
  assert.deepEqual(await read(), [refusal, 'CLOSE_DIALOG'])
})

test('a page of another origin cannot frame the widget, nor have its window give a result', async () => {
  const envelope = await mintWidget('widget')
  const { widgetUrl } = JSON.parse(Buffer.from(envelope, 'base64').toString())
  const { warnings } = await embedWidget(evil, envelope)
  await until(async () => warnings.some((line) => line.includes('frame-ancestors')))
  assert.equal(await page.frameLocator('iframe').getByRole('button').count(), 0)
  // The same with an origin of the attacker's in the URL, which nobody signed.
  const forged = new URL(widgetUrl)
  forged.searchParams.set('allowedOrigin', evil.origin)
  const { headers } = await fetch(forged)
  assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/)
  const opened = context.waitForEvent('page')
  await page.evaluate((url) => window.open(url), `${app.url}/widget-bridge`)
  const popup = await opened
  await page.evaluate(() => {
    addEventListener('message', () => Object.assign(globalThis, { asked: true }))
  })
  await popup.getByRole('heading', { name: 'This link is no longer valid' }).waitFor()
  assert.equal(await page.evaluate(() => 'asked' in globalThis), false)
})

/** Opens the bridge as existing clients do, which poll the session that they made. */
async function makeBridge() {
  const { workspace_id } = await app.mint('bridge')
  const templates = (await app.call('GET', '/api/v1/integrations/templates/sources/global')).body.data
  const { id } = templates.find((one: { connector_name: string }) => one.connector_name === 'lighthouse')
  const made = await app.call('POST', '/api/v1/internal/mcp_oauth/sessions', {
    ...{ source_definition_id: LIGHTHOUSE, workspace_id, source_template_id: id },
  })
  const widget = await app.call('POST', '/api/v1/account/applications/widget-token', {
    ...{ workspace_name: 'bridge', allowed_origin: shop.origin },
  })
  const { token } = JSON.parse(Buffer.from(widget.body.token, 'base64').toString())
  const { session_id } = made.body
  const query = { widget_token: token, session: session_id, selectedTemplateId: id, showEntityPicker: 'true' }
  return {
    token,
    url: `${app.url}/widget-bridge?${new URLSearchParams(query)}`,
    poll: async () => (await app.call('GET', `/api/v1/internal/mcp_oauth/sessions/${session_id}`)).body,
  }
}

test('the bridge of a session that a client polls: by OAuth in its tab, and its token stays nowhere', async () => {
  const { token, url, poll } = await makeBridge()
  await open()
  await page.goto(url)
  await page.getByRole('button', { name: 'Continue with Lighthouse' }).waitFor()
  assert.equal(new URL(page.url()).search, '')
  assert.equal((await poll()).status, 'pending')
  await page.getByRole('button', { name: 'Continue with Lighthouse' }).click()
  await allow(page)
  await page.getByRole('heading', { name: 'Lighthouse is connected' }).waitFor()
  const { status, source_id, source_definition_id } = await poll()
  assert.deepEqual([status, source_definition_id], ['completed', LIGHTHOUSE])
  const called = await app.call('POST', `/api/v1/integrations/connectors/${source_id}/execute`, {
    ...{ entity: 'lamps', action: 'list' },
  })
  assert.equal(called.status, 200, JSON.stringify(called.body))
  assert.ok(!app.log().includes(token))
})

test('the bridge in a window posts what clients know to the origin of its token alone', async () => {
  await open()
  for (const [{ origin }, isTold] of [
    [shop, true],
    [evil, false],
  ] as const) {
    const { url, poll } = await makeBridge()
    await page.goto(`${origin}/`)
    const opened = context.waitForEvent('page')
    await page.evaluate((address) => {
      const messages: unknown[] = []
      Object.assign(globalThis, { messages })
      addEventListener('message', ({ data }) => messages.push(data))
      window.open(address, '_blank', 'popup')
    }, url)
    const popup = await opened
    await enterKey(popup, await newKey())
    await popup.getByRole('heading', { name: 'Lighthouse is connected' }).waitFor()
    const { source_id } = await poll()
    const read = () =>
      page.evaluate(() => (globalThis as unknown as { messages: Record<string, unknown>[] }).messages)
    if (isTold)
      await page.waitForFunction(() => (globalThis as unknown as { messages: unknown[] }).messages.length > 0)
    const messages = await read()
    assert.deepEqual(
      messages.map(({ type, message, data }) => [type, message, (data as { id: string }).id]),
      isTold ? [['end_user_action_result', 'source_created', source_id]] : [],
    )
    await popup.close()
  }
})
