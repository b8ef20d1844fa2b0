import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { JsonSchema } from '@bulkhead/engine'
import { type OperationFacts, readServiceFacts } from '@bulkhead/testing/documents/service-facts'
import { engines } from '@bulkhead/testing/engines'
import { json } from '@bulkhead/testing/scripted-upstream'
import type { Answer } from '@bulkhead/testing/test-server'
import { startGitHubUpstream } from '@bulkhead/testing/upstreams/github-upstream'
import { type Fixture, openFixture } from '../http/fixture.ts'

interface DescribedOperation {
  entity: string
  action: string
  params: JsonSchema
  example: Record<string, unknown>
}

for (const engine of engines) {
  describe(`what describe says is enough to call, on ${engine.name}`, () => {
    let fixture: Fixture
    before(async () => {
      fixture = await openFixture(engine)
    })
    after(async () => {
      await fixture?.close()
      await engine.close()
    })

    /** Calls every operation with what its description alone suggests. */
    async function callAll(
      connector: string,
      judge: (operation: DescribedOperation, response: Answer) => void,
    ): Promise<number> {
      const { body } = await fixture.execute(connector, { entity: '', action: 'describe' })
      const operations: DescribedOperation[] = body.result.entities.flatMap(
        (entity: { operations: DescribedOperation[] }) => entity.operations,
      )
      for (const operation of operations) {
        const { entity, action, example } = operation
        const response = await fixture.execute(connector, { entity, action, params: example })
        judge(operation, response)
      }
      return operations.length
    }

    test('GitHub: the mock of its own API description accepts every call', async () => {
      const upstream = await startGitHubUpstream()
      try {
        const connector = await fixture.connect({
          connector_type: 'GitHub',
          credentials: { token: 'ghp_of_this_test' },
          environment: { base_url: upstream.url },
        })
        const called = await callAll(connector, ({ entity, action }, { status, body, text }) => {
          assert.equal(status, 200, `${entity} ${action}: ${text}`)
          // Some writes respond with a list, such as all labels of an issue, and deletions with nothing.
          const isList = action === 'list' || action === 'api_search'
          if (isList || action === 'get')
            assert.equal(Array.isArray(body.result), isList, `${entity} ${action}: ${text}`)
        })
        assert.ok(called >= 11)
      } finally {
        await upstream.close()
      }
    })

    test('GitLab: every call of the table has its method, path and parameters', async () => {
      const facts = readServiceFacts().find(({ slug }) => slug === 'gitlab')
      assert.ok(facts)
      fixture.upstream.respond(json([]))
      const connector = await fixture.connect({
        connector_type: 'GitLab',
        credentials: { access_token: 'glpat-of-this-test' },
      })
      let inTable = 0
      await callAll(connector, ({ entity, action, params }, { status, text }) => {
        const name = `${entity} ${action}`
        assert.equal(status, 200, `${name}: ${text}`)
        // The document adds operations of which the facts have none: to read the account, and to write.
        const known = facts.operations.find((one) => one.entity === entity && one.action === action)
        const arrived = fixture.upstream.arrived.at(-1)
        assert.equal(arrived?.headers.authorization, 'Bearer glpat-of-this-test', name)
        if (known === undefined) return
        inTable += 1
        const { pathname, searchParams } = new URL(arrived?.url ?? '', 'http://gitlab')
        assert.equal(arrived?.method, known.method, name)
        assert.match(pathname, getPattern(known), name)
        const inQuery = known.parameters.filter(({ place }) => place === 'query')
        for (const query of searchParams.keys()) {
          assert.ok(
            inQuery.some((parameter) => parameter.name === query),
            `${name} has no ${query}`,
          )
        }
        const described = Object.keys(params.properties as object)
        const missing = known.parameters.filter((parameter) => !described.includes(parameter.name))
        assert.deepEqual(missing, [], `${name}: described are ${described}`)
      })
      assert.equal(inTable, facts.operations.length)
    })
  })
}

function getPattern({ wire_path }: OperationFacts): RegExp {
  const parts = wire_path.split(/\{\w+\}/).map((part) => RegExp.escape(part))
  return new RegExp(`^${parts.join('[^/]+')}$`)
}
