import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { getCode } from '@bulkhead/testing/people'
import { until } from '@bulkhead/testing/test-server'
import type { Page } from 'playwright-core'
import { findAccessibilityFaults } from './support/audit-page.ts'
import { pressSequence, tabTo } from './support/keyboard.ts'
import { openSignedIn, type SignedIn } from './support/signed-in.ts'
import { OWNER, openVisitor, type Visitor } from './support/visitor.ts'

const KAY = { name: 'Kay Keel', email: 'kay@example.com', password: 'a-password-of-a-member-4747' }

let signedIn: SignedIn
let owner: Page
let kay: Visitor
let workspace_id: string

before(async () => {
  signedIn = await openSignedIn()
  owner = signedIn.page
  ;({ workspace_id } = await signedIn.app.mint('acme'))
  await signedIn.app.connect('acme', { name: 'GitHub of acme' })
  await signedIn.app.mint('secret-workspace')
})
after(() => signedIn?.close())

const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
const places = (page: Page) => page.getByRole('navigation', { name: 'Main' }).getByRole('link')
/** Opens the panel of Kay beside the list of people. */
async function openKay() {
  await owner.goto('/people')
  await owner.getByRole('link', { name: KAY.name }).waitFor()
  await tabTo(owner, /^Kay Keel/)
  await press(owner, 'Enter')
  await owner.getByRole('complementary', { name: 'Person' }).waitFor()
}
async function chooseRole(steps: readonly string[], name: string) {
  await tabTo(owner, /^Change the role/)
  await press(owner, 'Enter')
  await owner.getByRole('option', { name }).waitFor()
  await press(owner, ...steps, 'Enter')
  await tabTo(owner, /^Change role$/)
  await press(owner, 'Enter')
  await owner.getByText(`${KAY.name} is now: ${name}.`).waitFor()
}

test('a person is invited by keyboard, into one workspace', async () => {
  await heading(owner, /^Welcome/)
  await pressSequence(owner, 'g', 'e')
  await heading(owner, 'People')
  await tabTo(owner, /^Invite people$/)
  await press(owner, 'Enter')
  const dialog = owner.getByRole('dialog', { name: 'Invite people' })
  await dialog.waitFor()
  await owner.keyboard.type('Kay <')
  await dialog.getByText('Separated by commas').waitFor()
  assert.equal(await dialog.getByRole('alert').count(), 0, 'nothing is wrong before an address is complete')
  await owner.keyboard.type(`${KAY.email}>, lee@example.com`)
  await dialog.getByText('2 addresses').waitFor()
  await press(owner, 'Escape')
  const leaving = owner.getByRole('dialog', { name: 'Leave without saving?' })
  await leaving.waitFor()
  await press(owner, 'Escape')
  await leaving.waitFor({ state: 'detached' })
  await tabTo(owner, /^Add a workspace$/)
  await press(owner, 'Enter')
  const picker = owner.getByRole('dialog', { name: 'Choose a workspace' })
  await picker.waitFor()
  await owner.keyboard.type('acme')
  await until(async () => (await picker.getByRole('option').allTextContents()).join() === 'acme')
  await press(owner, 'Enter')
  await picker.waitFor({ state: 'detached' })
  await dialog.getByText('acme').waitFor()
  await tabTo(owner, /^Invite$/)
  assert.deepEqual(await findAccessibilityFaults(owner), [])
  await press(owner, 'Enter')
  const made = owner.getByRole('dialog', { name: '2 people were invited' })
  await made.waitFor()
  assert.deepEqual(await findAccessibilityFaults(owner), [])
  const text = (await made.getByRole('listitem').filter({ hasText: KAY.email }).textContent()) ?? ''
  const link = /http\S+$/.exec(text)?.[0]
  assert.ok(link, text)
  await tabTo(owner, /^Done$/)
  await press(owner, 'Enter')
  await made.waitFor({ state: 'detached' })

  kay = await openVisitor(signedIn.browser, signedIn.app)
  await kay.page.goto(link)
  await kay.page.getByRole('heading', { name: 'Welcome aboard' }).waitFor()
  await kay.page.keyboard.type(KAY.email)
  await press(kay.page, 'Tab')
  await kay.page.keyboard.type(KAY.password)
  await tabTo(kay.page, /^Name/)
  await kay.page.keyboard.type(KAY.name)
  await press(kay.page, 'Enter')
  await places(kay.page).first().waitFor()
  assert.deepEqual(kay.faults, [])
})

test('an invitation gets another link, and is revoked', async () => {
  await owner.goto('/people/invitations')
  await tabTo(owner, /^lee@example\.com$/)
  await press(owner, 'Enter')
  const sheet = owner.getByRole('complementary', { name: 'Invitation' })
  await sheet.getByText('acme').waitFor()
  await tabTo(owner, /^Make another link$/)
  await press(owner, 'Enter')
  await sheet.getByRole('button', { name: 'Copy the link for lee@example.com' }).waitFor()
  assert.deepEqual(await findAccessibilityFaults(owner), [])
  await tabTo(owner, /^Revoke$/)
  await press(owner, 'Enter')
  await owner.getByText('No open invitations').waitFor()
  assert.deepEqual(await findAccessibilityFaults(owner), [])
})

test('a slow revocation leaves the panel of another invitation open, with the link that is shown once', async () => {
  for (const email of ['mia@example.com', 'noa@example.com']) {
    const status = await owner.evaluate(async (address) => {
      const { csrf_token } = await (await fetch('/auth/session')).json()
      const response = await fetch('/api/v1/invitations', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-csrf-token': csrf_token },
        body: JSON.stringify({ emails: [address], role: 'member' }),
      })
      return response.status
    }, email)
    assert.equal(status, 200)
  }
  await owner.goto('/people/invitations')
  const sheet = owner.getByRole('complementary', { name: 'Invitation' })
  const listed = owner.getByRole('link', { name: /@example\.com/ })
  await until(async () => (await listed.count()) === 2)
  const [first = '', second = ''] = await listed.allTextContents()
  await listed.first().click()
  const answer = Promise.withResolvers<void>()
  await owner.route('**/api/v1/invitations/*', async (route) => {
    await answer.promise
    await route.continue()
  })
  await sheet.getByRole('button', { name: 'Revoke' }).click()
  await sheet.getByRole('button', { name: 'Next invitation' }).click()
  await sheet.getByRole('button', { name: 'Make another link' }).click()
  const link = sheet.getByRole('button', { name: `Copy the link for ${second}` })
  await link.waitFor()
  answer.resolve()
  await owner.getByText(`The invitation of ${first} was revoked.`).waitFor()
  await until(async () => (await listed.count()) === 1)
  assert.ok(await link.isVisible())
  await owner.unroute('**/api/v1/invitations/*')
  await sheet.getByRole('button', { name: 'Revoke' }).click()
  await owner.getByText('No open invitations').waitFor()
})

test('a member sees the own workspaces, and no page that is refused', async (t) => {
  const { page, faults } = kay
  const member = await places(page).allTextContents()
  assert.doesNotMatch(member.join(' '), /People|Audit|Members/)
  const w = `/w/${workspace_id}`
  for (const [path, title] of [
    ['/', 'Acme'],
    ['/workspaces', 'Workspaces'],
    ['/connectors', 'All connectors'],
    ['/activity', 'All activity'],
    ['/access', 'Access'],
    ['/access/mcp', 'Access'],
    ['/access/agents', 'Access'],
    ['/access/keys', 'Access'],
    ['/settings', 'Settings'],
    [w, 'acme'],
    [`${w}/connectors`, 'Connectors'],
    [`${w}/connectors/new`, 'Add connector'],
    [`${w}/connectors/new/github`, 'GitHub'],
    [`${w}/connect-links`, 'Connect links'],
    [`${w}/playground`, 'Playground'],
    [`${w}/activity`, 'Activity'],
    ['/audit', 'Page not found'],
    ['/people', 'Page not found'],
    [`${w}/members`, 'Page not found'],
    ['/settings/organization', 'Page not found'],
    ['/access/applications', 'Page not found'],
  ] as const) {
    await t.test(path.replace(workspace_id, 'acme'), async () => {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      if (path !== '/') await heading(page, title)
      await page.waitForLoadState('networkidle')
      assert.deepEqual(faults.splice(0), [])
      assert.deepEqual(await findAccessibilityFaults(page), [])
      assert.ok(!(await page.content()).includes('secret-workspace'))
    })
  }
  await t.test('keys are the managers’', async () => {
    await page.goto(`${w}/connectors`)
    await heading(page, 'Connectors')
    await page.goto('/access/keys')
    await page.getByText('Only managers can see keys').waitFor()
    assert.equal(await page.getByRole('link', { name: 'Keys', exact: true }).count(), 0)
    assert.equal(await page.getByRole('button', { name: 'Create key' }).count(), 0)
    assert.deepEqual(faults.splice(0), [])
  })
  await t.test('connect links: a user makes one that names no end user, and revokes it', async () => {
    await page.goto(`${w}/connect-links`)
    await page.getByRole('button', { name: 'Send a connect link' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Service').waitFor()
    assert.equal(await dialog.getByLabel('For whom').count(), 0)
    await dialog.getByRole('button', { name: 'Make link' }).click()
    await dialog.getByText(/#bhc_/).waitFor()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('link', { name: 'Anyone with the link' }).click()
    await page.getByRole('button', { name: 'Revoke link' }).click()
    await page.getByRole('complementary').getByText('Revoked', { exact: true }).waitFor()
    assert.deepEqual(faults.splice(0), [])
    assert.deepEqual(await findAccessibilityFaults(page), [])
  })
  await t.test('a connector: a user runs and checks it, and changes nothing', async () => {
    await page.goto(`${w}/connectors`)
    await page.getByRole('link', { name: 'GitHub of acme' }).click()
    await page.getByRole('button', { name: 'Check now' }).waitFor()
    assert.equal(await page.getByRole('tab', { name: 'Permissions' }).count(), 0)
    assert.equal(await page.getByRole('button', { name: 'More', exact: true }).count(), 0)
    assert.deepEqual(faults.splice(0), [])
  })
})

test('a level of a workspace is changed by keyboard', async () => {
  await owner.goto(`/w/${workspace_id}/members`)
  await owner.getByText(KAY.email).waitFor()
  assert.deepEqual(await findAccessibilityFaults(owner), [])
  await tabTo(owner, /^Level of Kay Keel$/)
  await press(owner, 'Enter')
  await owner.getByRole('option', { name: /^Manager/ }).waitFor()
  await press(owner, 'ArrowDown', 'Enter')
  await owner.getByText('The level was saved.').waitFor()
  await kay.page.goto(`/w/${workspace_id}/connectors`)
  await kay.page.getByRole('link', { name: 'GitHub of acme' }).click()
  await kay.page.getByRole('tab', { name: 'Permissions' }).waitFor()
  await kay.page.goto('/access/keys')
  await kay.page.getByRole('button', { name: 'Create key' }).waitFor()
  await kay.page.getByRole('link', { name: 'Keys', exact: true }).waitFor()
  await kay.page.goto('/workspaces')
  await kay.page.getByRole('link', { name: 'acme' }).first().waitFor()
  await tabTo(kay.page, /^Your level$/)
  for (const [level, key, found] of [
    ['Viewer', 'ArrowDown', kay.page.getByRole('heading', { name: 'No workspace found' })],
    [
      'Manager',
      'End',
      kay.page.getByRole('table', { name: 'Workspaces' }).getByRole('link', { name: 'acme' }),
    ],
  ] as const) {
    await press(kay.page, 'Enter')
    await kay.page.getByRole('option', { name: new RegExp(`^${level}`) }).waitFor()
    await press(kay.page, key, 'Enter')
    await found.waitFor()
    assert.equal(new URL(kay.page.url()).searchParams.get('level'), level.toLowerCase())
  }
  assert.deepEqual(kay.faults.splice(0), [])
})

test('an admin sees the pages of the organization, and loses them with the role', async () => {
  await openKay()
  assert.deepEqual(await findAccessibilityFaults(owner), [])
  await chooseRole(['ArrowUp'], 'Admin')
  await kay.page.goto('/audit')
  await heading(kay.page, 'Audit')
  await openKay()
  await chooseRole(['ArrowDown'], 'Member')
  await kay.page.goto('/audit')
  await heading(kay.page, 'Page not found')
  // The list of audit records that is open asks for new ones until it is left.
  const faults = kay.faults.splice(0).filter((fault) => !/\b403\b/.test(fault))
  assert.deepEqual(faults, [])
})

test('a person changes the own password, by keyboard', async () => {
  const { page } = kay
  await page.goto('/settings/account')
  await tabTo(page, /^Current password$/)
  await page.keyboard.type(KAY.password)
  await tabTo(page, /^New password$/)
  await page.keyboard.type('another-password-of-a-member-4747')
  await press(page, 'Enter')
  await page.getByText('The password was changed.').waitFor()
  assert.deepEqual(kay.faults.splice(0), [])
})

test('an owner who has a second factor requires one of everybody', async () => {
  await owner.goto('/settings/account')
  await owner.getByRole('button', { name: 'Set up an app' }).click()
  const dialog = owner.getByRole('dialog', { name: 'Set up an authenticator app' })
  await dialog.getByLabel('Current password').fill(OWNER.password)
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await dialog.getByRole('img', { name: 'QR code of the key' }).waitFor()
  const secret = /[A-Z2-7]{32}/.exec((await dialog.textContent()) ?? '')?.[0] ?? ''
  await dialog.getByRole('textbox', { name: 'Code' }).fill(getCode(secret))
  await dialog.getByRole('button', { name: 'Turn on' }).click()
  await owner.getByRole('button', { name: 'I have copied it' }).click()
  await owner.getByText('10 recovery codes are left.').waitFor()
  // What this page asks for by itself is then a minute away.
  await kay.page.reload()
  await kay.page.waitForLoadState('networkidle')
  await owner.goto('/settings/sign-in')
  await tabTo(owner, /^Require a second factor$/)
  await press(owner, 'Space')
  await owner.getByRole('dialog', { name: 'Require a second factor?' }).waitFor()
  assert.deepEqual(await findAccessibilityFaults(owner), [])
  await tabTo(owner, /^Require it$/)
  await press(owner, 'Enter')
  await owner.getByText('A second factor is required now.').waitFor()
  // The open page of a person without a second factor redirects to the page that sets one up.
  await kay.page.getByRole('link', { name: 'Workspaces' }).first().click()
  await heading(kay.page, 'Set up a second factor')
  kay.expectFaults(/403/)
})

test('a person sets up an authenticator app and signs in with its code, by keyboard', async () => {
  const { page } = kay
  const password = 'another-password-of-a-member-4747'
  await page.goto('/settings/account')
  await heading(page, 'Set up a second factor')
  // A response to the page before may have come late.
  kay.expectFaults(/403/)
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await tabTo(page, /^Set up an app$/)
  await press(page, 'Enter')
  const dialog = page.getByRole('dialog', { name: 'Set up an authenticator app' })
  await dialog.getByLabel('Current password').waitFor()
  await page.keyboard.type(password)
  await press(page, 'Enter')
  await dialog.getByRole('img', { name: 'QR code of the key' }).waitFor()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  const secret = /[A-Z2-7]{32}/.exec((await dialog.textContent()) ?? '')?.[0] ?? ''
  await tabTo(page, /^Code$/)
  await page.keyboard.type(getCode(secret))
  await press(page, 'Enter')
  const codes = page.getByRole('dialog', { name: 'Recovery codes' })
  await codes.waitFor()
  assert.match((await codes.textContent()) ?? '', /([0-9a-z]{4}-){3}[0-9a-z]{4}/)
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await tabTo(page, /^I have copied it$/)
  await press(page, 'Enter')
  await page.getByText('10 recovery codes are left.').waitFor()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  assert.deepEqual(kay.faults.splice(0), [])

  await kay.context.clearCookies()
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').waitFor()
  await page.keyboard.type(KAY.email)
  await press(page, 'Tab')
  await page.keyboard.type(password)
  await press(page, 'Enter')
  await page.getByLabel('Code').waitFor()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await page.keyboard.type(getCode(secret, 1))
  await press(page, 'Enter')
  await places(page).first().waitFor()
  kay.expectFaults(/401/)
})

test('an owner takes away the second factor that a person has lost, by keyboard', async () => {
  await openKay()
  await tabTo(owner, /^Remove second factor$/)
  await press(owner, 'Enter')
  await owner.getByRole('dialog', { name: `Remove the second factor of ${KAY.name}?` }).waitFor()
  assert.deepEqual(await findAccessibilityFaults(owner), [])
  await tabTo(owner, /^Take it away$/)
  await press(owner, 'Enter')
  await owner.getByText(`${KAY.name} no longer has a second factor.`).waitFor()
  await kay.page.goto('/workspaces')
  await heading(kay.page, 'Set up a second factor')
})

test('a passkey is the second factor, signs in by keyboard, and is removed', async () => {
  const { page } = kay
  const password = 'another-password-of-a-member-4747'
  const device = await page.context().newCDPSession(page)
  await device.send('WebAuthn.enable')
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', automaticPresenceSimulation: true },
      ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
    },
  })
  await tabTo(page, /^Register a passkey$/)
  await press(page, 'Enter')
  const dialog = page.getByRole('dialog', { name: 'Register a passkey' })
  await dialog.getByLabel('Name').waitFor()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await page.keyboard.type('Laptop of Kay')
  await tabTo(page, /^Current password$/)
  await page.keyboard.type(password)
  await press(page, 'Enter')
  // The requirement is met, so the page redirects to the home page.
  await heading(page, 'Workspaces')
  await kay.context.clearCookies()
  await page.goto('/sign-in')
  await tabTo(page, /^Sign in with a passkey$/)
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await press(page, 'Enter')
  await places(page).first().waitFor()
  kay.expectFaults(/401|403/)

  await page.goto('/settings/account')
  await tabTo(page, /^Rename Laptop of Kay$/)
  await press(page, 'Enter')
  await page.getByRole('dialog', { name: 'Rename passkey' }).waitFor()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await page.keyboard.type('Phone of Kay')
  await press(page, 'Enter')
  await page.getByText('The passkey was renamed.').waitFor()
  await page.getByText('Phone of Kay').waitFor()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await owner.goto('/settings/sign-in')
  await tabTo(owner, /^Require a second factor$/)
  await press(owner, 'Space')
  await owner.getByText('A second factor is no longer required.').waitFor()
  await tabTo(page, /^Remove Phone of Kay$/)
  await press(page, 'Enter')
  await page.getByRole('dialog', { name: 'Remove the passkey Phone of Kay?' }).waitFor()
  assert.deepEqual(await findAccessibilityFaults(page), [])
  await tabTo(page, /^Remove$/)
  await press(page, 'Enter')
  // The session began with the removed passkey, so it ends.
  const ended = page.getByRole('dialog', { name: 'Your session has ended' })
  await ended.getByLabel('Password').fill(password)
  await press(page, 'Enter')
  await ended.waitFor({ state: 'detached' })
  await page.getByText('Phone of Kay').waitFor({ state: 'detached' })
  kay.expectFaults(/401/)
})

test('an owner limits sessions and networks, and is kept from locking themselves out', async () => {
  await owner.goto('/settings/sign-in')
  await owner.getByLabel('Minutes without use').fill('30')
  await press(owner, 'Enter')
  await owner.getByText('The limits were saved.').waitFor()
  const setNetworks = async (text: string, said: string | RegExp) => {
    await owner.getByLabel('Networks').fill(text)
    await tabTo(owner, /^Save networks$/)
    await press(owner, 'Enter')
    await owner.getByText(said).first().waitFor()
  }
  await setNetworks('office', /is not an address or network/)
  await setNetworks('192.0.2.0/24', /you would lock yourself out/)
  assert.deepEqual(await findAccessibilityFaults(owner), [])
  await setNetworks('192.0.2.0/24\n127.0.0.0/8, ::1', 'People can work only from these networks.')
  await owner.reload()
  await owner.getByLabel('Minutes without use').waitFor()
  assert.equal(await owner.getByLabel('Minutes without use').inputValue(), '30')
  assert.equal(await owner.getByLabel('Networks').inputValue(), '192.0.2.0/24\n127.0.0.0/8\n::1/128')
  await setNetworks('', 'People can work from any network.')
  signedIn.visitor.expectFaults(/409|422/)
})

test('a person is removed by keyboard, and what is open says so', async () => {
  await kay.page.goto('/workspaces')
  await heading(kay.page, 'Workspaces')
  await openKay()
  await tabTo(owner, /^Remove person$/)
  await press(owner, 'Enter')
  const dialog = owner.getByRole('dialog', { name: `Remove ${KAY.name}?` })
  await dialog.waitFor()
  assert.deepEqual(await findAccessibilityFaults(owner), [])
  await tabTo(owner, /^Remove person$/)
  await press(owner, 'Enter')
  await owner.getByText(`${KAY.name} was removed.`).waitFor()
  await kay.page.goto('/workspaces')
  await heading(kay.page, 'Sign in')
  assert.deepEqual(signedIn.visitor.faults, [])
})
