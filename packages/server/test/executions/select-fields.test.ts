import assert from 'node:assert/strict'
import { test } from 'node:test'
import { selectFields } from '@bulkhead/server/execution/select-fields'

const user = { login: 'ann', id: 7, deep: { a: 1, b: 2 } }
const record = { id: 1, user }

for (const paths of [
  ['user', 'user.login'],
  ['user.login', 'user'],
]) {
  test(`of ${paths.join(' and ')} the shorter holds`, () => {
    assert.deepEqual(selectFields([record], { select_fields: paths }), [{ user }])
    assert.deepEqual(selectFields([record], { exclude_fields: paths }), [{ id: 1 }])
  })
}

test('a path goes into objects and through lists of them', () => {
  const listed = { id: 1, users: [user, { login: 'bo' }] }
  assert.deepEqual(selectFields(record, { select_fields: ['user.deep.a', 'user.id'] }), {
    user: { deep: { a: 1 }, id: 7 },
  })
  assert.deepEqual(selectFields(record, { exclude_fields: ['user.deep.a', 'user.id'] }), {
    id: 1,
    user: { login: 'ann', deep: { b: 2 } },
  })
  assert.deepEqual(selectFields(listed, { select_fields: ['users.login'] }), {
    users: [{ login: 'ann' }, { login: 'bo' }],
  })
})

const flat = {
  id: 9,
  'properties.email': 'z@acme.com',
  'properties.address.city': { name: 'Bern', zip: 3000 },
}

test('a name with dots in it is found as it is written', () => {
  assert.deepEqual(selectFields([flat], { select_fields: ['properties.email'] }), [
    { 'properties.email': 'z@acme.com' },
  ])
  assert.deepEqual(selectFields(flat, { select_fields: ['properties.address.city.zip', 'id'] }), {
    id: 9,
    'properties.address.city': { zip: 3000 },
  })
  assert.deepEqual(
    selectFields(flat, { exclude_fields: ['properties.email', 'properties.address.city.zip'] }),
    {
      id: 9,
      'properties.address.city': { name: 'Bern' },
    },
  )
  assert.deepEqual(selectFields({ 'a.b': { 'c.d': 1, e: 2 } }, { select_fields: ['a.b.c.d'] }), {
    'a.b': { 'c.d': 1 },
  })
})

test('an excluded path is left out under either reading', () => {
  const both = { 'user.login': 'ann', user }
  assert.deepEqual(selectFields(both, { exclude_fields: ['user.login'] }), {
    user: { id: 7, deep: { a: 1, b: 2 } },
  })
  assert.deepEqual(selectFields(both, { exclude_fields: ['user.login.x', 'user.login', 'user'] }), {})
})
