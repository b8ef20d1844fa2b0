import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { test } from 'node:test'
import { readPo, readTexts, withTexts } from '../texts.js'

const ROOT = join(import.meta.dirname, '../../..')
const SOURCES = join(import.meta.dirname, '../src')
const texts = readTexts(ROOT, globSync(join(SOURCES, '**/*.{ts,tsx}')).sort())

for (const file of globSync(join(SOURCES, 'texts/*.po'))) {
  const content = readFileSync(file, 'utf8')
  const entries = Object.values(readPo(content))

  test(`${relative(SOURCES, file)} has the texts of the app, and no others`, () => {
    assert.ok(texts.size > 20)
    assert.ok(withTexts(texts, content) === content, 'npm run generate')
  })

  test(`${relative(SOURCES, file)} lacks no translation`, () => {
    const lacking = entries.filter(({ translation }) => !translation).map(({ message }) => message)
    assert.deepEqual(lacking, [])
  })

  test(`${relative(SOURCES, file)} has the placeholders and elements of English, and plurals where it has them`, () => {
    const wrong = entries.filter(
      ({ message = '', translation = '' }) => getParts(message).join() !== getParts(translation).join(),
    )
    assert.deepEqual(
      wrong.map(({ message, translation }) => ({ message, translation })),
      [],
    )
  })
}

/** Returns the placeholders and tags of a string: `{name}`, `{count, plural,`, `<0>`. The word of a plural, `one {word}`, is none. */
function getParts(text: string): readonly string[] {
  return [...new Set(text.match(/(?<!\b(?:one|other) )\{\w+[,}](?: plural,| select,)?|<\/?\d+\/?>/g))].sort()
}
