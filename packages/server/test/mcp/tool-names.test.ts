import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getToolNames } from '@bulkhead/server/mcp/tools/expanded/expand-tools'

const SPACE = { slug: 'shop', entity: 'big parts', action: 'list' }
const LINE = { slug: 'shop', entity: 'big_parts', action: 'list' }
const SPLIT = { slug: 'shop_big', entity: 'parts', action: 'list' }
const OTHER = { slug: 'shop', entity: 'parts', action: 'list' }

test('expanded tools whose names would be equal all end in a hash, in any order', () => {
  const names = getToolNames([SPACE, OTHER, LINE, SPLIT], ['execute'])
  assert.equal(names[1], 'shop_parts_list')
  const [space, , line, split] = names
  for (const name of [space, line, split]) assert.match(`${name}`, /^shop_big_parts_list_[0-9a-f]{8}$/)
  assert.equal(new Set(names).size, 4)
  assert.deepEqual(getToolNames([SPLIT, LINE, SPACE], []), [split, line, space])
  assert.deepEqual(getToolNames([LINE], []), ['shop_big_parts_list'])
})

test('an expanded tool does not get the name of another tool', () => {
  assert.match(`${getToolNames([OTHER], ['shop_parts_list'])}`, /^shop_parts_list_[0-9a-f]{8}$/)
})
