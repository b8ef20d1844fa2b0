import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isMisspelled } from '../src/workspace/is-misspelled.ts'

test('a name with one typing error is a misspelled one, and another name is not', () => {
  for (const typed of ['githbu', 'gitub', 'githubb', 'gihtub', 'xgithub', 'GitHub', 'gothub', 'ithub'])
    assert.ok(isMisspelled(typed, 'github'), typed)
  for (const typed of ['gitlab', 'gi', '', 'hub', 'githubissues', 'tighub2'])
    assert.ok(!isMisspelled(typed, 'github'), typed)
})
