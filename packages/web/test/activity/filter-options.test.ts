import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FilterOption } from '#activity/filter-options.ts'
import '../texts-in-node.ts'

const { findOptions } = await import('#activity/filter-options.ts')
const { readOption } = await import('#entities/filters/find-options.ts')

const ALL: readonly FilterOption[] = [
  { name: 'status', value: 'error', label: 'error', detail: 'failed' },
  { name: 'connector', value: 'c1', label: 'Our GitHub', detail: 'acme' },
  { name: 'service', value: 's1', label: 'GitHub' },
  ...Array.from({ length: 20 }, (_, at) => ({
    name: 'workspace' as const,
    value: `w${at}`,
    label: `git-${at}`,
  })),
]
const values = (typed: string) => findOptions(ALL, typed).map(({ value }) => value)

test('what begins with the text comes first, and the text as part of an operation last', () => {
  assert.deepEqual(values('git').slice(0, 1), ['service:s1'])
  assert.deepEqual(values('git').slice(-2), ['connector:c1', 'operation:git'])
})

test('an option is found by its kind and its detail too', () => {
  assert.deepEqual(values('acme'), ['connector:c1', 'operation:acme'])
  assert.deepEqual(values('status fail'), ['status:error', 'operation:status fail'])
})

test('no kind takes all the room, and without a text no operation is offered', () => {
  assert.equal(values('').filter((value) => value.startsWith('workspace:')).length, 4)
  assert.equal(values('git').filter((value) => value.startsWith('workspace:')).length, 6)
  assert.ok(!values('').some((value) => value.startsWith('operation:')))
})

test('a value keeps its colons', () => {
  assert.deepEqual(readOption('caller:person:p'), { caller: 'person:p' })
  assert.deepEqual(readOption('operation:a:b'), { operation: 'a:b' })
})
