import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { test } from 'node:test'
import { findEarlyTexts, findTextLiterals } from './text-literals.ts'

const SOURCES = join(import.meta.dirname, '../src')
const modules = globSync(join(SOURCES, '**/*.{ts,tsx}'))
  // Only developers see the gallery.
  .filter((file) => !file.includes('/ui/gallery/'))
  .map((file) => ({ file, name: relative(SOURCES, file), code: readFileSync(file, 'utf8') }))

test('every text of the app can be said in another language', () => {
  assert.ok(modules.length > 200)
  const bare = modules.flatMap(({ file, name, code }) =>
    findTextLiterals(code, file).map((text) => `${name}:${text}`),
  )
  assert.deepEqual(bare, [], 'Write <Trans>…</Trans> or t`…`, see docs/contributing/web.md')
})

test('no text is asked for before the language is known', () => {
  const early = modules.flatMap(({ file, name, code }) =>
    findEarlyTexts(code, file).map((text) => `${name}:${text}`),
  )
  assert.deepEqual(early, [], 'Write msg`…` outside of functions, and i18n._(it) where it is shown')
})

test('a bare text is found, wherever it is written', () => {
  for (const bare of [
    '<p>Nothing here</p>',
    '<p>{count} calls</p>',
    '<p><Trans>Good</Trans> bad</p>',
    '<p>{isOpen ? "Open it" : t`Close it`}</p>',
    '<p>{isOpen && "Open it"}</p>',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the string is source code
    '<p>{`${count} calls`}</p>',
    '<Button title="Close">{icon}</Button>',
    '<Button aria-label={isOn ? "Hide" : t`Show`} />',
    '<Input placeholder="find it" />',
    '<Trans>Go <Link title="Away">there</Link></Trans>',
    '<Select options={[{ value: "a", label: "All" }]} />',
  ])
    assert.equal(findTextLiterals(`const page = () => ${bare}`, 'page.tsx').length, 1, bare)
})

test('what is no text, or a message, is not found', () => {
  for (const fine of [
    '<p className="text-muted text-sm" role="status">{count}</p>',
    '<Trans>Open the <code>whole</code> link</Trans>',
    '<Field label={t`Name`} type="text" />',
    '<Link to="/connectors">{name}</Link>',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the string is source code
    '<code>{`${entity}.${action}`}</code>',
    '<Tabs tabs={[{ value: "curl", label: "curl" }]} />',
    '<p>{explain(state, "not a text")}</p>',
  ])
    assert.deepEqual(findTextLiterals(`const page = () => ${fine}`, 'page.tsx'), [], fine)
})

test('a message outside of a function is found, a description of one is not', () => {
  assert.equal(findEarlyTexts('const NAME = t`Name`', 'a.ts').length, 1)
  assert.equal(findEarlyTexts('const N = { a: plural(1, { other: "x" }) }', 'a.ts').length, 1)
  assert.deepEqual(findEarlyTexts('const NAME = msg`Name`\nconst get = () => t`Name`', 'a.ts'), [])
})
