import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { Bulkhead, type Workspace } from '@bulkhead/sdk'
import { freePort } from '@bulkhead/testing/free-port'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchBrowser } from './support/browser.ts'
import { type LighthouseApp, startLighthouseApp } from './support/lighthouse.ts'

const EXAMPLES = join(import.meta.dirname, '../../../examples')

const { addTickets, createTicketService } = await import(
  pathToFileURL(join(EXAMPLES, 'saas/tickets.ts')).href
)

interface Board {
  readonly service: string
  readonly name: string
  readTitles(workspace: Workspace): Promise<string[]>
}

/** The test's own service, which the button calls GitHub. */
const AT_LIGHTHOUSE: Board = {
  service: 'lighthouse',
  name: 'GitHub',
  async readTitles(workspace) {
    const lighthouse = await workspace.connect('lighthouse')
    const { result } = await lighthouse.execute('lamps', 'list')
    return (result as { name: string }[]).map(({ name }) => name)
  },
}

/**
 * Changes that break the example's check: it confirms the end user for whom the link was made, and does not check who
 * is signed in.
 */
const WITHOUT_THE_CHECK: readonly (readonly [from: string, to: string])[] = [
  [
    'end_user_id: user.id,',
    'end_user_id: (await bulkhead.connect.sessions.get(session_id)).end_user?.id as string,',
  ],
]

interface Example {
  readonly url: string
  readonly copy: string
  close(): Promise<void>
}

/** Starts a copy of the example. @param changes Pairs of text of `app.ts` and what takes its place. */
async function startExample(
  app: LighthouseApp,
  changes: readonly (readonly [from: string, to: string])[] = [],
  openBoard: (bulkhead: Bulkhead) => Board | Promise<Board> = () => AT_LIGHTHOUSE,
): Promise<Example> {
  // The copy is inside the repository, so that Node finds its packages.
  const copy = mkdtempSync(join(EXAMPLES, '.copy-'))
  for (const name of readdirSync(join(EXAMPLES, 'saas'))) {
    if (name !== 'node_modules') cpSync(join(EXAMPLES, 'saas', name), join(copy, name), { recursive: true })
  }
  const path = join(copy, 'app.ts')
  let source = readFileSync(path, 'utf8')
  for (const [from, to] of changes) {
    assert.ok(source.includes(from), from)
    source = source.replace(from, to)
  }
  writeFileSync(path, source)
  const port = await freePort()
  const url = `http://localhost:${port}`
  const { createApp } = await import(pathToFileURL(path).href)
  const bulkhead = new Bulkhead({
    url: app.url,
    clientId: app.client.client_id,
    clientSecret: app.client.client_secret,
  })
  const example = await createApp({
    origin: url,
    cookieSecret: 'a-secret-of-a-test-that-signs-cookies',
    bulkhead,
    board: await openBoard(bulkhead),
  })
  await example.listen({ port, host: '127.0.0.1' })
  return {
    url,
    copy,
    async close() {
      await example.close()
      rmSync(copy, { recursive: true, force: true })
    },
  }
}

let app: LighthouseApp
let browser: Browser
let example: Example
let careless: Example
/** The example with the service that it brings. */
let alone: Example
let tickets: { close(): Promise<void> }

before(async () => {
  app = await startLighthouseApp()
  await app.configure()
  browser = await launchBrowser()
  example = await startExample(app)
  careless = await startExample(app, WITHOUT_THE_CHECK)
  const service = createTicketService()
  tickets = service
  const place = await service.listen({ host: '127.0.0.1', port: 0 })
  alone = await startExample(app, [], (bulkhead) => addTickets(bulkhead, place))
  const redirect_origins = [example.url, careless.url, alone.url]
  const { status } = await app.call('PUT', '/api/v1/organization', { redirect_origins })
  assert.equal(status, 200)
})
after(async () => {
  await example?.close()
  await careless?.close()
  await alone?.close()
  await tickets?.close()
  await browser?.close()
  await app?.close()
})

async function signIn(
  at: Example,
  name: string,
  service = 'GitHub',
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext()
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  await page.goto(at.url)
  await page.getByRole('button', { name: `Sign in as ${name}` }).click()
  await page.getByRole('button', { name: `Connect ${service}` }).waitFor()
  return { context, page }
}

/** Continues from the connect page to the service and allows access there. */
async function allow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue with Lighthouse' }).click()
  await page.getByRole('heading', { name: 'Allow access?' }).waitFor()
  await page.getByRole('button', { name: 'Allow' }).click()
}

const connectorsOf = async (workspace: string) =>
  (await app.call('GET', `/api/v1/integrations/connectors?workspace_name=${workspace}`)).body.data as {
    status: string
  }[]

test('a customer connects an account and sees what is in it; the other customer sees nothing of it', async () => {
  const alice = await signIn(example, 'Alice')
  await alice.page.getByRole('button', { name: 'Connect GitHub' }).click()
  await alice.page.waitForURL(`${app.url}/connect/**`)
  await allow(alice.page)
  await alice.page.waitForURL((url) => url.origin === example.url)
  await alice.page.getByRole('listitem').filter({ hasText: 'north' }).waitFor()
  assert.deepEqual(
    (await connectorsOf('ash')).map(({ status }) => status),
    ['ready'],
  )
  const bob = await signIn(example, 'Bob')
  assert.equal(await bob.page.getByRole('listitem').count(), 0)
  await alice.context.close()
  await bob.context.close()
})

/** Lets Bob create a link for himself and Alice connect her account with it. @returns Alice's page at its end. */
async function passLinkOn(at: Example): Promise<{ page: Page; close(): Promise<void> }> {
  const bob = await signIn(at, 'Bob')
  const alice = await browser.newContext()
  alice.setDefaultTimeout(60_000)
  const page = await alice.newPage()
  await page.goto(at.url)
  await page.getByRole('button', { name: 'Sign in as Alice' }).click()
  await page.getByText('Alice of ash').waitFor()
  const link = bob.page.waitForURL(`${app.url}/connect/**`)
  const [sent] = await Promise.all([
    bob.page.waitForRequest((request) => request.url().startsWith(`${app.url}/connect/`)),
    bob.page.getByRole('button', { name: 'Connect GitHub' }).click(),
  ])
  await link
  const response = await sent.redirectedFrom()?.response()
  const url = response?.headers().location ?? ''
  assert.ok(url.includes('#'), 'the link')
  await page.goto(url)
  await allow(page)
  await page.waitForURL((address) => address.origin === at.url)
  return {
    page,
    async close() {
      await bob.context.close()
      await alice.close()
    },
  }
}

test('a link that was passed on connects nothing: the example confirms with who is signed in', async () => {
  const { page, close } = await passLinkOn(example)
  await page.getByText('This link was made for somebody else').waitFor()
  assert.deepEqual(await connectorsOf('oak'), [])
  await close()
})

test('without that check the same link gives the account of one customer to another', async () => {
  const { page, close } = await passLinkOn(careless)
  await page.getByText('Alice of ash').waitFor()
  assert.deepEqual(
    (await connectorsOf('oak')).map(({ status }) => status),
    ['ready'],
  )
  await close()
})

test('with the service that it brings, each customer connects by a key and sees tickets of that account', async () => {
  for (const [name, key, title] of [
    ['Alice', 'ash-key', 'The gate sticks'],
    ['Bob', 'oak-key', 'No water on the second floor'],
  ] as const) {
    const { context, page } = await signIn(alone, name, 'Tickets')
    await page.getByRole('button', { name: 'Connect Tickets' }).click()
    await page.waitForURL(`${app.url}/connect/**`)
    await page.getByRole('textbox', { name: 'Access token' }).fill(key)
    await page.getByRole('button', { name: /connect/i }).click()
    await page.waitForURL((url) => url.origin === alone.url)
    await page.getByRole('listitem').filter({ hasText: title }).waitFor()
    await context.close()
  }
})
