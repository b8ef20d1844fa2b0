import { ADS_VENDORS } from './ads-vendors.ts'
import { COMMERCE_VENDORS } from './commerce-vendors.ts'
import { atlassian, google, INVALID_GRANT, REFRESHED, type Vendor } from './vendor.ts'

const GMAIL_SCOPES = ['readonly', 'modify', 'compose', 'send', 'labels'].map(
  (name) => `https://www.googleapis.com/auth/gmail.${name}`,
)
const DRIVE_SCOPES = ['readonly', '', 'file', 'metadata.readonly'].map(
  (name) => `https://www.googleapis.com/auth/drive${name === '' ? '' : `.${name}`}`,
)

/** Services of the catalog with OAuth consent, as in `packages/catalog/workshop/facts/oauth.tsv`. */
export const VENDORS: Readonly<Record<string, Vendor>> = {
  ...ADS_VENDORS,
  ...COMMERCE_VENDORS,
  airtable: {
    scope:
      'data.records:read data.records:write data.recordComments:read data.recordComments:write schema.bases:read schema.bases:write user.email:read',
    client: 'basic',
    body: 'form',
    pkce: true,
    refuses: (query) => {
      if (query.get('code_challenge_method') !== 'S256') return 'The code challenge is missing.'
      return query.has('scope') ? undefined : 'At least one scope is needed.'
    },
    tokens: (query) => ({ ...REFRESHED, scope: query.get('scope'), refresh_expires_in: 5_184_000 }),
    renewal: 'new',
    refusal: INVALID_GRANT,
    requires: ['access_token', 'refresh_token'],
  },
  asana: {
    scope: 'default',
    client: 'body',
    body: 'form',
    pkce: true,
    tokens: () => ({ ...REFRESHED, data: { gid: '1331', name: 'Jane Doe', email: 'jane@acme.test' } }),
    renewal: 'none',
    refusal: INVALID_GRANT,
    requires: ['access_token', 'refresh_token'],
  },
  github: {
    client: 'body',
    body: 'form',
    pkce: true,
    tokens: () => ({ access_token: 'access-of-the-owner', token_type: 'bearer', scope: 'repo,read:org' }),
    refusal: [200, { error: 'bad_verification_code', error_description: 'The code is incorrect.' }],
    requires: ['access_token'],
  },
  gitlab: {
    client: 'body',
    body: 'form',
    pkce: true,
    tokens: () => ({ ...REFRESHED, expires_in: 7200, created_at: 1_600_000_000, scope: 'read_api' }),
    renewal: 'new',
    refusal: INVALID_GRANT,
    requires: ['access_token', 'refresh_token'],
  },
  gmail: google(GMAIL_SCOPES),
  'google-drive': google(DRIVE_SCOPES),
  hubspot: {
    asks: { optional_scope: 'crm.schemas.custom.read crm.objects.custom.read crm.objects.custom.write' },
    scope:
      'crm.objects.contacts.read crm.objects.companies.read crm.objects.deals.read tickets crm.objects.contacts.write crm.objects.companies.write crm.objects.deals.write crm.objects.owners.read crm.lists.read crm.lists.write',
    client: 'body',
    body: 'form',
    pkce: false,
    refuses: (query) =>
      /custom/.test(query.get('scope') ?? '') ? 'The account has no custom objects.' : undefined,
    tokens: (query) => ({
      ...REFRESHED,
      expires_in: 1800,
      hub_id: 62515,
      scopes: ['oauth', ...(query.get('scope') ?? '').split(' ')],
    }),
    renewal: 'same',
    refusal: [400, { status: 'BAD_AUTH_CODE', message: 'missing or unknown auth code' }],
    requires: ['access_token', 'refresh_token'],
  },
  intercom: {
    client: 'body',
    body: 'form',
    pkce: false,
    refuses: (query) => (query.has('scope') ? 'Permissions are those of the app.' : undefined),
    tokens: () => ({
      token_type: 'Bearer',
      token: 'access-of-the-owner',
      access_token: 'access-of-the-owner',
    }),
    refusal: [404, { type: 'error.list', errors: [{ code: 'not_found', message: 'No such code' }] }],
    requires: ['access_token'],
  },
  jira: atlassian(
    'read:jira-work read:jira-user write:jira-work manage:jira-project read:board-scope:jira-software write:board-scope:jira-software read:sprint:jira-software write:sprint:jira-software read:project:jira offline_access',
  ),
  linear: {
    scope: 'read,write',
    client: 'body',
    body: 'form',
    pkce: true,
    refuses: (query) => (/\s/.test(query.get('scope') ?? '') ? 'Invalid scope.' : undefined),
    tokens: (query) => ({
      ...REFRESHED,
      token_type: 'Bearer',
      expires_in: 86_399,
      scope: query.get('scope')?.replaceAll(',', ' '),
    }),
    renewal: 'new',
    refusal: INVALID_GRANT,
    requires: ['access_token', 'refresh_token'],
  },
  notion: {
    asks: { owner: 'user' },
    client: 'basic',
    body: 'json',
    pkce: false,
    refuses: (query) => (query.get('owner') === 'user' ? undefined : 'Missing owner.'),
    tokens: () => ({
      access_token: 'access-of-the-owner',
      token_type: 'bearer',
      refresh_token: 'refresh-of-the-owner',
      bot_id: 'b3414d65-1224-4ab7-8ffa-cc9d8773d228',
      workspace_id: 'a1b2c3d4-2882-41bb-8149-cc9d8773d228',
      workspace_name: "Jane's Notion",
      owner: { type: 'user', user: { object: 'user', id: 'c1b2c3d4-2882-41bb-8149-cc9d8773d228' } },
      duplicated_template_id: null,
    }),
    renewal: 'new',
    refusal: INVALID_GRANT,
    requires: ['access_token'],
  },
  salesforce: {
    scope: 'api refresh_token',
    client: 'body',
    body: 'form',
    pkce: true,
    tokens: (query) => ({
      access_token: 'access-of-the-owner',
      token_type: 'Bearer',
      instance_url: 'https://acme.my.salesforce.com',
      id: 'https://login.salesforce.com/id/00Dx0000000BV7z/005x00000012Q9P',
      issued_at: '1278448101416',
      signature: 'c2lnbmF0dXJl',
      ...(query.get('scope')?.includes('refresh_token') === true && {
        refresh_token: 'refresh-of-the-owner',
      }),
    }),
    renewal: 'none',
    refusal: INVALID_GRANT,
    requires: ['access_token', 'refresh_token'],
  },
  slack: {
    client: 'body',
    body: 'form',
    pkce: true,
    refuses: (query) => (/\s/.test(query.get('scope') ?? '') ? 'Invalid permissions requested.' : undefined),
    // As an app with token rotation gets them.
    tokens: (query) => ({
      ok: true,
      access_token: 'xoxe.xoxb-access-of-the-owner',
      expires_in: 43_200,
      refresh_token: 'xoxe-refresh-of-the-owner',
      token_type: 'bot',
      scope: query.get('scope'),
      bot_user_id: 'U0KRQLJ9H',
      app_id: 'A0KRD7HC3',
      team: { id: 'T9TK3CUKW', name: 'Acme' },
      enterprise: null,
      authed_user: { id: 'U1234', scope: 'chat:write', access_token: 'xoxp-1234', token_type: 'user' },
    }),
    renewal: 'new',
    refusal: [200, { ok: false, error: 'invalid_code' }],
    requires: ['access_token'],
  },
  stripe: {
    scope: 'read_write',
    client: 'body',
    body: 'form',
    pkce: false,
    refuses: (query) =>
      query.get('scope') === 'read_write' ? undefined : 'An invalid scope parameter was provided.',
    tokens: (query) => ({
      access_token: 'access-of-the-owner',
      livemode: false,
      refresh_token: 'rt_of_the_owner',
      token_type: 'bearer',
      stripe_publishable_key: 'pk_test_of_the_owner',
      stripe_user_id: 'acct_1032D82eZvKYlo2C',
      scope: query.get('scope'),
    }),
    refusal: [
      400,
      { error: 'invalid_grant', error_description: 'Authorization code does not exist: ac_123' },
    ],
    requires: ['access_token'],
  },
  'zendesk-support': {
    scope: 'read write',
    client: 'body',
    body: 'form',
    pkce: true,
    refuses: (query) => (query.has('scope') ? undefined : 'The scope is missing.'),
    tokens: (query) => ({ ...REFRESHED, scope: query.get('scope'), refresh_token_expires_in: 7_776_000 }),
    renewal: 'new',
    refusal: INVALID_GRANT,
    requires: ['access_token'],
  },
}
