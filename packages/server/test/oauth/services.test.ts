import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { CATALOG } from '@bulkhead/catalog/catalog-index'
import { oauthBehaviours } from '@bulkhead/catalog/workshop/facts'
import { createTokenRenewal } from '@bulkhead/server/jobs/renew-due-tokens'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import type { TenantTransaction } from '@bulkhead/server/platform/database/roles/tenant-transaction'
import { engines } from '@bulkhead/testing/engines'
import { CLIENT } from '@bulkhead/testing/oauth/authorization-server'
import { copyOAuthCatalog, type OAuthCatalog } from '@bulkhead/testing/oauth/oauth-catalog'
import { startVendorServer, type VendorServer } from '@bulkhead/testing/oauth/vendor-server'
import { VENDORS } from '@bulkhead/testing/oauth/vendors'
import { startTestServer, type Tenant, type TestServer, until } from '@bulkhead/testing/test-server'
import { API, CONNECTORS } from '../http/api.ts'

const APP = 'https://app.example.com'
/** Configuration that documents require of a connector, besides the authorization's values. */
const CONFIGURATION: Readonly<Record<string, object>> = {
  confluence: { subdomain: 'birch' },
  'google-ads': { developer_token: 'developer-token', customer_id: '1234567890' },
  'google-analytics-data-api': { property_ids: ['123456'] },
  harvest: { account_id: '1234567' },
  jira: { subdomain: 'birch' },
  shopify: { shop: 'acme' },
  'zendesk-support': { subdomain: 'acme' },
  'zendesk-talk': { subdomain: 'acme' },
}
const STANDARD = [
  'response_type',
  'client_id',
  'redirect_uri',
  'state',
  'code_challenge',
  'code_challenge_method',
]

test('each service that asks its owners for consent is played here, with a page for its behaviour', () => {
  const asking = CATALOG.filter(({ takes_client }) => takes_client).map(({ slug }) => slug)
  assert.deepEqual(Object.keys(VENDORS).sort(), asking.sort())
  const noted = new Set(oauthBehaviours().map(({ slug }) => slug))
  assert.deepEqual(
    asking.filter((slug) => !noted.has(slug)),
    [],
  )
})

for (const engine of engines) {
  describe(`authorizations at the services of the catalog on ${engine.name}`, () => {
    let vendors: VendorServer
    let catalog: OAuthCatalog
    let testServer: TestServer
    let tenant: Tenant
    let token: string

    before(async () => {
      vendors = await startVendorServer()
      catalog = copyOAuthCatalog(vendors.url)
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: catalog.directory },
      })
      tenant = await testServer.createTenant('Acme')
      token = (await testServer.mint(tenant, 'acme')).token
      const origins = { redirect_origins: [APP] }
      const put = await testServer.call('PUT', `${API}/organization`, { token: tenant.token, body: origins })
      assert.equal(put.status, 200, put.text)
      for (const slug of Object.keys(VENDORS)) {
        const set = await testServer.call('PUT', `${API}/oauth/credentials`, {
          token: tenant.token,
          body: { connector_type: `${slug}-copy`, configuration: CLIENT },
        })
        assert.equal(set.status, 200, set.text)
      }
    })
    after(async () => {
      await testServer?.close()
      await vendors?.close()
      catalog?.remove()
      await engine.close()
    })

    async function askedFor(slug: string, more: object = {}): Promise<URL> {
      const { status, body, text } = await testServer.call('POST', `${CONNECTORS}/oauth/initiate`, {
        token,
        body: {
          connector_type: `${slug}-copy`,
          redirect_url: `${APP}/done`,
          ...(CONFIGURATION[slug] !== undefined && { replication_config: CONFIGURATION[slug] }),
          ...more,
        },
      })
      assert.equal(status, 200, text)
      return new URL(body.consent_url)
    }

    /** Goes where a browser goes from the authorization page, to the application. */
    async function consent(url: URL): Promise<Readonly<Record<string, string>>> {
      const page = await fetch(url, { redirect: 'manual' })
      assert.equal(page.status, 302, await page.text())
      const back = new URL(page.headers.get('location') ?? '')
      const { headers } = await testServer.call('GET', back.pathname + back.search)
      return Object.fromEntries(new URL(headers.get('location') ?? '').searchParams)
    }

    const count = async () => (await testServer.call('GET', CONNECTORS, { token })).body.data.length

    for (const [slug, vendor] of Object.entries(VENDORS)) {
      const pages = [
        ...new Set(
          oauthBehaviours()
            .filter((one) => one.slug === slug)
            .map(({ page }) => page),
        ),
      ]

      test(`${slug}: is asked as it wants to be, and its connector is ready (${pages.join(', ')})`, async () => {
        const url = await askedFor(slug)
        const { searchParams } = url
        const own = [...searchParams].filter(([name]) => !STANDARD.includes(name) && name !== 'scope')
        assert.deepEqual(Object.fromEntries(own), vendor.asks ?? {})
        if (vendor.scope !== undefined) {
          assert.deepEqual(searchParams.get('scope')?.split(' ').sort(), vendor.scope.split(' ').sort())
        }
        const { connector_id, ...rest } = await consent(url)
        assert.deepEqual(rest, {})
        const { status, body } = await testServer.call('GET', `${CONNECTORS}/${connector_id}`, { token })
        assert.deepEqual([status, body.status], [200, 'ready'])
      })

      if (vendor.renewal !== undefined) {
        test(`${slug}: tokens are renewed with the refresh token that the service gave last`, async () => {
          const { connector_id = '' } = await consent(await askedFor(slug))
          const first = vendors.renewed.get(slug)?.length ?? 0
          const { database, log, tokenRefresher } = testServer.server.services
          const renewDueTokens = createTokenRenewal(database, log, tokenRefresher)
          const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) =>
            asPrincipal(database, { organization: tenant.organization }, 'read write', work)
          for (let round = 0; round < 2; round += 1) {
            const { generation } = await inTenant((tx) =>
              tx
                .updateTable('connector_tokens')
                .set({ refresh_at: new Date(0) })
                .where('connector_id', '=', connector_id)
                .returning('generation')
                .executeTakeFirstOrThrow(),
            )
            while (await renewDueTokens());
            // The server's own job may have taken them first, and not be done.
            await until(() =>
              inTenant(async (tx) => {
                const stored = await tx
                  .selectFrom('connector_tokens')
                  .select('generation')
                  .where('connector_id', '=', connector_id)
                  .executeTakeFirstOrThrow()
                return stored.generation > generation
              }),
            )
          }
          const renewed = vendors.renewed.get(slug)?.slice(first) ?? []
          assert.equal(renewed.length, 2)
          assert.equal(new Set(renewed).size, vendor.renewal === 'new' ? 2 : 1)
          const { body } = await testServer.call('GET', `${CONNECTORS}/${connector_id}`, { token })
          assert.equal(body.status, 'ready')
        })
      }

      test(`${slug}: an authorization that brings less than the document requires makes no connector`, async () => {
        const before = await count()
        try {
          for (const member of vendor.requires) {
            vendors.withhold = member
            const { connector_id, error, error_description } = await consent(await askedFor(slug))
            assert.deepEqual([connector_id, error], [undefined, 'creation_failed'], member)
            const told = member === 'access_token' ? /responded with/ : /returned no refresh_token/
            assert.match(error_description ?? '', told)
          }
        } finally {
          vendors.withhold = undefined
        }
        assert.equal(await count(), before)
      })

      test(`${slug}: a refused code makes no connector, whatever its status`, async () => {
        const before = await count()
        vendors.refusesCodes = true
        try {
          const { error, error_description } = await consent(await askedFor(slug))
          assert.equal(error, 'creation_failed')
          assert.match(
            error_description ?? '',
            new RegExp(`responded with ${vendor.refusal[0]} when it was asked`),
          )
        } finally {
          vendors.refusesCodes = false
        }
        assert.equal(await count(), before)
      })
    }

    test('reconnecting with less than the document requires leaves the connector as it was', async () => {
      const { connector_id } = await consent(await askedFor('gmail'))
      const again = () => askedFor('gmail', { connector_id, connector_type: undefined })
      vendors.withhold = 'refresh_token'
      try {
        assert.equal((await consent(await again())).error, 'creation_failed')
      } finally {
        vendors.withhold = undefined
      }
      assert.equal((await consent(await again())).connector_id, connector_id)
    })

    test('Jira is called at the site that the owner allowed, or that the setting names', async () => {
      const getUrl = async (more: object) => {
        const { connector_id, error_description } = await consent(await askedFor('jira', more))
        if (connector_id === undefined) return error_description
        return (await testServer.call('GET', `${CONNECTORS}/${connector_id}`, { token })).body.base_url
      }
      const birch = `${vendors.url}/ex/jira/a436116f-02ce-4520-8fbb-7301462a1674`
      assert.equal(await getUrl({}), birch)
      assert.match(
        await getUrl({ replication_config: { subdomain: 'other' } }),
        /access to nothing at subdomain other/,
      )
      assert.match(
        await getUrl({ replication_config: null }),
        /access to 2 places; give the setting subdomain/,
      )
      vendors.lookup = [{ id: 'a436116f-02ce-4520-8fbb-7301462a1674', url: 'https://birch.atlassian.net' }]
      try {
        assert.equal(await getUrl({ replication_config: null }), birch)
        const moved = { replication_config: { cloud_id: '1324a887-45db-1bf4-1e99-ef0ff456d421' } }
        assert.equal(await getUrl(moved), birch, 'what the owner gives decides nothing')
        vendors.lookup = [{ id: '../../other', url: 'https://birch.atlassian.net' }]
        assert.match(await getUrl({ replication_config: null }), /cloud_id must be one path segment/)
        vendors.lookup = []
        assert.match(await getUrl({ replication_config: null }), /access to nothing/)
        vendors.lookup = { message: 'no list' }
        assert.match(await getUrl({ replication_config: null }), /has no id/)
      } finally {
        vendors.lookup = undefined
      }
    })

    test('Gong is called at the address of the company that agreed', async () => {
      const { connector_id } = await consent(await askedFor('gong'))
      const { body } = await testServer.call('GET', `${CONNECTORS}/${connector_id}`, { token })
      assert.equal(body.base_url, 'https://company-17.api.gong.io')
    })

    test('an owner who does not allow all that Google was asked for makes no connector', async () => {
      const url = await askedFor('gmail')
      const scopes = url.searchParams.get('scope')?.split(' ') ?? []
      vendors.deny = scopes[0]
      try {
        const { error, error_description } = await consent(url)
        assert.equal(error, 'creation_failed')
        assert.ok(error_description?.includes(`not allowed everything that it was asked for: ${scopes[0]}`))
      } finally {
        vendors.deny = undefined
      }
    })
  })
}
