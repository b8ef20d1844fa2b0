import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { findAccessibilityFaults } from './support/audit-page.ts'
import { openSignedIn, type SignedIn } from './support/signed-in.ts'
import { OWNER, openVisitor } from './support/visitor.ts'

/** Number of workspaces beyond a page of them. */
const MANY = 101

let signedIn: SignedIn
let page: Page
/** Program on the person's machine that waits for the code. */
let program: Server
let redirect_uri: string

before(async () => {
  signedIn = await openSignedIn()
  ;({ page } = signedIn)
  program = createServer((_request, response) => {
    response
      .setHeader('content-type', 'text/html')
      .end('<!doctype html><link rel="icon" href="data:,">You may close this.')
  })
  await new Promise<void>((resolve) => program.listen(0, '127.0.0.1', resolve))
  redirect_uri = `http://127.0.0.1:${(program.address() as AddressInfo).port}/callback`
})
after(async () => {
  program?.close()
  await signedIn?.close()
})

test('a program is allowed, is listed, and is disconnected', async () => {
  const { url, begin } = await register('Ada’s agent')
  await page.goto(url)
  await page.getByRole('heading', { name: 'Connect an agent' }).waitFor()
  await page.getByText('Ada’s agent').waitFor()
  await page.getByRole('alert').getByText('Nobody vouches for this program').waitFor()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.getByText('You may close this.').waitFor()
  const tokens = await begin(new URL(page.url()))
  assert.ok(tokens.access_token)
  const answer = await callMcp(tokens.access_token)
  assert.equal(answer, 200)
  await page.goto(`${signedIn.app.url}/access/agents`)
  await page.getByText('Ada’s agent').waitFor()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click()
  await page.getByText('No agents yet.').waitFor()
  assert.equal(await callMcp(tokens.access_token), 401)
  assert.deepEqual(signedIn.visitor.faults, [])
})

test('an admin registers a client, changes and deletes it', async () => {
  await page.goto(`${signedIn.app.url}/access/agents`)
  await page.getByRole('button', { name: 'Register a client' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Desk')
  await dialog.getByLabel('Redirect URIs').fill('https://agents.example/callback\nhttp://127.0.0.1/callback')
  await dialog.getByLabel('With a secret').click()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await dialog.getByRole('button', { name: 'Register' }).click()
  await dialog.getByText('bulkhead_agent_').waitFor()
  // Only its button closes a dialog with a secret.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.getByText('https://agents.example/callback, http://127.0.0.1/callback').waitFor()
  await page.getByRole('button', { name: 'Change' }).click()
  await dialog.getByLabel('Verified').click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText('unverified').waitFor()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await page.getByRole('button', { name: 'Delete' }).click()
  await dialog.getByRole('button', { name: 'Delete client' }).click()
  await page.getByText('https://agents.example/callback').waitFor({ state: 'detached' })
  assert.deepEqual(signedIn.visitor.faults, [])
})

test('who is not signed in signs in first, and a refusal goes back to the program', async () => {
  const visitor = await openVisitor(signedIn.browser, signedIn.app)
  const { url } = await register('Another agent')
  await visitor.page.goto(url)
  await visitor.page.getByLabel('E-mail').fill(OWNER.email)
  await visitor.page.getByLabel('Password').fill(OWNER.password)
  await visitor.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await visitor.page.getByText('Another agent').waitFor()
  await visitor.page.getByRole('button', { name: 'Refuse' }).click()
  await visitor.page.getByText('You may close this.').waitFor()
  assert.equal(new URL(visitor.page.url()).searchParams.get('error'), 'access_denied')
  await visitor.context.close()
})

test('a code of another device is typed, decided about, and used up', async () => {
  const asked = await postForm('/oauth/device_authorization', {})
  await page.goto(`${signedIn.app.url}/device`)
  await typeCode(asked.user_code)
  await page.getByText('Bulkhead command line').waitFor()
  await page.getByText('the one that you are in').waitFor()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.getByRole('alert').getByText('If you did not start it, refuse').waitFor()
  await page.getByRole('checkbox', { name: 'Did you start this?' }).check()
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.getByRole('status').getByText('Go back to the command line').waitFor()
  const grant_type = 'urn:ietf:params:oauth:grant-type:device_code'
  const tokens = await postForm('/oauth/token', { grant_type, device_code: asked.device_code })
  assert.ok(tokens.access_token)
  assert.deepEqual(signedIn.visitor.faults, [])
  await page.reload()
  await typeCode(asked.user_code)
  await page.getByRole('alert').waitFor()
})

test('a program is allowed in any of more than 100 workspaces', async () => {
  const { app } = signedIn
  const newest = `customer-${MANY}`
  for (let count = 1; count <= MANY; count++) await app.mint(`customer-${count}`)
  const { workspace_id } = await app.mint(newest)
  const { url } = await register('Far agent')
  await page.goto(url)
  await page.getByRole('button', { name: 'Workspace: Choose a workspace' }).click()
  await page.getByRole('combobox', { name: 'Choose a workspace' }).fill(newest)
  await page.getByRole('option', { name: newest }).click()
  await page.getByRole('button', { name: `Workspace: ${newest}` }).waitFor()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.getByText('You may close this.').waitFor()
  assert.deepEqual(await readGrants('Far agent'), [newest])

  // The command line asks for the workspace by a name that it had.
  await app.call('PUT', `/api/v1/workspaces/${workspace_id}`, { name: 'renamed' })
  const asked = await postForm('/oauth/device_authorization', { workspace: newest })
  await page.goto(`${app.url}/device`)
  await typeCode(asked.user_code)
  await page.getByText('renamed', { exact: true }).waitFor()
  assert.equal(await page.getByRole('alert').count(), 0)
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await page.getByRole('checkbox', { name: 'Did you start this?' }).check()
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.getByRole('status').getByText('Go back to the command line').waitFor()
  assert.ok((await readGrants('Bulkhead command line')).includes('renamed'))

  const unknown = await postForm('/oauth/device_authorization', { workspace: 'no-such-workspace' })
  await page.goto(`${app.url}/device`)
  await typeCode(unknown.user_code)
  await page.getByRole('alert').getByText('no-such-workspace, which you do not reach').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Allow' }).isDisabled(), true)
  signedIn.visitor.expectFaults(/404/)
})

test('a program is not allowed in a workspace that is inactive', async () => {
  const { app } = signedIn
  await app.mint('dock-busy')
  const idle = await app.mint('dock-idle')
  await app.call('PUT', `/api/v1/workspaces/${idle.workspace_id}`, { status: 'inactive' })
  const { url } = await register('Late agent')
  await page.goto(url)
  await page.getByRole('button', { name: 'Workspace: Choose a workspace' }).click()
  await page.getByRole('combobox', { name: 'Choose a workspace' }).fill('dock-')
  await page.getByRole('option', { name: 'customer-1', exact: true }).waitFor({ state: 'detached' })
  await page.getByRole('option', { name: 'dock-busy' }).waitFor()
  assert.equal(await page.getByRole('option', { name: 'dock-idle' }).count(), 0)
  await page.keyboard.press('Escape')

  const allow = page.getByRole('button', { name: 'Allow' })
  const asked = await postForm('/oauth/device_authorization', { workspace: 'dock-idle' })
  await page.goto(`${app.url}/device`)
  await typeCode(asked.user_code)
  await page.getByRole('alert').getByText('dock-idle, which is inactive').waitFor()
  assert.equal(await allow.isDisabled(), true)
  assert.deepEqual(await findAccessibilityFaults(page), [])
})

test('Cursor and VS Code are given the address by a link', async () => {
  await page.goto(`${signedIn.app.url}/access/mcp`)
  const url = `${signedIn.app.url}/mcp`
  const getLink = async (client: string) => {
    await page
      .getByRole('tablist', { name: 'Clients', exact: true })
      .getByRole('tab', { name: client })
      .click()
    return (await page.getByRole('link', { name: `Add to ${client}` }).getAttribute('href')) ?? ''
  }
  const cursor = new URL(await getLink('Cursor'))
  assert.equal(cursor.href.split('?')[0], 'cursor://anysphere.cursor-deeplink/mcp/install')
  assert.equal(cursor.searchParams.get('name'), 'bulkhead')
  assert.deepEqual(JSON.parse(atob(cursor.searchParams.get('config') ?? '')), { url })
  const [scheme, server = ''] = (await getLink('VS Code')).split('?')
  assert.equal(scheme, 'vscode:mcp/install')
  assert.deepEqual(JSON.parse(decodeURIComponent(server)), { name: 'bulkhead', type: 'http', url })
  assert.deepEqual(await findAccessibilityFaults(page), [])
})

/** Types the code of another device. */
async function typeCode(code: string) {
  await page.getByLabel('Code').fill(code)
  await page.getByRole('button', { name: 'Continue' }).click()
}

/** Reads the names of the workspaces in which a program may act. */
async function readGrants(client_name: string): Promise<string[]> {
  const { data } = await (await page.request.get(`${signedIn.app.url}/api/v1/agent-grants`)).json()
  return data.flatMap((one: { client_name: string; workspace_name: string | null }) =>
    one.client_name === client_name ? [one.workspace_name] : [],
  )
}

/** Posts a form in the same way as the command line. */
async function postForm(path: string, form: Readonly<Record<string, string>>) {
  const body = new URLSearchParams({ client_id: 'bulkhead_cli', ...form })
  const response = await fetch(signedIn.app.url + path, { method: 'POST', body })
  return (await response.json()) as Record<'user_code' | 'device_code' | 'access_token', string>
}

async function callMcp(token: string): Promise<number> {
  const { status } = await fetch(`${signedIn.app.url}/mcp`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
  })
  return status
}

/** Registers a program. @returns URL to which it sends the browser, and a function that redeems the code. */
async function register(client_name: string) {
  const { url: server } = signedIn.app
  const registered = await fetch(`${server}/oauth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_name, redirect_uris: [redirect_uri], token_endpoint_auth_method: 'none' }),
  })
  const { client_id } = (await registered.json()) as { client_id: string }
  const verifier = randomBytes(32).toString('base64url')
  const query = new URLSearchParams({
    response_type: 'code',
    ...{ client_id, redirect_uri },
    state: 'a-state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    resource: `${server}/mcp`,
  })
  return {
    url: `${server}/oauth/authorize?${query}`,
    async begin(callback: URL) {
      const code = callback.searchParams.get('code') ?? ''
      const form = {
        grant_type: 'authorization_code',
        client_id,
        redirect_uri,
        code,
        code_verifier: verifier,
      }
      const redeemed = await fetch(`${server}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams(form),
      })
      return (await redeemed.json()) as { access_token: string }
    },
  }
}
