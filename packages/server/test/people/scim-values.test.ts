import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ScimError } from '@bulkhead/server/identity/directory/scim-error'
import {
  readBody,
  readChanges,
  readProjection,
  USER_SCHEMA,
} from '@bulkhead/server/identity/directory/scim-values'

function readPath(path: string) {
  const [change] = readChanges(readBody({ Operations: [{ op: 'add', path, value: 1 }] }), USER_SCHEMA)
  return [change?.path, change?.where]
}

test('a path of a PATCH is read without its filters, of which the first counts', () => {
  assert.deepEqual(readPath('displayName'), ['displayname', {}])
  assert.deepEqual(readPath('emails[type eq "Work" and primary eq true].value'), [
    'emails.value',
    { type: 'Work', primary: 'true' },
  ])
  assert.deepEqual(readPath(`${USER_SCHEMA}:name[a eq "1"].b[c eq "2"].d`), ['name.b.d', { a: '1' }])
  assert.deepEqual(readPath('members[value eq "X"]'), ['members', { value: 'X' }])
  assert.deepEqual(readPath('a]b[c'), ['a]b[c', {}])
  assert.deepEqual(readPath('a[[b eq "1"]]c'), ['a]c', { b: '1' }])
  const brackets = '['.repeat(1_000)
  assert.deepEqual(readPath(brackets), [brackets, {}])
})

test('a request names at most 100 attributes, with or without their schema', () => {
  const resource = { id: '1', schemas: [], userName: 'a', emails: [], active: true }
  const names = (query: Record<string, string>) => Object.keys(readProjection(query).apply(resource))
  assert.deepEqual(names({}), Object.keys(resource))
  assert.deepEqual(names({ attributes: `${USER_SCHEMA}:userName, emails.value` }), [
    'id',
    'schemas',
    'userName',
    'emails',
  ])
  assert.deepEqual(names({ excludedAttributes: 'emails,ID' }), ['id', 'schemas', 'userName', 'active'])
  assert.equal(names({ attributes: Array(100).fill('active').join(',') }).length, 3)
  assert.throws(() => readProjection({ attributes: Array(101).fill('a').join(',') }), ScimError)
})
