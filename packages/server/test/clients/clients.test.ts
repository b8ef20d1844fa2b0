import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { ECHO_DEFINITION } from '@bulkhead/testing/fuzz/echo'
import { json } from '@bulkhead/testing/scripted-upstream'
import { type Fixture, openFixture } from '../http/fixture.ts'
import { assertShape } from './agent-api.ts'
import { type CliFailure, type GoCli, goCli } from './go-cli.ts'
import { type PythonSdk, pythonSdk, type SdkFailure } from './python-sdk.ts'

const NOBODY = '00000000-0000-4000-8000-000000000000'

for (const engine of engines) {
  describe(`clients of the Agent API on ${engine.name}`, () => {
    let fixture: Fixture
    let cli: GoCli
    let sdk: PythonSdk
    before(async () => {
      fixture = await openFixture(engine)
      const { client_id, client_secret, organization } = fixture.tenant
      cli = goCli(fixture.testServer.server.url, { client_id, client_secret, organization })
      sdk = pythonSdk(fixture.testServer.server.url, { client_id, client_secret })
    })
    after(async () => {
      await fixture?.close()
      await engine.close()
    })
    const run: GoCli['call'] = (...given) => cli.call(...given)

    const credentials = { token: 'a-token-of-echo' }
    const connector = () => ({
      connector_type: 'echo',
      credentials,
      environment: { base_url: fixture.upstream.url },
    })

    describe('the command line', () => {
      test('workspaces list follows next; workspaces use finds an active one in any letter case', async () => {
        for (let index = 0; index < 5; index++) await fixture.testServer.mint(fixture.tenant, `Cli ${index}`)
        const all = await cli.pages('/workspaces?limit=2')
        assert.equal(new Set(all.map(({ id }) => id)).size, all.length)
        const found = all.find(({ name }) => String(name).toLowerCase() === 'cli 3')
        assert.equal(found?.status, 'active')
      })

      test('connectors list asks for connectors and credentials at once', async () => {
        const made = await fixture.connect({ name: 'listed' })
        const [listed, used] = await Promise.all([
          run('GET', '/integrations/connectors?workspace_name=scene', 'connectors'),
          run(
            'GET',
            `/organizations/${fixture.tenant.organization}/credentials?limit=200&offset=0`,
            'credentials',
          ),
        ])
        const ids = (items: { id: string }[]) => items.map(({ id }) => id)
        assert.ok(ids(listed.data).includes(made))
        assert.ok(ids(used.data).includes(made))
        const beyond = await run(
          'GET',
          `/organizations/${fixture.tenant.organization}/credentials?limit=200&offset=200`,
          'credentials',
        )
        assert.deepEqual(beyond.data, [])
        assert.equal(beyond.total, used.total)
      })

      test('connectors create, with what a widget token says and everything in replication_config', async () => {
        const templates = await run('GET', '/integrations/templates/sources/global', 'templates')
        const { id } = templates.data.find(
          ({ name }: { name: string }) => name.toLowerCase() === 'echo chamber',
        )
        const template = await run('GET', `/integrations/templates/sources/${id}`, 'template')
        assert.equal(template.organization_id, null)
        assert.equal(template.actor_definition_id ?? template.source_definition_id, ECHO_DEFINITION)
        const widget = await run('POST', '/account/applications/widget-token', 'widget token', {
          workspace_name: 'by widget',
          allowed_origin: 'https://app.example.com',
          region_id: null,
          selected_source_template_tags: [],
          selected_source_template_tags_mode: 'any',
          selected_connection_template_tags: [],
          selected_connection_template_tags_mode: 'any',
        })
        const decoded = JSON.parse(Buffer.from(widget.token, 'base64').toString('utf8'))
        assertShape('widget token, decoded', decoded)
        const workspace = new URL(decoded.widgetUrl).searchParams.get('workspaceId')
        const [named] = (await run('GET', '/workspaces?name_contains=by%20widget', 'workspaces')).data
        assert.equal(workspace, named.id)
        // The session that it opens next is a connect link.
        const session = await run('POST', '/internal/mcp_oauth/sessions', null, {
          source_definition_id: ECHO_DEFINITION,
          workspace_id: workspace,
          source_template_id: id,
        })
        assert.match(session.oauth_flow_url, /\/connect\//)
        const made = await run('POST', '/integrations/connectors', 'connector', {
          source_template_id: id,
          workspace_name: 'by widget',
          connector_type: template.name,
          name: template.name,
          replication_config: {
            ...template.partial_default_config,
            ...credentials,
            tenant: 'acme',
            start_date: '2023-11-25T00:00:00Z',
          },
        })
        assert.equal(made.workspace_id, workspace)
        assert.equal(made.name, 'Echo Chamber')
      })

      test('connectors describe, inspect, execute and delete', async () => {
        const id = await fixture.connect({ name: 'Described' })
        const [detail, schema] = await Promise.all([
          run('GET', `/integrations/connectors/${id}`, 'connector'),
          run('POST', `/integrations/connectors/${id}/execute`, 'execution', {
            entity: '',
            action: 'describe',
          }),
        ])
        assert.equal(detail.id, id)
        assert.ok(JSON.stringify(schema.result).includes('things'))
        const { docs_skill_id } = await run('GET', `/integrations/connectors/${id}/inspect`, 'inspection')
        await run('GET', '/skills?limit=20', 'skills')
        const found = await run('GET', '/skills/search?query=described', 'skills')
        assert.equal(found.data[0].id, docs_skill_id)
        const outline = await run('GET', `/skills/docs?id=${docs_skill_id}`, 'skill docs')
        assert.equal(outline.section_id, null)
        const docs = await run('GET', `/skills/docs?id=${docs_skill_id}&section=things`, 'skill docs')
        assert.equal(docs.section_id, 'things')
        fixture.upstream.respond(json({ items: [{ id: 1 }] }))
        const listed = await run('POST', `/integrations/connectors/${id}/execute`, 'execution', {
          entity: 'things',
          action: 'list',
          params: { limit: 1 },
        })
        assert.deepEqual(listed.result, [{ id: 1 }])
        await run('DELETE', `/integrations/connectors/${id}`, 'deleted connector')
        await assert.rejects(run('GET', `/integrations/connectors/${id}`, null), {
          type: 'not_found',
          exit: 3,
        })
      })

      test('failures have the type and the exit code it gives them, and a text to show', async () => {
        const failures: [() => Promise<unknown>, string, number, RegExp][] = [
          [() => run('GET', `/workspaces/${NOBODY}`, null), 'not_found', 3, /no such workspace/],
          [
            () =>
              run('POST', '/integrations/connectors', null, {
                workspace_name: 'scene',
                connector_type: 'nothing',
                credentials,
              }),
            'not_found',
            3,
            /Echo Chamber/,
          ],
          [
            () =>
              run('POST', '/integrations/connectors', null, {
                workspace_name: 'never minted',
                ...connector(),
              }),
            'not_found',
            3,
            /no such workspace/,
          ],
          [
            () =>
              run('POST', '/integrations/connectors', null, {
                workspace_name: 'scene',
                connector_type: 'echo',
                credentials: { nonsense: 1 },
              }),
            'validation_error',
            4,
            /nonsense.*token/s,
          ],
          [
            () =>
              run('POST', '/integrations/connectors', null, {
                workspace_name: 'scene',
                connector_type: 'echo',
              }),
            'validation_error',
            4,
            /credentials, replication_config and server_side_oauth_secret_id/,
          ],
          [
            () => run('POST', '/integrations/connectors', null, { workspace_name: 'scene', credentials }),
            'validation_error',
            4,
            /connector_type, definition_id, or source_template_id/,
          ],
          [
            () =>
              goCli(fixture.testServer.server.url, { ...fixture.tenant, organization: NOBODY }).call(
                'GET',
                '/workspaces',
                null,
              ),
            'forbidden',
            2,
            /X-Organization-Id/,
          ],
        ]
        for (const [failure, type, exit, message] of failures) {
          await assert.rejects(failure(), (error: CliFailure) => {
            assert.deepEqual([error.type, error.exit], [type, exit])
            assert.match(error.message, message)
            return true
          })
        }
      })
    })

    describe('the Python SDK', () => {
      test('connects by definition, executes, checks with a list of one, looks workspaces up by name', async () => {
        const { workspace_id } = await fixture.testServer.mint(fixture.tenant, 'py')
        const made = await sdk.call('POST', '/integrations/connectors', 'connector', {
          workspace_name: 'py',
          connector_type: 'Echo Chamber',
          credentials: { option_title: 'Token', ...credentials },
          environment: { base_url: fixture.upstream.url },
          entities: [{ entity: 'things', modes: ['read', 'write'] }],
        })
        const id = await sdk.connect('py', ECHO_DEFINITION)
        assert.equal(id, made.id)
        fixture.upstream.respond(json({ items: [{ id: 1 }, { id: 2 }] }))
        assert.deepEqual(await sdk.execute(id, 'things', 'list'), [{ id: 1 }, { id: 2 }])
        await sdk.execute(id, 'things', 'list', { limit: 1 })
        const items = (await sdk.call('GET', '/integrations/connectors?workspace_name=py', 'connectors')).data
        assert.deepEqual(
          items.map(
            (item: { summarized_source_template: { name: string } }) => item.summarized_source_template.name,
          ),
          ['Echo Chamber'],
        )
        const [first] = (await sdk.call('GET', '/workspaces?name_contains=py', 'workspaces')).data
        assert.deepEqual([first.id, first.name], [workspace_id, 'py'])
        for (const alias of ['customer_name', 'external_user_id']) {
          const { data } = await sdk.call('GET', `/integrations/connectors?${alias}=py`, 'connectors')
          assert.equal(data.length, 1, alias)
        }
        await sdk.call('DELETE', `/integrations/connectors/${id}`, 'deleted connector')
        const none = await sdk.call(
          'GET',
          `/integrations/connectors?workspace_name=py&definition_id=${ECHO_DEFINITION}`,
          'connectors',
        )
        assert.deepEqual(none.data, [])
      })

      test('raises what it knows, with the text of errors', async () => {
        const wrong = pythonSdk(fixture.testServer.server.url, {
          client_id: fixture.tenant.client_id,
          client_secret: fixture.tenant.client_secret,
          organization: NOBODY,
        })
        const id = await fixture.connect()
        fixture.upstream.respond(json({ message: 'slow down' }, 429, { 'retry-after': '7' }))
        const failures: [() => Promise<unknown>, string, RegExp][] = [
          [() => wrong.call('GET', '/workspaces', null), 'AuthenticationError', /X-Organization-Id/],
          [() => sdk.call('GET', '/workspaces?limit=0', null), 'ConnectorValidationError', /limit/],
          [() => sdk.execute(id, 'things', 'fly'), 'ConnectorValidationError', /list/],
          [() => sdk.execute(NOBODY, 'things', 'list'), 'HTTPStatusError', /no such connector/],
          [() => sdk.execute(id, 'things', 'list'), 'RateLimitError', /429: slow down/],
        ]
        for (const [failure, raised, said] of failures) {
          await assert.rejects(failure(), (error: SdkFailure) => {
            assert.equal(error.raised, raised)
            assert.match(error.text, said)
            return true
          })
        }
      })
    })

    describe('calls of the documentation', () => {
      test('tokens and what they say', async () => {
        const minted = await run('POST', '/account/applications/scoped-token', 'scoped token', {
          workspace_name: 'documented',
          region_id: '645a183f-b12b-4c6e-8ad3-99e165603450',
        })
        const info = await fixture.testServer.call('GET', '/api/v1/account/applications/scoped-token/info', {
          token: minted.token,
        })
        assertShape('scoped token info', info.body)
        await run('POST', '/account/applications/scoped-token', 'scoped token', {
          customer_name: 'documented',
        })
      })

      test('workspaces: list, statistics, get, put, delete', async () => {
        const { workspace_id } = await fixture.testServer.mint(fixture.tenant, 'to change')
        await run('GET', '/workspaces?name_contains=CHANGE&status=active&limit=100', 'workspaces')
        await run('GET', '/workspaces/stats', 'workspace statistics')
        await run('GET', `/workspaces/${workspace_id}`, 'workspace')
        const put = (body: object) => run('PUT', `/workspaces/${workspace_id}`, 'workspace', body)
        assert.equal((await put({ name: 'changed' })).name, 'changed')
        assert.equal((await put({ cache_enabled: false })).cache_enabled, false)
        assert.equal((await put({ status: 'inactive' })).status, 'inactive')
        await run('DELETE', `/workspaces/${workspace_id}`, 'deleted workspace')
      })

      test('connectors: create, check before and after, put, get, list', async () => {
        const body = { workspace_name: 'scene', ...connector() }
        fixture.upstream.respond(json({ items: [] }))
        await run('POST', '/integrations/connectors/check', 'check', body)
        const { id } = await run('POST', '/integrations/connectors', 'connector', body)
        const put = (change: object) => run('PUT', `/integrations/connectors/${id}`, 'connector', change)
        assert.deepEqual((await put({ replication_config: { start_date: '2024' } })).replication_config, {
          start_date: '2024',
        })
        assert.deepEqual((await put({ entities: [{ entity: 'things' }] })).entities, [{ entity: 'things' }])
        assert.equal((await put({ entities: [] })).entities, null)
        await run('POST', `/integrations/connectors/${id}/check`, 'check', {})
        fixture.upstream.respond(json({ message: 'no' }, 401))
        const failed = await run('POST', `/integrations/connectors/${id}/check`, 'check', { name: 'checked' })
        assert.deepEqual([failed.status, failed.entity_check_results[0].status_code], ['failed', 401])
        fixture.upstream.respond(json({ items: [] }))
        await run('GET', `/integrations/connectors/${id}`, 'connector')
        await run('GET', `/integrations/connectors?workspace_id=${fixture.workspace_id}`, 'connectors')
      })

      test('definitions and templates, those of destinations too, of which there are none', async () => {
        await run('GET', '/integrations/definitions/sources', 'source definitions')
        await run('GET', '/integrations/definitions/sources?name=echo', 'source definitions')
        await run('GET', `/integrations/definitions/sources/${ECHO_DEFINITION}`, 'source definition')
        for (const query of [
          '',
          `?actorDefinitionIds=${NOBODY}`,
          `?actorDefinitionIds=${NOBODY}&actorDefinitionIds=${ECHO_DEFINITION}`,
        ]) {
          const { destinations } = await run(
            'GET',
            `/integrations/definitions/destinations${query}`,
            'destination definitions',
          )
          assert.deepEqual(destinations, [])
        }
        await assert.rejects(run('GET', `/integrations/definitions/destinations/${NOBODY}`, null), {
          type: 'not_found',
        })
        await run('GET', '/integrations/templates/sources', 'templates')
        await run('GET', '/integrations/templates/sources?use_global=true&tags=a&tags_mode=any', 'templates')
        const connections = await run(
          'GET',
          '/integrations/templates/connections?tags=a&tags=b&tags_mode=all',
          'connection templates',
        )
        assert.deepEqual(connections.data, [])
        await assert.rejects(run('GET', `/integrations/templates/connections/${NOBODY}`, null), {
          type: 'not_found',
        })
      })
    })
  })
}
