import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeCatalog } from '@bulkhead/testing/describe-catalog'
import { refusedByModels } from '@bulkhead/testing/model-rules'
import { createTools, type Tool } from '../src/tools/tools.ts'
import type { Access } from '../src/workspace/access.ts'

/** Returns access to a connector with this description, and notes the params of calls. */
function accessTo(description: object, calls: unknown[]): Access {
  const send = async (_: string, { body }: { body: { action: string; params: unknown } }) => {
    if (body.action !== 'describe') calls.push(body.params)
    return { data: { result: body.action === 'describe' ? description : {} }, response: {} }
  }
  const tokenProvider = {} as never
  return { client: { send } as never, tokenProvider, narrowed: () => tokenProvider }
}

test('the APIs of models accept the tools of the whole catalog', async (t) => {
  const tools: Tool[] = []
  for (const description of describeCatalog()) {
    const connector = { id: 'a', slug: description.slug } as never
    tools.push(...Object.values(await createTools(connector, accessTo(description, []))))
  }
  const sent = tools.map(({ name, parameters }) => ({ name, schema: { ...parameters } }))
  assert.ok(sent.length > 1_000)
  for (const [api, refused] of Object.entries(refusedByModels(sent))) {
    t.diagnostic(`${api}: ${sent.length} schemas, ${refused.length} refused`)
    assert.deepEqual(refused.slice(0, 10), [], api)
  }
})

test('an argument with another name reaches its param', async () => {
  const params = {
    ...{ type: 'object', additionalProperties: false, required: ['filter[id]'] },
    properties: { 'filter[id]': { type: 'string' }, limit: { type: 'integer' } },
  }
  const operation = { entity: 'things', action: 'get', effect: 'read', params }
  const description = { entities: [{ entity: 'things', operations: [operation] }] }
  const calls: unknown[] = []
  const tools = await createTools({ id: 'a', slug: 'probe' } as never, accessTo(description, calls))
  const { probe_things_get: tool } = tools
  assert.deepEqual(Object.keys(tool?.parameters.properties ?? {}), ['filter_id', 'limit'])
  assert.deepEqual(tool?.parameters.required, ['filter_id'])
  await tool?.execute({ filter_id: '7', limit: 1 })
  assert.deepEqual(calls, [{ 'filter[id]': '7', limit: 1 }])
})
