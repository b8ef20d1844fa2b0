import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findProblem } from './subject-problem.ts'

test('subjects of commits are conventional, imperative and short', () => {
  for (const subject of [
    'fix(server): refuse a redirect whose port there cannot be',
    'docs: name the facts in two doc comments',
    'feat!: pass the token on',
    'test: process one record',
    'test: feed the parser',
  ])
    assert.equal(findProblem(subject), undefined, subject)
  for (const subject of [
    'update things',
    'fix: the server refuses it',
    'fix: refuses it',
    'fix: refused it',
    'docs: writing pages',
    `fix: ${'x'.repeat(68)}`,
  ])
    assert.notEqual(findProblem(subject), undefined, subject)
})
