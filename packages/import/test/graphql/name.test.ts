import assert from 'node:assert/strict'
import { test } from 'node:test'
import { importDefinition } from '#import-definition'

const SCHEMA = 'type Query { parcels: [Parcel!]! } type Parcel { id: ID! }'
const address = 'http://127.0.0.1:4020/graphql'

test('an API of a GraphQL schema is called after the slug, or else after its host, or as an overlay says', () => {
  const named = (options: object) =>
    importDefinition(SCHEMA, 'schema', { address, ...options }).definition.display_name
  assert.equal(named({ slug: 'parcels' }), 'parcels')
  assert.equal(named({}), '127.0.0.1')
  const text = JSON.stringify({
    ...{ overlay: '1.0.0', info: { title: 'Name', version: '1' } },
    actions: [{ target: '$.info', update: { title: 'Parcels' } }],
  })
  assert.equal(named({ slug: 'parcels', overlay: { text, source: 'overlay' } }), 'Parcels')
})
