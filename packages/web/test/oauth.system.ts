import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { LIGHTHOUSE } from '@bulkhead/testing/oauth/oauth-documents'
import { until } from '@bulkhead/testing/test-server'
import type { Browser, Page } from 'playwright-core'
import { tabTo } from './support/keyboard.ts'
import { type LighthouseApp, startLighthouseApp } from './support/lighthouse.ts'
import { openSignedIn, type SignedIn } from './support/signed-in.ts'
import { openVisitor, type Visitor } from './support/visitor.ts'

let signedIn: SignedIn<LighthouseApp>
let app: LighthouseApp
let browser: Browser
let visitor: Visitor
let page: Page

before(async () => {
  signedIn = await openSignedIn(startLighthouseApp)
  ;({ app, browser, visitor, page } = signedIn)
})
after(() => signedIn?.close())

const ADD = '/w/default/connectors/new/lighthouse'
const connectors = async () =>
  (await app.call('GET', '/api/v1/integrations/connectors')).body.data as { id: string; name: string }[]
const atService = () => page.getByRole('heading', { name: 'Allow access?' }).waitFor()
/** Makes the service ask again, even a browser that it already knows. */
const forgetAtService = () => visitor.context.clearCookies({ domain: '127.0.0.1' })

/** Returns everything that the browser stores of the app, as text. */
function everywhere(): Promise<string> {
  return page.evaluate(async () =>
    JSON.stringify({
      address: location.href,
      history: history.state,
      local: { ...localStorage },
      session: { ...sessionStorage },
      databases: await indexedDB.databases(),
      page: document.documentElement.outerHTML,
      fields: [...document.querySelectorAll('input, textarea')].map(
        (field) => (field as HTMLInputElement).value,
      ),
    }),
  )
}

test('without an app it is said so, tokens can be typed, and the settings are a link away', async () => {
  await page.goto(ADD)
  // Auth options that work at once come first.
  await page.getByRole('tab', { name: 'OAuth' }).click()
  await page.getByText('Signing in with Lighthouse needs an OAuth app.').waitFor()
  await page.getByLabel('Refresh token').waitFor()
  await page.getByRole('button', { name: 'Check and add' }).waitFor()
  const opened = visitor.context.waitForEvent('page')
  await page.getByRole('link', { name: /^Set one up/ }).click()
  const settings = await opened
  await settings.getByRole('dialog', { name: 'OAuth app for Lighthouse' }).waitFor()
  await settings.close()
})

test('the settings: an app is entered, its secret shown to nobody, replaced, removed', async (t) => {
  const { client_id = '', client_secret = '' } = app.oauthClient
  const callback = `${app.url}/api/v1/oauth/callback/${LIGHTHOUSE}`
  const responses: string[] = []
  page.on('response', async (response) => {
    if (response.url().startsWith(app.url)) responses.push(await response.text().catch(() => ''))
  })
  const dialog = page.getByRole('dialog')
  await page.goto('/settings/organization')
  await page.getByRole('link', { name: 'OAuth apps' }).click()
  await t.test('entered', async () => {
    await visitor.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('link', { name: /^Lighthouse/ }).click()
    await dialog.getByRole('button', { name: 'Copy redirect URI' }).click()
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), callback)
    await dialog.getByLabel('Client ID').fill('a-first-app')
    await dialog.getByLabel('Client secret').fill(client_secret)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The OAuth app for Lighthouse was saved.').waitFor()
    await page.getByText('a-first-app').waitFor()
  })
  await t.test('the secret is nowhere in the browser', async () => {
    await page.waitForLoadState('networkidle')
    assert.ok(!(await everywhere()).includes(client_secret))
    assert.ok(responses.length > 0 && responses.every((text) => !text.includes(client_secret)))
    await page.reload()
    await page.getByText('a-first-app').waitFor()
    assert.ok(!(await everywhere()).includes(client_secret))
    assert.ok(!app.log().includes(client_secret))
  })
  await t.test('replaced', async () => {
    await page.getByRole('link', { name: 'Replace the app for Lighthouse' }).click()
    assert.equal(await dialog.getByLabel('Client ID').inputValue(), 'a-first-app')
    assert.equal(await dialog.getByLabel('Client secret').inputValue(), '')
    await dialog.getByLabel('Client ID').fill(client_id)
    await dialog.getByLabel('Client secret').fill(client_secret)
    await dialog.getByRole('button', { name: 'Replace' }).click()
    await page.getByText(client_id).waitFor()
  })
  await t.test('removed', async () => {
    await page.getByRole('button', { name: 'Remove the app for Lighthouse' }).click()
    await dialog.getByRole('button', { name: 'Remove app' }).click()
    await page.getByText('The OAuth app for Lighthouse was removed.').waitFor()
    await page.getByRole('link', { name: /^Lighthouse/ }).waitFor()
  })
})

test('who says no comes back to the form, with all that was entered', async () => {
  await app.configure()
  await page.goto(ADD)
  await page.getByText('Name and further settings').click()
  await page.getByRole('textbox', { name: /^Name/ }).fill('The north light')
  await page.getByRole('button', { name: 'Continue with Lighthouse' }).click()
  await atService()
  await page.getByRole('button', { name: 'Deny' }).click()
  await page.getByText('Access was denied at Lighthouse').waitFor()
  assert.equal(new URL(page.url()).pathname, ADD)
  // The page neither shows a text from the service or a link nor keeps it in its URL.
  assert.ok(!page.url().includes('error_description'))
  assert.equal(await page.getByRole('textbox', { name: /^Name/ }).inputValue(), 'The north light')
  assert.deepEqual(await connectors(), [])
})

test('who says yes comes back to the new connector, and it works', async () => {
  await forgetAtService()
  await page.getByRole('button', { name: 'Continue with Lighthouse' }).click()
  await atService()
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.getByRole('heading', { level: 1, name: 'The north light' }).waitFor()
  await page.getByText('The north light was added').waitFor()
  await page.getByText('It works').waitFor()
  const [made] = await connectors()
  assert.equal(made?.name, 'The north light')
  const { pathname, search } = new URL(page.url())
  assert.deepEqual([pathname, search], [`/w/default/connectors/${made?.id}`, ''])
  const held = await everywhere()
  assert.doesNotMatch(held, /[?&](state|code)=/)
  assert.ok(!held.includes('bulkhead.authorization'))
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'The north light' }).waitFor()
  assert.equal(await page.getByText('The north light was added').count(), 0)
})

test('a link to consent that is sent to somebody else connects nobody', async () => {
  await forgetAtService()
  const count = (await connectors()).length
  await page.goto(ADD)
  const asked = page.waitForRequest((request) => request.url().includes('code_challenge='))
  await page.getByRole('button', { name: 'Continue with Lighthouse' }).click()
  const consentUrl = (await asked).url()
  await atService()
  const cookies = await visitor.context.cookies(`${app.url}/api/v1/oauth/callback/${LIGHTHOUSE}`)
  const binding = cookies.find(({ name }) => name.startsWith('bulkhead_authorization_'))
  assert.deepEqual([binding?.httpOnly, binding?.sameSite], [true, 'Lax'])

  const stranger = await openVisitor(browser, app)
  await stranger.page.goto(consentUrl)
  await stranger.page.getByRole('button', { name: 'Allow' }).click()
  await stranger.page.getByRole('heading', { name: 'The service was not connected' }).waitFor()
  await stranger.page.getByText('in this browser').waitFor()
  await stranger.context.close()
  assert.equal((await connectors()).length, count)

  // The stranger's last URL contains a code, so the server has ended the attempt. The browser that began it must begin
  // again.
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.getByRole('heading', { name: 'The service was not connected' }).waitFor()
  assert.equal((await connectors()).length, count)
  visitor.expectFaults(/400/)
})

test('the back button of the browser leads from the service to the form as it was', async () => {
  await forgetAtService()
  await page.goto(ADD)
  await page.getByText('Name and further settings').click()
  await page.getByRole('textbox', { name: /^Name/ }).fill('Second thoughts')
  await page.getByRole('button', { name: 'Continue with Lighthouse' }).click()
  await atService()
  await page.goBack()
  await page.getByRole('button', { name: 'Continue with Lighthouse' }).waitFor()
  assert.equal(await page.getByRole('textbox', { name: /^Name/ }).inputValue(), 'Second thoughts')
  assert.ok(await page.getByRole('button', { name: 'Continue with Lighthouse' }).isEnabled())
})

test('a service that gives no tokens is said to have failed, with a way to the app', async () => {
  await forgetAtService()
  await page.goto(ADD)
  app.authorization.behaviour.fails_with = 500
  try {
    await page.getByRole('button', { name: 'Continue with Lighthouse' }).click()
    await atService()
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.getByText('Lighthouse returned no usable response').waitFor()
    await page.getByRole('link', { name: /^Check the OAuth app/ }).waitFor()
  } finally {
    app.authorization.behaviour.fails_with = undefined
  }
  assert.equal((await connectors()).length, 1)
})

test('a link that others made up claims nothing', async () => {
  const [made] = await connectors()
  await page.goto(`${ADD}?error=call-us&error_description=Call%20555%20now`)
  await page.getByText('Lighthouse returned no usable response').waitFor()
  assert.ok(!(await page.content()).includes('555'))
  await page.evaluate(() => sessionStorage.removeItem('bulkhead.authorization'))
  await page.goto(`${ADD}?connector_id=${made?.id}`)
  await page.getByRole('heading', { level: 1, name: 'The north light' }).waitFor()
  await until(async () => new URL(page.url()).search === '')
  assert.equal(await page.getByText('was added').count(), 0)
})

test('tokens are typed by hand though there is an app', async () => {
  await page.goto(ADD)
  await page.getByRole('button', { name: 'Enter tokens by hand' }).click()
  const { refresh_token } = await app.authorization.issueTokens()
  const { client_id = '', client_secret = '' } = app.oauthClient
  await page.getByLabel('Refresh token').fill(refresh_token)
  await page.getByLabel('Client ID').fill(client_id)
  await page.getByLabel('Client secret').fill(client_secret)
  await page.getByRole('button', { name: 'Check and add' }).click()
  // There is no access token yet, so there is nothing to check.
  await page.getByText('Not checked').waitFor()
  await page.getByRole('button', { name: 'Add without a check' }).click()
  await page.getByText('was added, unchecked.').waitFor()
  await page.waitForLoadState('networkidle')
  assert.ok(!(await everywhere()).includes(refresh_token))
})

test('a connector that needs it is connected again, and stays itself', async (t) => {
  const id = await app.connectInVain('The south light')
  const before = (await connectors()).length
  await page.goto(`/w/default/connectors/${id}`)
  await t.test('no changes nothing', async () => {
    await forgetAtService()
    await page.getByRole('button', { name: 'Connect again' }).click()
    await atService()
    await page.getByRole('button', { name: 'Deny' }).click()
    await page.getByText('Access was denied at Lighthouse').waitFor()
    await page.getByText('Needs new credentials').waitFor()
    await page.getByRole('button', { name: 'Replace credentials' }).waitFor()
  })
  await t.test('yes repairs it', async () => {
    await forgetAtService()
    await page.getByRole('button', { name: 'Connect again' }).first().click()
    await atService()
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.getByText('The south light is connected again').waitFor()
    await page.getByText('It works').waitFor()
    await until(async () => (await page.getByText('Needs new credentials').count()) === 0)
  })
  const { body } = await app.call('GET', `/api/v1/integrations/connectors/${id}`)
  assert.deepEqual([body.status, body.name], ['ready', 'The south light'])
  assert.equal((await connectors()).length, before)
  assert.deepEqual(visitor.faults, [])
})

test('from the first steps one comes back to the third', async () => {
  await forgetAtService()
  await page.goto('/start?definition=lighthouse')
  await page.getByRole('button', { name: 'Continue with Lighthouse' }).click()
  await atService()
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.waitForURL('**/start?connector=*')
  await page.getByRole('button', { name: 'Run' }).waitFor()
})

test('by keyboard alone: the app entered, a connector added by it', async () => {
  await app.call('DELETE', '/api/v1/oauth/credentials/connector_type/lighthouse')
  await forgetAtService()
  const { client_id = '', client_secret = '' } = app.oauthClient
  const { keyboard } = page
  await page.goto('/settings/oauth-apps')
  await page.getByRole('link', { name: /^Lighthouse/ }).waitFor()
  await tabTo(page, /Lighthouse/)
  await keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await tabTo(page, /^Client ID/)
  await keyboard.type(client_id)
  await tabTo(page, /^Client secret/)
  await keyboard.type(client_secret)
  await keyboard.press('Enter')
  await page.getByText('The OAuth app for Lighthouse was saved.').waitFor()
  await page.goto(ADD)
  await page.getByRole('button', { name: 'Continue with Lighthouse' }).waitFor()
  await tabTo(page, /^Continue with Lighthouse$/)
  await keyboard.press('Enter')
  await atService()
  await tabTo(page, /^Allow$/)
  await keyboard.press('Enter')
  await page.getByText('was added', { exact: false }).first().waitFor()
  await page.getByText('It works').waitFor()
  assert.deepEqual(visitor.faults, [])
})
