import type { Page } from 'playwright-core'
import { describeParcels } from './describe-parcels.ts'
import type { seed } from './seed.ts'

export interface ShownPage {
  readonly name: string
  readonly path: string
  /** Brings the page into the state to test. */
  readonly prepare?: (page: Page) => Promise<void>
}

/** Returns all pages, and the panels and dialogs that open on them. */
export function getPages({ ids, works, failing, lapsed }: Awaited<ReturnType<typeof seed>>): ShownPage[] {
  return [
    { name: 'home', path: '/' },
    { name: 'first-steps', path: '/start' },
    {
      name: 'first-steps-sample',
      path: '/start?sample=github',
      prepare: (page) => page.getByText('30 records so far').waitFor(),
    },
    {
      name: 'playground-sample',
      path: '/w/default/playground?sample=github',
      async prepare(page) {
        await page.getByRole('button', { name: 'Run' }).click()
        await page.getByText('Response', { exact: true }).waitFor()
        await page.getByRole('button', { name: 'History' }).click()
      },
    },
    { name: 'workspaces', path: '/workspaces' },
    {
      name: 'workspaces-none',
      path: '/workspaces?q=nobody-has-this-name',
    },
    {
      name: 'workspaces-how-to',
      path: '/workspaces',
      prepare: (page) => page.getByRole('button', { name: 'How to create one' }).click(),
    },
    {
      name: 'workspaces-selected',
      path: '/workspaces?sort=-last_call_at',
      async prepare(page) {
        for (const name of ['acme', 'default'])
          await page.getByRole('checkbox', { name: `Select ${name}` }).check({ force: true })
      },
    },
    { name: 'all-connectors', path: '/connectors' },
    { name: 'all-connectors-attention', path: '/connectors?state=needs_attention' },
    { name: 'workspace', path: `/w/${ids.acme}` },
    { name: 'workspace-inactive', path: `/w/${ids.soylent}` },
    {
      name: 'workspace-delete',
      path: `/w/${ids.acme}`,
      prepare: (page) => page.getByRole('button', { name: 'Delete' }).click(),
    },
    { name: 'connectors', path: '/w/default/connectors' },
    { name: 'connect-links', path: '/w/default/connect-links' },
    { name: 'connectors-none', path: `/w/${ids.hooli}/connectors` },
    { name: 'catalog', path: '/w/default/connectors/new' },
    { name: 'add-connector', path: '/w/default/connectors/new/gitlab' },
    {
      name: 'add-connector-no-app',
      path: '/w/default/connectors/new/gitlab',
      prepare: (page) => page.getByRole('tab', { name: 'OAuth', exact: true }).click(),
    },
    { name: 'add-connector-oauth', path: '/w/default/connectors/new/github' },
    {
      name: 'add-connector-by-hand',
      path: '/w/default/connectors/new/github',
      prepare: (page) => page.getByRole('button', { name: 'Enter tokens by hand' }).click(),
    },
    { name: 'add-connector-denied', path: '/w/default/connectors/new/github?error=access_denied' },
    { name: 'add-connector-failed', path: '/w/default/connectors/new/github?error=creation_failed' },
    {
      name: 'connector-added',
      path: '/w/default/connectors/new/lighthouse',
      async prepare(page) {
        await page.getByRole('button', { name: 'Continue with Lighthouse' }).click()
        await page.getByRole('button', { name: 'Allow' }).click()
        await page.getByText('It works').waitFor()
      },
    },
    { name: 'connector-lapsed', path: `/w/default/connectors/${lapsed}` },
    { name: 'connector-lapsed-denied', path: `/w/default/connectors/${lapsed}?error=access_denied` },
    { name: 'connector', path: `/w/default/connectors/${works}` },
    { name: 'connector-failing', path: `/w/default/connectors/${failing}` },
    { name: 'connector-settings', path: `/w/default/connectors/${works}?tab=settings` },
    { name: 'connector-permissions', path: `/w/default/connectors/${works}?tab=permissions` },
    {
      name: 'connector-credentials',
      path: `/w/default/connectors/${works}?tab=settings`,
      prepare: (page) => page.getByRole('button', { name: 'Replace' }).click(),
    },
    {
      name: 'playground',
      path: `/w/default/playground?connector=${works}&entity=issues&action=list`,
      async prepare(page) {
        await page.getByLabel('owner').fill('acme')
        await page.getByLabel('repo', { exact: true }).fill('hull')
        await page.getByRole('button', { name: 'Run' }).click()
        await page.getByText(/ms, of which/).waitFor()
      },
    },
    {
      name: 'playground-snippets',
      path: `/w/default/playground?connector=${works}&entity=viewer&action=get`,
      async prepare(page) {
        await page.getByRole('button', { name: 'Run' }).click()
        await page.getByRole('tab', { name: 'TypeScript' }).click()
      },
    },
    {
      name: 'playground-write',
      path: `/w/default/playground?connector=${works}&entity=issues&action=create`,
      async prepare(page) {
        await page.getByLabel('owner').fill('acme')
        await page.getByLabel('repo', { exact: true }).fill('hull')
        await page.getByLabel('title', { exact: true }).fill('Leak')
        await page.getByRole('button', { name: 'Run' }).click()
      },
    },
    {
      name: 'playground-error',
      path: `/w/default/playground?connector=${failing}&entity=viewer&action=get`,
      prepare: (page) => page.getByRole('button', { name: 'Run' }).click(),
    },
    { name: 'activity', path: '/activity' },
    { name: 'workspace-activity', path: '/w/default/activity?status=error' },
    { name: 'audit', path: '/audit' },
    {
      name: 'audit-record',
      path: '/audit',
      prepare: (page) => page.getByRole('table').getByRole('link').first().click(),
    },
    { name: 'people', path: '/people' },
    {
      name: 'person',
      path: '/people',
      prepare: (page) => page.getByRole('table', { name: 'People' }).getByRole('link').first().click(),
    },
    {
      name: 'people-invited',
      path: '/people',
      prepare: invite,
    },
    {
      name: 'invitation',
      path: '/people/invitations',
      async prepare(page) {
        const link = page.getByRole('link', { name: 'kay@example.com' })
        // In this look, the test of the previous page may run on another day.
        if ((await link.count()) === 0) {
          await page.goto('/people')
          await invite(page)
          await page.goto('/people/invitations')
        }
        await link.click()
      },
    },
    { name: 'members', path: `/w/${ids.acme}/members` },
    { name: 'applications', path: '/access/applications' },
    {
      name: 'tokens',
      path: '/access/tokens',
      async prepare(page) {
        await page.getByRole('button', { name: 'Mint token' }).click()
        await page.getByRole('button', { name: 'Test what it reaches' }).click()
        await page.getByText('It belongs to the workspace').waitFor()
      },
    },
    { name: 'keys', path: '/access/keys' },
    { name: 'mcp', path: '/access/mcp' },
    { name: 'organization', path: '/settings/organization' },
    { name: 'branding', path: '/settings/branding' },
    { name: 'own-apis', path: '/settings/definitions' },
    {
      name: 'own-api-replaced',
      path: '/settings/definitions',
      async prepare(page) {
        await page.getByRole('button', { name: 'Replace Parcel Tracker' }).click()
        const document = describeParcels('https://parcels.example', ['get'])
        const buffer = Buffer.from(document)
        await page
          .getByLabel('Document')
          .setInputFiles({ name: 'parcels.json', mimeType: 'application/json', buffer })
        await page.getByRole('button', { name: 'Save' }).click()
        await page.getByRole('dialog', { name: 'Changes to Parcel Tracker' }).waitFor()
      },
    },
    { name: 'oauth-apps', path: '/settings/oauth-apps' },
    {
      name: 'oauth-app',
      path: '/settings/oauth-apps?service=slack',
      prepare: (page) => page.getByRole('dialog').waitFor(),
    },
    {
      name: 'oauth-app-remove',
      path: '/settings/oauth-apps',
      prepare: (page) => page.getByRole('button', { name: 'Remove the app for GitHub' }).click(),
    },
    { name: 'webhooks', path: '/settings/webhooks' },
    {
      name: 'webhook-add',
      path: '/settings/webhooks',
      async prepare(page) {
        await page.getByRole('button', { name: 'Add endpoint' }).click()
        await page.getByRole('switch', { name: 'All events' }).click()
        await page.getByRole('checkbox', { name: 'A connector was created' }).waitFor()
      },
    },
    { name: 'sign-in-settings', path: '/settings/sign-in' },
    {
      name: 'provider-add',
      path: '/settings/sign-in',
      async prepare(page) {
        await page.getByRole('button', { name: 'Add a provider' }).click()
        await page.getByText('Scopes and claims').click()
      },
    },
    { name: 'account', path: '/settings/account' },
    {
      name: 'search',
      path: '/workspaces',
      async prepare(page) {
        await page.keyboard.press('ControlOrMeta+k')
        await page.keyboard.type('a')
        await page.getByRole('option', { name: 'acme' }).waitFor()
      },
    },
    {
      name: 'switcher',
      path: '/w/default/connectors',
      async prepare(page) {
        const navigation = page.getByRole('button', { name: 'Navigation' })
        if (await navigation.isVisible()) await navigation.click()
        await page.getByRole('button', { name: /^Workspace:/ }).click()
        await page.getByRole('option', { name: 'acme' }).waitFor()
      },
    },
    { name: 'shortcuts', path: '/workspaces', prepare: (page) => page.keyboard.press('?') },
    { name: 'not-found', path: '/no-such-page' },
    { name: 'no-such-workspace', path: '/w/no-such-workspace/connectors' },
  ]
}

async function invite(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Invite people' }).click()
  await page.getByLabel('E-mail addresses').fill('kay@example.com, lee@example.com')
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await page.getByRole('dialog', { name: '2 people were invited' }).waitFor()
}
