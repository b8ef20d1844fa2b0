import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readWhole } from '#api/read-whole.ts'

test('a list that is read as a whole is read in pages', async () => {
  const asked: unknown[] = []
  const pages = [
    { data: [{ id: 'a' }], next: '/api/v1/integrations/connectors?workspace_id=w&limit=100&cursor=one' },
    { data: [], next: '/api/v1/integrations/connectors?workspace_id=w&limit=100&cursor=two' },
    { data: [{ id: 'b' }], next: null },
  ]
  const api = {
    call: async (_id: string, { query }: { query: object }) => {
      asked.push(query)
      return pages[asked.length - 1]
    },
  } as unknown as Parameters<typeof readWhole>[0]
  const { signal } = new AbortController()
  const whole = await readWhole(api, 'listConnectors', { query: { workspace_id: 'w' } }, signal)
  assert.deepEqual(whole, { data: [{ id: 'a' }, { id: 'b' }] })
  assert.deepEqual(asked, [
    { workspace_id: 'w', limit: 100 },
    { workspace_id: 'w', limit: 100, cursor: 'one' },
    { workspace_id: 'w', limit: 100, cursor: 'two' },
  ])
})
