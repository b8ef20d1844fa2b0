import { atlassian, EXPIRING, INVALID_GRANT, REFRESHED, type Vendor } from './vendor.ts'

const SHOPIFY_SCOPES = [
  ...['customers', 'orders', 'products'].flatMap((name) => [`read_${name}`, `write_${name}`]),
  'read_locations',
  ...['inventory', 'price_rules', 'draft_orders', 'fulfillments'].flatMap((name) => [
    `read_${name}`,
    `write_${name}`,
  ]),
  ...['read_merchant_managed_fulfillment_orders', 'read_shipping'],
].join(',')

/** Services for shops, mailings and support, as in `packages/catalog/workshop/facts/oauth.tsv`. */
export const COMMERCE_VENDORS: Readonly<Record<string, Vendor>> = {
  'clickup-api': {
    client: 'body',
    body: 'form',
    pkce: false,
    refuses: (query) => (query.has('scope') ? 'There are no scopes.' : undefined),
    tokens: () => ({ access_token: 'access-of-the-owner', token_type: 'Bearer' }),
    refusal: [400, { err: 'Code already used', ECODE: 'OAUTH_014' }],
    requires: ['access_token'],
  },
  confluence: atlassian(
    'read:space:confluence read:page:confluence write:page:confluence delete:page:confluence read:comment:confluence write:comment:confluence read:label:confluence read:attachment:confluence search:confluence delete:attachment:confluence delete:comment:confluence read:content-details:confluence write:attachment:confluence write:label:confluence read:confluence-groups read:audit-log:confluence read:confluence-user offline_access',
  ),
  klaviyo: {
    scope:
      'accounts:read profiles:read profiles:write lists:read lists:write segments:read campaigns:read events:read events:write metrics:read flows:read flows:write templates:read templates:write tags:read subscriptions:write',
    client: 'basic',
    body: 'form',
    pkce: true,
    refuses: (query) =>
      query.get('code_challenge_method') === 'S256' ? undefined : 'The code challenge is missing.',
    tokens: (query) => ({ ...REFRESHED, scope: query.get('scope') }),
    renewal: 'same',
    refusal: INVALID_GRANT,
    requires: ['access_token', 'refresh_token'],
  },
  mailchimp: {
    client: 'body',
    body: 'form',
    pkce: false,
    tokens: () => ({ access_token: 'access-of-the-owner', expires_in: 0, scope: null }),
    lookupScheme: 'OAuth',
    lookup: {
      dc: 'us21',
      role: 'owner',
      accountname: 'Acme',
      login_url: 'https://login.mailchimp.com',
      api_endpoint: 'https://us21.api.mailchimp.com',
    },
    refusal: INVALID_GRANT,
    requires: ['access_token'],
  },
  monday: {
    scope:
      'me:read account:read boards:read boards:write users:read teams:read tags:read updates:read updates:write workspaces:read',
    client: 'body',
    body: 'form',
    pkce: false,
    tokens: (query) => ({
      access_token: 'access-of-the-owner',
      token_type: 'Bearer',
      scope: query.get('scope'),
    }),
    refusal: INVALID_GRANT,
    requires: ['access_token'],
  },
  'paypal-transaction': {
    scope:
      'openid https://uri.paypal.com/services/reporting/search/read https://uri.paypal.com/services/invoicing https://uri.paypal.com/services/disputes/read-seller https://uri.paypal.com/services/payments/payment',
    client: 'basic',
    body: 'form',
    pkce: false,
    tokens: (query) => ({
      ...REFRESHED,
      scope: query.get('scope'),
      token_type: 'Bearer',
      expires_in: 28_800,
    }),
    renewal: 'none',
    refusal: INVALID_GRANT,
    requires: ['access_token'],
  },
  sentry: {
    scope:
      'project:read project:write project:releases event:read event:write event:admin org:read team:read member:read',
    client: 'body',
    body: 'form',
    pkce: true,
    tokens: (query) => ({
      ...REFRESHED,
      expires_in: 2_591_999,
      scope: query.get('scope'),
      user: { id: '2', name: 'Jane Doe', email: 'jane@acme.test' },
    }),
    renewal: 'new',
    refusal: INVALID_GRANT,
    requires: ['access_token'],
  },
  typeform: {
    scope:
      'accounts:read forms:read forms:write responses:read responses:write webhooks:read webhooks:write workspaces:read workspaces:write images:read themes:read offline',
    client: 'body',
    body: 'form',
    pkce: false,
    tokens: (query) => ({
      ...EXPIRING,
      ...(query.get('scope')?.includes('offline') === true && { refresh_token: 'refresh-of-the-owner' }),
    }),
    renewal: 'new',
    refusal: INVALID_GRANT,
    requires: ['access_token', 'refresh_token'],
  },
  'zendesk-talk': {
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
  shopify: {
    scope: SHOPIFY_SCOPES,
    client: 'body',
    body: 'form',
    pkce: false,
    refuses: (query) => (/\s/.test(query.get('scope') ?? '') ? 'The scope is not valid.' : undefined),
    code_fields: { expiring: '1' },
    tokens: (query) => ({
      access_token: 'shpua-access-of-the-owner',
      scope: query.get('scope'),
      expires_in: 3600,
      refresh_token: 'shprt-refresh-of-the-owner',
      refresh_token_expires_in: 7_776_000,
    }),
    renewal: 'new',
    refusal: [400, { error: 'invalid_request', error_description: 'The authorization code was not found.' }],
    requires: ['access_token'],
  },
}
