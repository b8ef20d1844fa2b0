import type { ConnectPage, Service } from '@bulkhead/connect-page/types'
import type { Page } from 'playwright-core'

export const SESSION = '01a2b3c4-0000-7000-8000-000000000001'
export const TOKEN = `bhc_${'a'.repeat(43)}`

const github: Service = {
  definition_id: '01a2b3c4-0000-7000-8000-00000000000a',
  slug: 'github',
  name: 'GitHub',
  icon_url: '/icons/github.svg',
  ways: [
    { option: 'oauth', kind: 'oauth', title: 'Sign in with GitHub', help: null, schema: {} },
    {
      option: 'token',
      kind: 'fields',
      title: 'Personal access token',
      help: {
        url: 'https://github.com/settings/tokens',
        text: 'Create a classic token.',
        scopes: ['repo', 'read:org'],
      },
      schema: {
        required: ['token'],
        properties: {
          token: { type: 'string', title: 'Token', description: 'It begins with ghp_.', writeOnly: true },
        },
      },
    },
  ],
  entities: [
    { entity: 'issues', read: true, write: true, scopes: { read: ['repo:read'], write: ['repo'] } },
    { entity: 'pull_requests', read: true, write: true, scopes: { read: [], write: [] } },
    { entity: 'repositories', read: true, write: false, scopes: { read: [], write: [] } },
  ],
  settings_schema: {
    properties: { base_url: { type: 'string', title: 'Address', description: 'Of your own server.' } },
  },
}

const slack: Service = {
  ...github,
  definition_id: '01a2b3c4-0000-7000-8000-00000000000b',
  slug: 'slack',
  name: 'Slack',
  icon_url: '/icons/slack.svg',
}

/** Returns an open session for GitHub in the server's format. */
export function getStubPage(changes: Partial<ConnectPage> = {}): ConnectPage {
  return {
    session_id: SESSION,
    status: 'open',
    kind: 'new',
    organization: {
      name: 'Acme',
      logo_url: null,
      colors: { light: '#ffcc00', dark: '#332200' },
      support_url: 'https://acme.test/help',
      privacy_url: 'https://acme.test/privacy',
    },
    asks_for: 'Birch',
    end_user_name: 'Ada Lovelace',
    locale: null,
    needs_handshake: false,
    allowed_origins: [],
    has_redirect: false,
    expires_at: '2099-01-01T00:00:00Z',
    restriction: null,
    previous_account: null,
    existing: [],
    services: [github],
    result: null,
    error: null,
    ...changes,
  }
}

export const MANY = { services: [github, slack] }

/** Responds to the page's API requests instead of the server. The server still serves the page itself. */
export async function stubSession(
  page: Page,
  session: ConnectPage,
  answers: Readonly<Record<string, object>> = {},
): Promise<void> {
  await page.route('**/api/v1/connect/**', async (route) => {
    const path = new URL(route.request().url()).pathname.replace('/api/v1/connect/', '')
    const service = [github, slack].find((one) => path === `session/services/${one.definition_id}`)
    const body = service ?? (path === 'session' ? session : answers[path])
    if (body === undefined) {
      await route.fulfill({ status: 401, json: { code: 'connect_session_ended', message: 'It has ended.' } })
    } else await route.fulfill({ json: body })
  })
}
