import { INVALID_GRANT, REFRESHED, type Vendor } from './vendor.ts'

const SHOPIFY_SCOPES = [
  ...['customers', 'orders', 'products'].flatMap((name) => [`read_${name}`, `write_${name}`]),
  'read_locations',
  ...['inventory', 'price_rules', 'draft_orders', 'fulfillments'].flatMap((name) => [
    `read_${name}`,
    `write_${name}`,
  ]),
  ...['read_merchant_managed_fulfillment_orders', 'read_shipping'],
].join(',')

/** Services of shops, mailings and support, as `packages/catalog/facts/oauth.tsv` has them. */
export const COMMERCE_VENDORS: Readonly<Record<string, Vendor>> = {
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
    refusal: INVALID_GRANT,
    requires: ['access_token'],
  },
  shopify: {
    scope: SHOPIFY_SCOPES,
    client: 'body',
    body: 'form',
    pkce: false,
    refuses: (query) => (/\s/.test(query.get('scope') ?? '') ? 'The scope is not valid.' : undefined),
    tokens: (query) => ({ access_token: 'shpua-access-of-the-owner', scope: query.get('scope') }),
    refusal: [400, { error: 'invalid_request', error_description: 'The authorization code was not found.' }],
    requires: ['access_token'],
  },
}
