import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  alwaysReached,
  BASE,
  deriveReach,
  getOperations,
} from '@bulkhead/catalog/workshop/reach/derive-reach'
import type { DerivedReach } from '@bulkhead/catalog/workshop/reach/derived-reach'
import type { Definition, JsonValue, Operation } from '@bulkhead/engine'
import { describeOperation } from '@bulkhead/engine/describe'
import { type CatalogDocuments, copyCatalog } from '@bulkhead/testing/catalog-documents'
import { engines } from '@bulkhead/testing/engines'
import { connectMcp, type McpClient } from '@bulkhead/testing/mcp-client'
import { json, type ScriptedUpstream, startScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'

const CONNECTORS = '/api/v1/integrations/connectors'
const MINT = '/api/v1/account/applications/scoped-token'

interface Attempt {
  readonly token: string
  readonly connector: string
  readonly operation: Operation
  readonly params: Readonly<Record<string, JsonValue>>
}

// Rights are checked before any query except the one for the connector. Postgres takes half the processor time.
const engine = engines.find(({ name }) => name === 'postgres') ?? engines[0]
assert.ok(engine)

describe('what a narrowed caller reaches', () => {
  let documents: CatalogDocuments
  let testServer: TestServer
  let upstream: ScriptedUpstream
  let tenant: Tenant
  /** Token of the whole workspace. */
  let whole: string
  /** Connector by slug, or by slug and entities if the connector allows only these. */
  const connectors = new Map<string, string>()
  const clients = new Map<string, McpClient>()

  before(async () => {
    documents = copyCatalog()
    upstream = await startScriptedUpstream()
    upstream.respond(json({}))
    testServer = await startTestServer(engine, {
      environment: { BULKHEAD_CONNECTORS_DIR: documents.directory },
    })
    tenant = await testServer.createTenant('Acme')
    whole = (await testServer.mint(tenant, 'acme')).token
  })
  after(async () => {
    for (const client of clients.values()) await client[Symbol.asyncDispose]()
    await testServer?.close()
    await upstream?.close()
    documents?.remove()
    await engine.close()
  })

  async function getConnector({ slug, settings }: Definition, entities?: readonly string[]): Promise<string> {
    const key = `${slug} ${entities ?? ''}`
    const known = connectors.get(key)
    if (known !== undefined) return known
    const demanded = settings.filter(({ required }) => required)
    const { status, body, text } = await testServer.call('POST', CONNECTORS, {
      token: whole,
      body: {
        connector_type: slug,
        name: key,
        credentials: { token: 'reach-secret' },
        environment: { base_url: `${upstream.url}/base` },
        replication_config: Object.fromEntries(
          demanded.map(({ name, shape }) => [name, shape === 'origin' ? upstream.url : 'acme']),
        ),
        ...(entities !== undefined && { entities: entities.map((entity) => ({ entity })) }),
      },
    })
    assert.equal(status, 200, text)
    connectors.set(key, body.id)
    return body.id
  }

  const tokens = new Map<string, string>()
  async function narrowed(grant: object): Promise<string> {
    const key = JSON.stringify(grant)
    const known = tokens.get(key)
    if (known !== undefined) return known
    const { status, body, text } = await testServer.call('POST', MINT, {
      token: tenant.token,
      body: { workspace_name: 'acme', ...grant },
    })
    assert.equal(status, 200, text)
    tokens.set(key, body.token)
    return body.token
  }

  /** Status, code and field by HTTP. */
  async function byHttp({ token, connector, operation: { entity, action }, params }: Attempt) {
    const { status, body } = await testServer.call('POST', `${CONNECTORS}/${connector}/execute`, {
      token,
      body: { entity, action, params },
    })
    return [status, body?.code, body?.errors?.[0]?.field].filter((part) => part !== undefined).join(' ')
  }

  /** Error code by MCP. Empty if the call was made. */
  async function byMcp({ token, connector, operation: { entity, action }, params }: Attempt) {
    const client = clients.get(token) ?? (await connectMcp(testServer.server.url, token, '2026-07-28'))
    clients.set(token, client)
    const { isError, content } = await client.call('execute', { connector, entity, action, params })
    return isError === true ? (content[0] as { text: string }).text : ''
  }

  const at = (params: DerivedReach['params']) =>
    Object.fromEntries(
      Object.entries(params).map(([name, value]) => {
        return [name, typeof value === 'string' ? value.replace(BASE, `${upstream.url}/base`) : value]
      }),
    )

  /**
   * Tokens and connectors that allow an operation's entity, but not the entity that its parameter reaches.
   */
  async function narrowings(definition: Definition, { own, reached }: DerivedReach) {
    const byToken = async (grant: object) => ({
      token: await narrowed({ entities: [own.entity], ...grant }),
      connector: await getConnector(definition),
    })
    // Within one entity, the actions narrow the token.
    if (reached?.entity === own.entity) return [await byToken({ actions: [own.action] })]
    return [await byToken({}), { token: whole, connector: await getConnector(definition, [own.entity]) }]
  }

  test('no parameter of any operation of the catalog reaches another entity, by token or connector', async () => {
    const failed: string[] = []
    let count = 0
    for (const definition of documents.definitions) {
      for (const row of deriveReach(definition)) {
        const { own, parameter, by, params, reached } = row
        // If a service has only this entity, the parameter reaches nothing else.
        if (reached === undefined && definition.entities.size === 1) continue
        const ways = await narrowings(definition, row)
        const before = upstream.arrived.length
        // If several values contain slashes, the error may name any of them.
        const named = [parameter, ...alwaysReached(own).map((always) => always.parameter)]
        const field = by === 'path, slash decoded' ? '\\w+' : `(${named.join('|')})`
        const refused = new RegExp(`^(403 not_granted|422 invalid_params) body\\.params\\.${field}$`)
        const told: [answer: string, expected: RegExp][] = []
        for (const way of ways) {
          told.push([await byHttp({ ...way, operation: own, params: at(params) }), refused])
        }
        const way = ways[count % ways.length] ?? ways[0]
        if (way !== undefined) {
          told.push([
            await byMcp({ ...way, operation: own, params: at(params) }),
            /not_granted|invalid_params|not allowed here/,
          ])
        }
        count += told.length
        if (
          told.every(([response, expected]) => expected.test(response)) &&
          upstream.arrived.length === before
        )
          continue
        const sent = upstream.arrived.slice(before).map(({ method, url }) => `${method} ${url}`)
        const responses = told.map(([response]) => response).join(' | ')
        failed.push(
          `${definition.slug} ${own.entity} ${own.action} ${JSON.stringify(params)}: ${responses} ${sent}`,
        )
      }
    }
    assert.deepEqual(failed, [])
    assert.ok(count > 1_000, `${count} attempts`)
  })

  test('each operation of the catalog can be called with a grant of its entity and of what it always reaches', async () => {
    const failed: string[] = []
    for (const definition of documents.definitions) {
      for (const operation of getOperations(definition)) {
        const { entity } = operation
        const params = describeOperation(operation).example
        const further = alwaysReached(operation)
        const entities = [...new Set([entity, ...further.map((always) => always.entity)])]
        for (const [granted, expected] of [
          [entities, undefined],
          ...(further.length > 0 ? [[[entity], '403 not_granted body.params.'] as const] : []),
        ] as const) {
          for (const [token, connector] of [
            [await narrowed({ entities: granted }), await getConnector(definition)],
            [whole, await getConnector(definition, granted)],
          ] as const) {
            const before = upstream.arrived.length
            const response = await byHttp({ token, connector, operation, params })
            const isSent = upstream.arrived.length > before
            if (expected === undefined ? isSent : !isSent && response.startsWith(expected)) continue
            failed.push(`${definition.slug} ${entity} ${operation.action} by ${granted}: ${response}`)
          }
        }
      }
    }
    assert.deepEqual(failed, [])
  })
})
