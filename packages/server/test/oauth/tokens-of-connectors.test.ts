import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { loadDefinitions } from '@bulkhead/server/connectors/definitions/load-definitions'
import { createTokenRefresher } from '@bulkhead/server/connectors/oauth/token-refresher'
import { createTokenRenewal } from '@bulkhead/server/jobs/renew-due-tokens'
import { completeOAuth } from '@bulkhead/server/operations/oauth/complete-oauth'
import { listOAuthCredentials } from '@bulkhead/server/operations/oauth/list-oauth-credentials'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import type { TenantTransaction } from '@bulkhead/server/platform/database/roles/tenant-transaction'
import { engines } from '@bulkhead/testing/engines'
import { CLIENT } from '@bulkhead/testing/oauth/authorization-server'
import { LIGHTHOUSE, writeOAuthDocuments } from '@bulkhead/testing/oauth/oauth-documents'
import { json, startScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import { until } from '@bulkhead/testing/test-server'
import { API, CONNECTORS } from '../http/api.ts'
import { ageTokens, type OAuthFixture, openOAuthFixture } from './oauth-fixture.ts'

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  describe(`renewing tokens and taking them back on ${engine.name}`, () => {
    let fixture: OAuthFixture

    before(async () => {
      fixture = await openOAuthFixture(engine)
      await fixture.configure()
    })
    after(() => fixture?.close())

    test('tokens for a connector that is gone meanwhile are taken back', async () => {
      const made = await fixture.testServer.call('POST', CONNECTORS, {
        token: fixture.scoped,
        body: { connector_type: 'lighthouse', credentials: { token: 'a-key-of-their-own' } },
      })
      const callback = await fixture.consent({ connector_type: undefined, connector_id: made.body.id })
      await fixture.testServer.call('DELETE', `${CONNECTORS}/${made.body.id}`, { token: fixture.scoped })
      const revoked = fixture.authorization.revoked.length
      const { query } = await fixture.visit(callback)
      assert.equal(query.error, 'creation_failed')
      await until(() => fixture.authorization.revoked.length === revoked + 1)
    })

    test('a document that moves its endpoints gets no refresh token and no client', async () => {
      const own = await fixture.connect(await fixture.authorization.issueTokens())
      const lent = (await fixture.visit(await fixture.consent())).query.connector_id as string
      for (const connector of [own, lent]) assert.equal((await fixture.execute(connector)).status, 200)
      for (const token of fixture.api.tokens()) await fixture.authorization.expire(token)
      for (const connector of [own, lent]) await ageTokens(fixture, connector)
      const thief = await startScriptedUpstream()
      thief.respond(json({ access_token: 'stolen' }))
      const moved = writeOAuthDocuments({ authorization: thief.url, api: fixture.api.url })
      // The same connectors, on a server whose documents were changed.
      const { services } = fixture.testServer.server
      const definitions = loadDefinitions(moved.path, services.log)
      const refresher = createTokenRefresher({
        ...services,
        ownDefinitions: { ...services.ownDefinitions, of: () => definitions },
        process_id: services.idempotency.process_id,
      })
      const owner = { organization: fixture.tenant.organization, workspace: fixture.workspace_id }
      for (const [connector, code] of [
        [own, 'needs_reauthentication'],
        [lent, 'oauth_not_configured'],
      ] as const) {
        const connection = await services.connections.load(owner as never, connector)
        await assert.rejects(refresher.renewed(owner as never, connection, 60_000), { code })
      }
      assert.deepEqual(thief.arrived, [])
      // The list shows that the credentials are outdated.
      const tenant = { organization: fixture.tenant.organization }
      const clients = await listOAuthCredentials({ ...services, definitions }, tenant as never, {} as never)
      const lighthouse = clients.data.find(({ connector_name }) => connector_name === 'lighthouse')
      assert.equal(lighthouse?.credentials?.status, 'outdated')
      await thief.close()
      moved.remove()
    })

    test('a document that moves its API gets neither new tokens nor further credentials', async () => {
      const guarded = await openOAuthFixture(engine, {}, withDeveloperKey)
      try {
        await guarded.configure()
        const consented = await guarded.consent({ oauth_input_configuration: { developer_key: 'a-secret' } })
        const connector = (await guarded.visit(consented)).query.connector_id as string
        assert.equal((await guarded.execute(connector)).status, 200)
        await ageTokens(guarded, connector)
        const callback = await guarded.consent({ connector_type: undefined, connector_id: connector })
        const owner = { organization: guarded.tenant.organization, workspace: guarded.workspace_id }
        const { services } = guarded.testServer.server
        const readOrigins = () =>
          asPrincipal(services.database, owner, 'read only', (tx) =>
            tx
              .selectFrom('connector_credentials')
              .select(['purpose', 'origins'])
              .orderBy('purpose')
              .execute(),
          )
        const origins = await readOrigins()
        const refreshes = guarded.refreshes()
        const moved = writeOAuthDocuments(
          { authorization: guarded.authorization.url, api: 'http://127.0.0.1:9' },
          withDeveloperKey,
        )
        const definitions = loadDefinitions(moved.path, services.log)
        const changed = {
          ...services,
          definitions,
          ownDefinitions: { ...services.ownDefinitions, of: () => definitions },
        }
        const refresher = createTokenRefresher({ ...changed, process_id: services.idempotency.process_id })
        const connection = await services.connections.load(owner as never, connector)
        await assert.rejects(refresher.renewed(owner as never, connection, 60_000), {
          code: 'needs_reauthentication',
        })
        assert.equal(guarded.refreshes(), refreshes, 'the refresh token was not used up')
        assert.deepEqual(await readOrigins(), origins)
        const { headers } = await completeOAuth(changed, { request_id: randomUUID() } as never, {
          params: { connector_type: LIGHTHOUSE },
          query: Object.fromEntries(callback.searchParams) as never,
          body: {},
        })
        const { searchParams } = new URL(String(headers.location))
        assert.equal(searchParams.get('error'), 'creation_failed')
        assert.match(searchParams.get('error_description') ?? '', /further credentials were given for/)
        assert.deepEqual(await readOrigins(), origins)
        moved.remove()
      } finally {
        await guarded.close()
      }
    })

    test('tokens that are due are renewed ahead of time, but not in an inactive workspace', async () => {
      const { database, log, tokenRefresher } = fixture.testServer.server.services
      const awake = (await fixture.visit(await fixture.consent())).query.connector_id as string
      const asleep = await fixture.testServer.mint(fixture.tenant, 'asleep')
      await fixture.visit(await fixture.consent({ workspace_id: asleep.workspace_id }, fixture.tenant.token))
      // Before the tokens are due, because the server's own job may run at any time.
      await fixture.testServer.call('PUT', `${API}/workspaces/${asleep.workspace_id}`, {
        token: fixture.tenant.token,
        body: { status: 'inactive' },
      })
      const inOrganization = <T>(work: (tx: TenantTransaction) => Promise<T>) =>
        asPrincipal(database, { organization: fixture.tenant.organization }, 'read write', work)
      const before = await inOrganization((tx) =>
        tx
          .updateTable('connector_tokens')
          .set({ refresh_at: new Date(0) })
          .where('client', '=', 'organization')
          .returningAll()
          .execute(),
      )
      const renewDueTokens = createTokenRenewal(database, log, tokenRefresher)
      while (await renewDueTokens());
      /** Returns how often the tokens of connectors were renewed. */
      const readRenewals = async (isWanted: (row: (typeof before)[number]) => boolean) => {
        const rows = await inOrganization((tx) => tx.selectFrom('connector_tokens').selectAll().execute())
        return before.filter(isWanted).map(({ connector_id, generation }) => {
          const row = rows.find((one) => one.connector_id === connector_id)
          return row && row.generation - generation
        })
      }
      // The server's own job may have taken the tokens first, and not have stored the next ones yet.
      await until(async () => (await readRenewals(({ connector_id }) => connector_id === awake))[0] !== 0)
      assert.deepEqual(await readRenewals(({ workspace_id }) => workspace_id === asleep.workspace_id), [0])
      assert.deepEqual(await readRenewals(({ connector_id }) => connector_id === awake), [1])
      const seen = fixture.refreshes()
      assert.equal((await fixture.execute(awake)).status, 200)
      assert.equal(fixture.refreshes(), seen, 'the call needed none')
    })

    test('a deleted connector’s refresh token is taken back, and that is on record', async () => {
      const { refresh_token } = await fixture.authorization.issueTokens()
      const connector = await fixture.connect({ refresh_token })
      const lent = (await fixture.visit(await fixture.consent())).query.connector_id as string
      const revoked = fixture.authorization.revoked.length
      for (const id of [connector, lent])
        assert.equal(
          (await fixture.testServer.call('DELETE', `${CONNECTORS}/${id}`, { token: fixture.scoped })).status,
          202,
        )
      await until(() => fixture.authorization.revoked.length === revoked + 2)
      assert.ok(fixture.authorization.revoked.includes(refresh_token))
      await until(async () => (await records()).length === 2)
      assert.ok((await records()).every(({ outcome }: { outcome: string }) => outcome === 'done'))

      async function records() {
        const { body } = await fixture.testServer.call('GET', `${API}/audit?event=connector.tokens_revoked`, {
          token: fixture.tenant.token,
        })
        return body.data.filter(({ subject_id }: { subject_id: string }) =>
          [connector, lent].includes(subject_id),
        )
      }
    })

    test('renewals of one organization that hang do not hold up those of others', async () => {
      const { database, log } = fixture.testServer.server.services
      const [slow, other] = await Promise.all([organizationWith(9), organizationWith(1)])
      const asked: string[] = []
      const { promise: ended, resolve: end } = Promise.withResolvers<void>()
      const renewDue = async ({ organization_id }: { organization_id: string }) => {
        asked.push(organization_id)
        if (organization_id === slow) await ended
      }
      const step = createTokenRenewal(database, log, { renewDue })
      const countAsked = (organization: string) => asked.filter((one) => one === organization).length
      // The server's own job may take rows that are due, so they are made due again.
      const askFor = async (organization: string) => {
        await setDue(organization, new Date(0))
        await step()
      }
      await until(async () => {
        await askFor(slow)
        return countAsked(slow) === 8
      })
      await until(async () => {
        await askFor(other)
        return countAsked(other) > 0
      })
      assert.equal(countAsked(slow), 8, 'no organization has more renewals at once')
      end()
      await until(async () => {
        await askFor(slow)
        return countAsked(slow) > 8
      })
      await setDue(slow, null)
      await setDue(other, null)

      async function organizationWith(connectors: number): Promise<string> {
        const tenant = await fixture.testServer.createTenant('Renewing')
        const { token } = await fixture.testServer.mint(tenant, 'renewing')
        for (let count = 0; count < connectors; count += 1) {
          const credentials = { ...CLIENT, ...(await fixture.authorization.issueTokens()) }
          const body = { connector_type: 'lighthouse', credentials }
          const { status, text } = await fixture.testServer.call('POST', CONNECTORS, { token, body })
          assert.equal(status, 200, text)
        }
        return tenant.organization
      }

      function setDue(organization: string, refresh_at: Date | null) {
        return asPrincipal(database, { organization }, 'read write', (tx) =>
          tx.updateTable('connector_tokens').set({ refresh_at }).execute(),
        )
      }
    })
  })
}

/** Adds a credential that does not come from an authorization. */
function withDeveloperKey(document: object): Record<string, unknown> {
  const changed = structuredClone(document) as never
  const { lighthouseOAuth } = (changed as { components: { securitySchemes: Schemes } }).components
    .securitySchemes
  const config = lighthouseOAuth['x-airbyte-auth-config']
  config.properties.developer_key = { type: 'string', title: 'Developer key' }
  config.required.push('developer_key')
  config.additional_headers = { 'developer-key': '{{ developer_key }}' }
  return changed
}

interface Schemes {
  readonly lighthouseOAuth: {
    readonly 'x-airbyte-auth-config': {
      readonly properties: Record<string, object>
      readonly required: string[]
      additional_headers?: Record<string, string>
    }
  }
}
