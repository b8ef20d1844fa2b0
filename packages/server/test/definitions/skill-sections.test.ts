import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadDefinitions } from '#connectors/definitions/load-definitions'
import { findWords, matchesWords } from '#connectors/definitions/skills/matches-words'
import { cutText, getGuidance, getSections } from '#connectors/definitions/skills/sections'
import { createLog } from '#platform/log'

const { byType } = loadDefinitions(undefined, createLog('silent'))

function getDefinition(type: string) {
  const known = byType(type)
  if (known === undefined) throw new Error(`The catalog has no ${type}.`)
  return known.definition
}

for (const type of ['github', 'stripe', 'slack', 'salesforce']) {
  test(`${type}: each section can be made, and is small`, async () => {
    const definition = getDefinition(type)
    const sections = getSections(definition)
    assert.equal(new Set(sections.map(({ id }) => id)).size, sections.length, 'ids are unique')
    assert.equal(sections.length, 3 + definition.entities.size)
    for (const { id, content } of [...sections, { id: '', content: async () => getGuidance(definition) }]) {
      const blocks = await content()
      assert.equal(blocks[0]?.type, 'heading', id)
      assert.ok(JSON.stringify(blocks).length < 100_000, `${id} is ${JSON.stringify(blocks).length}`)
    }
  })
}

test('an entity that is called as a section about the whole has an id of its own', () => {
  const github = getDefinition('github')
  const [[, actions] = []] = github.entities
  const sections = getSections({ ...github, entities: new Map([['overview', actions ?? new Map()]]) })
  assert.deepEqual(
    sections.map(({ id }) => id),
    ['overview', 'authentication', 'calling', 'entity:overview'],
  )
})

test('operations that are not permitted are left out', async () => {
  const sections = getSections({ ...getDefinition('github'), entities: new Map() })
  assert.equal(sections.length, 3)
  for (const { content } of sections) assert.ok((await content()).length > 0)
})

test('words are looked for in any letter case, in the name and the document together', () => {
  const github = getDefinition('github')
  const matches = (words: readonly string[], name: string) => {
    const searched = new Set(words)
    return matchesWords(searched, name, findWords(searched, github))
  }
  assert.ok(matches(['acme', 'issues'], 'GitHub of ACME'))
  assert.ok(!matches(['acme', 'invoices'], 'GitHub of ACME'))
  assert.ok(matches([], 'any'))
})

test('a string is never cut within a character', () => {
  assert.equal(cutText('abc', 3), 'abc')
  assert.equal(cutText('abcd', 3), 'ab…')
  assert.ok(cutText('ab😀cd', 4).isWellFormed())
})
