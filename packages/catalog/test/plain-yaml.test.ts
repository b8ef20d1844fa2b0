import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { catalogDocuments } from '@bulkhead/catalog/catalog'
import { CST, Parser } from 'yaml'

/** Returns the unquoted strings inside `[…]` and `{…}` that contain a question mark, which PyYAML does not read. */
function getUnreadable(text: string): string[] {
  const found: string[] = []
  for (const token of new Parser().parse(text)) {
    if (token.type !== 'document') continue
    CST.visit(token, ({ key, value }, path) => {
      if (path.length === 0 || CST.visit.parentCollection(token, path)?.type !== 'flow-collection') return
      for (const part of [key, value])
        if (part?.type === 'scalar' && part.source.includes('?')) found.push(part.source)
    })
  }
  return found
}

test('an unquoted question mark in brackets is found', () => {
  const text =
    'a: Who?\nb: [\'Who?\', "Who?", Who]\nc: { d: [Which notes?] }\ne:\n  - Who?\n  - { f: What? }\ng: [What?, h]\n'
  assert.deepEqual(getUnreadable(text), ['Which notes?', 'What?', 'What?'])
})

test('programs with a YAML 1.1 parser can read every document', () => {
  for (const { slug, url } of catalogDocuments())
    assert.deepEqual(getUnreadable(readFileSync(url, 'utf8')), [], slug)
})
