import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { PIXEL } from '@bulkhead/testing/mcp-conformance/fixture-media'
import { COMMAND_LINE, signAgentIn } from '@bulkhead/testing/oauth/agents'
import { getSettingsOnlyProvider } from '@bulkhead/testing/oidc/settings-only-provider'
import { signUpOwner, signUpPerson } from '@bulkhead/testing/people'
import { json } from '@bulkhead/testing/scripted-upstream'
import { Bulkhead } from '../src/bulkhead.ts'
import { ConflictError, NotFoundError } from '../src/client/errors.ts'
import { type Bench, openBench } from './bench.ts'

for (const engine of engines) {
  describe(engine.name, () => {
    let bench: Bench
    before(async () => {
      bench = await openBench(engine)
    })
    after(async () => {
      await bench?.close()
      await engine.close()
    })

    test('workspaces are listed, found, renamed, deactivated, activated and deleted', async () => {
      const options = await bench.newOptions()
      const { workspaces } = new Bulkhead(options)
      for (const name of ['acme', 'acme-labs', 'birch']) {
        await new Bulkhead(options).workspace(name).mintToken()
      }
      const names: string[] = []
      for await (const { name } of workspaces.list({ name_contains: 'acme', limit: 1 })) names.push(name)
      assert.deepEqual(names, ['acme', 'acme-labs'])

      const acme = await workspaces.get('acme')
      assert.equal((await workspaces.get({ id: acme.id })).name, 'acme')
      for (const reference of ['acme', { id: acme.id }]) {
        const { usage } = await workspaces.get(reference, { include_usage: true })
        assert.deepEqual(usage, { connectors: 0, needs_attention: 0, last_call_at: null })
      }
      assert.equal((await workspaces.rename('acme', 'acme-inc')).name, 'acme-inc')
      assert.equal((await workspaces.get('acme')).id, acme.id, 'by its former name')
      await assert.rejects(workspaces.rename({ name: 'birch' }, 'acme'), ConflictError)
      assert.deepEqual((await workspaces.deleteAlias({ id: acme.id }, 'acme')).aliases, [])
      await assert.rejects(workspaces.get('acme'), NotFoundError)
      const { token } = await new Bulkhead(options).workspace({ id: acme.id }).mintToken()
      await workspaces.revokeTokens({ id: acme.id })
      await assert.rejects(new Bulkhead({ url: bench.proxy.url, token }).workspace().info(), {
        code: 'unauthenticated',
      })

      assert.equal((await workspaces.deactivate({ id: acme.id })).status, 'inactive')
      const inactive = new Bulkhead(options).workspace('acme-inc')
      await assert.rejects(inactive.info(), { code: 'workspace_inactive' })
      assert.deepEqual((await inactive.connectors.list()).data, [])
      assert.deepEqual(
        (await workspaces.list({ status: 'inactive' })).data.map(({ id }) => id),
        [acme.id],
      )
      assert.equal((await workspaces.activate({ id: acme.id })).status, 'active')
      assert.equal((await inactive.info()).workspace_id, acme.id)

      const receipt = await workspaces.delete('acme-inc')
      assert.deepEqual([receipt.id, receipt.data_key.destroyed], [acme.id, true])
      await assert.rejects(workspaces.get({ id: acme.id }), NotFoundError)
    })

    test('a name is looked up exactly, and a name beside an id must be of the same workspace', async () => {
      const options = await bench.newOptions()
      const { workspaces } = new Bulkhead(options)
      for (const name of ['acme-labs', 'birch']) {
        await new Bulkhead(options).workspace(name).mintToken()
      }
      const unknown = { name: 'NotFoundError', code: 'workspace_not_found', status: 404 }
      for (const name of ['acme', 'ACME-LABS', 'acme-labs2', '%', 'a/b', 'acme-labs/../birch']) {
        await assert.rejects(workspaces.get(name), unknown, name)
        await assert.rejects(workspaces.delete({ name }), unknown, name)
      }
      const { id } = await workspaces.get('birch')
      const mark = bench.proxy.exchanges.length
      await assert.rejects(workspaces.delete({ name: 'acme-labs', id }), unknown)
      assert.deepEqual(
        bench.proxy.exchanges.slice(mark).map(({ method, status }) => [method, status]),
        [['GET', 404]],
        'it is the server that says so',
      )
      const forgotten = [undefined, null, '', {}, { name: '' }, { id: undefined }, 7] as unknown[]
      for (const reference of [...forgotten, '.', '..']) {
        await assert.rejects(workspaces.delete(reference as string), { code: 'invalid_argument' })
      }
      const old = { workspace_name: 'birch' } as object
      await assert.rejects(workspaces.delete(old), /Did you mean `name`/)
      assert.equal((await workspaces.list()).data.length, 3)
    })

    test('applications: a second secret, and the first one retired', async () => {
      const { applications } = new Bulkhead(await bench.newOptions())
      const made = await applications.create('ci')
      const second = await applications.createSecret(made.id)
      await applications.retireSecret(made.id, made.secret_id)
      const asCi = (clientSecret: string) =>
        new Bulkhead({ url: bench.proxy.url, clientId: made.client_id, clientSecret }).organization.get()
      await assert.rejects(asCi(made.client_secret), { code: 'invalid_client' })
      await asCi(second.client_secret)
      await applications.revokeTokens(made.id)
      const listed = (await applications.list()).data.find(({ id }) => id === made.id)
      assert.deepEqual(
        listed?.secrets.map(({ secret_id }) => secret_id),
        [second.secret_id],
      )
      await applications.delete(made.id)
      await assert.rejects(applications.delete(made.id), { code: 'application_not_found' })
    })

    test('settings, definitions and the audit', async () => {
      const options = await bench.newOptions()
      const bulkhead = new Bulkhead(options)
      const { organization, definitions, audit } = bulkhead
      const { id } = await organization.get()
      assert.equal((await organization.update({ name: 'Acme' })).name, 'Acme')
      const [github] = (await definitions.list({ name: 'github' })).data
      const { definition } = await definitions.get(github?.sourceDefinitionId ?? '')
      assert.equal(definition.name, 'GitHub')
      const events: string[] = []
      for await (const { event } of audit.list({ event: 'organization.updated' })) events.push(event)
      assert.deepEqual(events, ['organization.updated'])
      const elsewhere = new Bulkhead({ ...options, organizationId: crypto.randomUUID() })
      await assert.rejects(elsewhere.organization.get(), { code: 'organization_mismatch' })
      assert.equal((await new Bulkhead({ ...options, organizationId: id }).organization.get()).id, id)
    })

    test('the branding of the connect page', async () => {
      const { branding } = new Bulkhead(await bench.newOptions())
      assert.equal((await branding.update({ name: 'Acme' })).name, 'Acme')
      const { logo_url } = await branding.setLogo({ content_type: 'image/png', data: PIXEL })
      const { name, logo_url: seen } = await branding.get()
      assert.deepEqual([name, seen], ['Acme', logo_url])
      assert.ok(logo_url)
      assert.equal((await branding.deleteLogo()).logo_url, null)
    })

    test('a connector is checked before it is created, and found in all workspaces by its properties', async () => {
      const bulkhead = new Bulkhead(await bench.newOptions())
      const acme = bulkhead.workspace('acme')
      const id = await bench.createProbe(acme)
      await bench.createProbe(bulkhead.workspace('birch'))
      bench.upstream.respond(json({ message: 'no' }, 401))
      const tried = await acme.connectors.checkNew({
        connector_type: 'probe',
        credentials: { token: 'wrong' },
        replication_config: { tenant: 'acme' },
        environment: { base_url: bench.upstream.url },
      })
      assert.equal(tried.status, 'failed')
      assert.equal((await acme.connectors.list()).data.length, 1)

      const { workspace_id } = await acme.info()
      const found: string[] = []
      for await (const one of bulkhead.organization.connectors({ limit: 1 })) found.push(one.id)
      assert.equal(found.length, 2)
      const { data } = await bulkhead.organization.connectors({ workspace_id })
      assert.deepEqual(
        data.map((one) => one.id),
        [id],
      )
    })

    test('the organization’s own clients at services', async () => {
      const { oauthApps: oauthCredentials } = new Bulkhead(await bench.newOptions())
      const github = async () =>
        (await oauthCredentials.list()).data.find(({ connector_name }) => connector_name === 'github')
      assert.equal((await github())?.credentials, null)
      const configuration = { client_id: 'ours', client_secret: 'secret-of-our-client' }
      const set = await oauthCredentials.set({ connector_type: 'github', configuration })
      assert.equal((await github())?.credentials?.id, set.id)
      assert.equal((await github())?.credentials?.client_id, 'ours')
      assert.equal(await oauthCredentials.delete('github'), undefined)
      assert.equal((await github())?.credentials, null)
    })

    test('a connector is authorized by its owner: the URL to send them to, and who may be sent back', async () => {
      const bulkhead = new Bulkhead(await bench.newOptions())
      const { organization, oauthCredentials } = bulkhead
      const configuration = { client_id: 'ours', client_secret: 'secret-of-our-client' }
      await oauthCredentials.set({ connector_type: 'github', configuration })
      await organization.update({ redirect_origins: ['https://app.example'] })
      const acme = bulkhead.workspace('acme')
      const fields = { connector_type: 'github', redirect_url: 'https://app.example/connected' }
      const { consent_url } = await acme.connectors.authorize(fields)
      assert.equal(new URL(consent_url).searchParams.get('client_id'), 'ours')
      assert.equal((await acme.info()).workspace_name, 'acme', 'it made the workspace')
      const elsewhere = { ...fields, redirect_url: 'https://evil.example/' }
      await assert.rejects(acme.connectors.authorize(elsewhere), { name: 'ValidationError' })
      const nonce = 'n'.repeat(22)
      await assert.rejects(
        acme.connectors.confirmAuthorization({ server_side_oauth_secret_id: 'unknown', nonce }),
        { code: 'oauth_secret_not_found' },
      )
    })

    test('a person manages people, invitations and members, and an application does not', async () => {
      const { testServer, proxy } = bench
      const tenant = await testServer.createTenant('people')
      const { workspace_id } = await testServer.mint(tenant, 'acme')
      const owner = await signUpOwner(testServer, tenant)
      const { person: bert, email } = await signUpPerson(testServer, tenant, 'member')
      const { tokens } = await signAgentIn(testServer, owner, { everywhere: true }, COMMAND_LINE)
      const bulkhead = new Bulkhead({ url: proxy.url, accessToken: async () => tokens.access_token })
      const { people, invitations } = bulkhead
      const { members } = bulkhead.workspace('acme')

      const { data: invited } = await invitations.create({
        emails: ['carla@example.com', email],
        role: 'member',
        workspaces: [{ workspace_id, level: 'user' }],
      })
      assert.deepEqual(
        invited.map(({ status, sign_up_url }) => [status, sign_up_url !== undefined]).toSorted(),
        [
          ['invited', true],
          ['is_member', false],
        ],
      )
      const [listed] = (await invitations.list()).data
      const id = listed?.id ?? ''
      assert.match((await invitations.renew(id)).sign_up_url ?? '', /^http/)
      assert.equal((await invitations.revoke(id)).id, id)
      await assert.rejects(invitations.revoke(id), { code: 'invitation_not_found' })

      assert.ok((await people.list()).data.some((person) => person.id === bert))
      assert.equal((await people.setRole(bert, 'admin')).role, 'admin')
      assert.equal((await people.setRole(bert, 'member')).role, 'member')
      assert.equal((await members.set(bert, 'manager')).level, 'manager')
      assert.equal(await members.everyone(), null)
      assert.equal((await members.setEveryone('viewer')).level, 'viewer')
      assert.equal(await members.everyone(), 'viewer')
      assert.deepEqual(
        (await members.list()).data.map(({ person_id, level }) => [person_id, level]),
        [[bert, 'manager']],
      )
      const levels: string[] = []
      for await (const item of people.accessReview({ limit: 1 })) {
        levels.push(...item.workspaces.map(({ level }) => level))
      }
      assert.deepEqual(levels, ['manager'])
      const file = await people.downloadAccessReview()
      assert.equal(file.filename, 'access-review.csv')
      assert.ok(new TextDecoder().decode(await file.bytes()).includes(email))
      await members.remove(bert)
      assert.deepEqual((await members.list()).data, [])
      await assert.rejects(people.removeSecondFactor(bert), { code: 'second_factor_not_found' })
      assert.equal((await people.endSessions(bert)).ended_sessions, 1)
      assert.equal((await people.remove(bert)).id, bert)
      await assert.rejects(people.remove(bert), { name: 'NotFoundError', code: 'person_not_found' })

      const { agentClients, agentGrants, directories, domains, providers, signInPolicy } = bulkhead
      const uris = ['https://review.example.com/back']
      const made = await agentClients.create({ name: 'Reviewer', redirect_uris: uris, confidential: true })
      assert.ok(made.client_secret)
      assert.equal((await agentClients.update(made.id, { verified: true })).verified, true)
      assert.deepEqual(
        (await agentClients.list()).data.map(({ id, verified }) => [id, verified]),
        [[made.id, true]],
      )
      assert.equal((await agentClients.delete(made.id)).id, made.id)

      const fields = { issuer: await getSettingsOnlyProvider(), client_id: 'ours', client_secret: 'a-secret' }
      const mappings = [{ value: 'eng', suggests: { pattern: 'ac*', level: 'user' } } as const]
      const { id: provider } = await providers.create({ ...fields, name: 'Staff', mappings })
      assert.equal((await providers.update(provider, { name: 'All staff' })).name, 'All staff')
      assert.deepEqual(
        (await providers.list()).data.map(({ id, name }) => [id, name]),
        [[provider, 'All staff']],
      )
      const { test_id, endpoints } = await providers.test(provider)
      assert.ok(endpoints.token.startsWith(fields.issuer))
      assert.equal((await providers.getTest(provider, test_id)).state, 'waiting')
      const [suggested] = (await providers.suggestions(provider)).data
      assert.equal(suggested?.workspace_name, 'acme')
      const { claim = '', value = '' } = suggested ?? {}
      const accepted = await providers.acceptSuggestion(provider, { claim, value, workspace_id })
      assert.deepEqual(accepted, { workspace_id, level: 'user' })
      assert.deepEqual((await providers.suggestions(provider)).data, [])
      assert.ok((await directories.createToken(provider)).token)
      assert.equal((await directories.createToken(provider)).tokens.length, 2)
      assert.equal((await directories.deleteTokens(provider, { only: 'previous' })).tokens.length, 1)
      assert.equal((await directories.get(provider)).tokens.length, 1)
      assert.deepEqual((await directories.deleteTokens(provider)).tokens, [])
      assert.equal((await providers.delete(provider)).id, provider)

      assert.equal((await signInPolicy.update({ lapse_hours: 12 })).lapse_hours, 12)
      assert.equal((await signInPolicy.get()).lapse_hours, 12)

      const domain = 'people.example.com'
      assert.equal((await domains.create(domain)).proven_at, null)
      assert.deepEqual(
        (await domains.list()).data.map((one) => one.domain),
        [domain],
      )
      await assert.rejects(domains.check('other.example.com'), { code: 'domain_not_found' })
      assert.equal((await domains.delete(domain)).domain, domain)

      const { client_id: clientId, client_secret: clientSecret } = tenant
      const acme = new Bulkhead({ url: proxy.url, clientId, clientSecret }).workspace('acme')
      const { connectors } = bulkhead.workspace('acme')
      const connector = await bench.createProbe(acme)
      assert.equal((await connectors.getAccess(connector)).access, null)
      const rules = [{ entity: 'things', allow: 'read' as const, people: 'everyone' as const }]
      assert.deepEqual((await connectors.setAccess(connector, rules)).access, rules)
      assert.equal((await connectors.setAccess(connector, null)).access, null)
      await assert.rejects(acme.connectors.getAccess(connector), { name: 'ConfigurationError' })

      const [grant] = (await agentGrants.list()).data
      assert.equal((await agentGrants.end(grant?.id ?? '')).id, grant?.id)
      await assert.rejects(agentGrants.list(), { name: 'AuthenticationError' })

      const sent = proxy.exchanges.length
      for (const options of [await bench.newOptions(), { url: proxy.url, token: 'a-token' }]) {
        const other = new Bulkhead(options)
        const { people, invitations, agentClients, agentGrants, domains, providers } = other
        const resources = [people, invitations, agentClients, agentGrants, domains, providers]
        for (const ask of [...resources, other.workspace().members]) {
          await assert.rejects(ask.list(), { name: 'ConfigurationError', message: /`accessToken`/ })
        }
      }
      assert.equal(proxy.exchanges.length, sent)
    })

    test('every request says which SDK sent it', async () => {
      const mark = bench.proxy.exchanges.length
      await new Bulkhead(await bench.newOptions()).workspace().mintToken()
      const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
      const agents = bench.proxy.exchanges.slice(mark).map(({ headers }) => headers['user-agent'])
      assert.deepEqual(
        agents,
        Array.from(agents, () => `bulkhead-sdk/${version}`),
      )
      assert.ok(agents.length >= 2)
    })
  })
}
