import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { ECHO_DEFINITION } from '@bulkhead/testing/fuzz/echo'
import { getOwner } from '@bulkhead/testing/people'
import { APPLICATIONS, assertError, CONNECTORS, DEFINITIONS, TEMPLATES, WORKSPACES } from './api.ts'
import { type Fixture, openFixture } from './fixture.ts'
import { assertTemplate, GITHUB, UUID } from './wire.ts'

for (const engine of engines) {
  describe(`the wire on ${engine.name}`, () => {
    let fixture: Fixture
    before(async () => {
      fixture = await openFixture(engine)
    })
    after(async () => {
      await fixture?.close()
      await engine.close()
    })

    const as = (token: string, method: string, path: string, body?: unknown, headers = {}) =>
      fixture.testServer.call(method, path, { token, body, headers })
    const application = (method: string, path: string, body?: unknown) =>
      as(fixture.tenant.token, method, path, body)

    describe('tokens', () => {
      test('an application token has the four fields and lives 900 seconds', async () => {
        const { client_id, client_secret, organization } = fixture.tenant
        const response = await fixture.testServer.call('POST', `${APPLICATIONS}/token`, {
          body: { client_id, client_secret },
        })
        assert.equal(response.status, 200)
        const { access_token, ...rest } = response.body
        assert.ok(access_token.length > 0)
        assert.deepEqual(rest, { token_type: 'bearer', expires_in: 900, organization_id: organization })
      })

      test('the organization header does not matter to the one call without a token', async () => {
        const { client_id, client_secret } = fixture.tenant
        const response = await fixture.testServer.call('POST', `${APPLICATIONS}/token`, {
          body: { client_id, client_secret },
          headers: { 'x-organization-id': '00000000-0000-4000-8000-000000000001' },
        })
        assert.equal(response.status, 200)
      })

      test('minting returns token, expires_in, workspace_id and workspace_name, and creates the workspace once', async () => {
        const mint = (body: object) => application('POST', `${APPLICATIONS}/scoped-token`, body)
        const first = await mint({ workspace_name: 'minted' })
        assert.equal(first.status, 200)
        const { token, workspace_id, ...rest } = first.body
        assert.deepEqual(rest, { expires_in: 1200, workspace_name: 'minted' })
        assert.match(workspace_id, UUID)
        const again = [
          { workspace_name: 'minted', region_id: '645a183f-b12b-4c6e-8ad3-99e165603450' },
          { workspace_name: 'minted', region_id: 'b9e48d61-f082-4a14-a8d0-799a907938cb' },
          { workspace_name: 'minted', region_id: null },
          { customer_name: 'minted' },
          { external_user_id: 'minted' },
          { workspace_name: 'minted', customer_name: 'minted' },
          { workspace_id },
          { workspace_id, workspace_name: 'minted' },
          { workspace_name: 'minted', create_workspace: false },
        ]
        for (const body of again) {
          const response = await mint(body)
          assert.equal(response.body.workspace_id, workspace_id, `${JSON.stringify(body)} ${response.text}`)
        }
        assert.equal((await mint({ workspace_name: 'minted', expires_in: 60 })).body.expires_in, 60)
        const info = await as(token, 'GET', `${APPLICATIONS}/scoped-token/info`)
        assert.equal(info.status, 200)
        assert.deepEqual(info.body, {
          organization_id: fixture.tenant.organization,
          workspace_id,
          workspace_name: 'minted',
        })
      })

      test('an id never makes a workspace, and names that disagree are 404', async () => {
        const mint = (body: object) => application('POST', `${APPLICATIONS}/scoped-token`, body)
        const count = async () => (await application('GET', `${WORKSPACES}/stats`)).body.total_count
        const had = await count()
        for (const body of [
          { workspace_id: '00000000-0000-4000-8000-000000000001' },
          { workspace_id: fixture.workspace_id, workspace_name: 'another' },
          { workspace_name: 'one-name', customer_name: 'other-name' },
          { workspace_name: 'unheard-of', create_workspace: false },
        ]) {
          assertError(await mint(body), 'workspace_not_found', 'createScopedToken')
        }
        assert.equal(await count(), had)
      })
    })

    describe('every call', () => {
      const calls: [string, string, unknown?][] = [
        ['GET', WORKSPACES],
        ['GET', `${WORKSPACES}/stats`],
        ['GET', CONNECTORS],
        ['GET', DEFINITIONS],
        ['GET', TEMPLATES],
        ['GET', `${TEMPLATES}/global`],
        ['POST', `${APPLICATIONS}/scoped-token`, { workspace_name: 'scene' }],
      ]
      for (const [method, path, body] of calls) {
        test(`${method} ${path} takes the headers of the command line, and a trailing slash`, async () => {
          const headers = {
            accept: 'application/json',
            'content-type': 'application/json',
            'user-agent': 'airbyte-agent/1.0',
            'x-adp-agent-cli': '1.0',
            'x-organization-id': fixture.tenant.organization,
          }
          for (const at of [path, `${path}/`]) {
            const response = await as(fixture.tenant.token, method, at, body, headers)
            assert.equal(response.status, 200, `${at}: ${response.text}`)
            assert.match(response.headers.get('content-type') ?? '', /^application\/json/)
          }
          const upper = { ...headers, 'x-organization-id': fixture.tenant.organization.toUpperCase() }
          assert.equal((await as(fixture.tenant.token, method, path, body, upper)).status, 200)
        })
      }
    })

    describe('definitions and templates', () => {
      test('the list is camelCase and searched by any letter case', async () => {
        const { body } = await application('GET', DEFINITIONS)
        assert.deepEqual(Object.keys(body), ['definitions'])
        const github = body.definitions.find((item: { name: string }) => item.name === 'GitHub')
        assert.deepEqual(github, {
          name: 'GitHub',
          sourceDefinitionId: GITHUB,
          iconUrl: github.iconUrl,
          custom: false,
          supportLevel: 'certified',
        })
        assert.match(github.iconUrl, /^http.*\/icons\/github\.svg$/)
        const searched = await application('GET', `${DEFINITIONS}?name=gIT`)
        assert.deepEqual(searched.body.definitions.map((item: { name: string }) => item.name).sort(), [
          'GitHub',
          'GitLab',
        ])
        assert.deepEqual((await application('GET', `${DEFINITIONS}?name=nothing`)).body, { definitions: [] })
      })

      test('a definition lists what it needs and its operations', async () => {
        const { body, status } = await application('GET', `${DEFINITIONS}/${GITHUB}`)
        assert.equal(status, 200)
        assert.deepEqual(Object.keys(body).sort(), ['definition', 'entities', 'example_questions', 'id'])
        assert.equal(body.definition.name, 'GitHub')
        assert.equal(body.definition.spec.type, 'object')
        assert.ok(body.example_questions.direct.length > 0)
        assert.deepEqual(body.example_questions.search, [])
      })

      test('templates: the global ones have no organization, and nobody has any of their own', async () => {
        const global = await application('GET', `${TEMPLATES}/global`)
        for (const template of global.body.data) {
          assertTemplate(template, { actor_definition_id: UUID })
        }
        assert.deepEqual((await application('GET', TEMPLATES)).body, { data: [] })
        assert.deepEqual((await application('GET', `${TEMPLATES}?use_global=true`)).body, global.body)
        const tagged = await application('GET', `${TEMPLATES}?use_global=true&tags=a&tags=b&tags_mode=any`)
        assert.deepEqual(tagged.body, { data: [] })
      })

      test('a client that clones a template gets the global one, with which it goes on to an authorization', async () => {
        await application('PUT', '/api/v1/organization', { redirect_origins: ['https://app.example.com'] })
        await application('PUT', '/api/v1/oauth/credentials', {
          connector_type: 'github',
          configuration: { client_id: 'a', client_secret: 'b' },
        })
        const { body } = await application('GET', `${TEMPLATES}/global`)
        const { id } = body.data.find((one: { connector_name: string }) => one.connector_name === 'github')
        const cloned = await application('POST', TEMPLATES, {
          original_source_template_id: id,
          name: 'GitHub of ours',
          mode: 'DIRECT',
          tags: ['ours'],
        })
        assert.equal(cloned.status, 200, cloned.text)
        assert.deepEqual(cloned.body, (await application('GET', `${TEMPLATES}/${id}`)).body)
        assert.match(cloned.headers.get('bulkhead-warning') ?? '', /body\.tags/)
        const initiated = await application('POST', `${CONNECTORS}/oauth/initiate`, {
          workspace_name: 'scene',
          connector_type: 'github',
          source_template_id: cloned.body.id,
          redirect_url: 'https://app.example.com/back',
        })
        assert.match(initiated.body.consent_url ?? '', /^https:\/\/github\.com\//, initiated.text)
        for (const [given, code] of [
          [{ original_source_template_id: crypto.randomUUID() }, 'template_not_found'],
          [{ original_source_template_id: 'none' }, 'invalid_request'],
          [{ actor_definition_id: GITHUB, partial_default_config: {} }, 'invalid_request'],
        ] as const)
          assertError(await application('POST', TEMPLATES, given), code, 'cloneTemplate')
      })

      test('the command line lists its organization, with the oldest workspace', async () => {
        const { body, text } = await application('GET', '/api/v1/internal/account/organizations')
        const workspaces = await application('GET', `${WORKSPACES}?limit=1`)
        assert.deepEqual(
          body,
          {
            organizations: [
              {
                id: fixture.tenant.organization,
                organization_name: 'Acme',
                first_workspace_id: workspaces.body.data[0].id,
              },
            ],
            is_instance_admin: false,
          },
          text,
        )
        const { headers } = await getOwner(fixture.testServer, fixture.tenant)
        const own = await fixture.testServer.call('GET', '/api/v1/internal/account/organizations', {
          headers,
        })
        assert.equal(own.body.organizations[0].role, 'owner', own.text)
      })

      test('the command line finds a template by name and reads its definition', async () => {
        const list = await application('GET', `${TEMPLATES}/global`)
        const found = list.body.data.find(
          (item: { name: string }) => item.name.toLowerCase() === 'echo chamber',
        )
        const { body } = await application('GET', `${TEMPLATES}/${found.id}`)
        assert.equal(body.organization_id, null)
        assert.equal(body.source_definition_id, ECHO_DEFINITION)
        assert.equal(body.connector_name, 'echo')
        assert.equal(body.auth_tooltip, null)
      })
    })
  })
}
