import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { checkDocument } from '#check/check-document'
import { planRequest } from '#plan-request'

const text = readFileSync(
  join(import.meta.dirname, '..', '..', '..', 'docs', 'connector-documents.md'),
  'utf8',
)
const example = /```yaml worked-example\n([\s\S]*?)```/.exec(text)?.[1] ?? ''

test('the example of the documentation is as it should be, and does what is said of it', () => {
  const { problems, warnings, definition } = checkDocument(example, 'connector-documents.md')
  assert.deepEqual([problems, warnings], [[], []])
  const [auth_option] = definition?.auth_options ?? []
  assert.ok(definition && auth_option)
  const planned = planRequest(
    {
      definition,
      base_url: new URL('https://t1.acme.example/v2'),
      settings: { tenant: 't1', team: 7 },
      auth_option,
      credentials: { key: 'K' },
      now: Date.UTC(2025, 0, 31),
    },
    { entity: 'widgets', action: 'list', params: { limit: 5 } },
  )
  assert.ok(text.includes(`GET ${planned.url}\n`), planned.url)
})

test('every test that the documentation names exists', () => {
  const [, table = ''] = text.split('## What is tested')
  const rows = [...table.matchAll(/^\| [^|]+ \| [^|]+ \| `([^`]+)`: (.+) \|$/gm)]
  assert.equal(rows.length, table.split('\n').filter((line) => line.startsWith('|')).length - 2)
  assert.ok(rows.length > 40)
  for (const [, file = '', name = ''] of rows) {
    const source = readFileSync(join(import.meta.dirname, file), 'utf8')
    // A name may be made in a loop, and then what the table says is a part of it.
    const named = new RegExp(`test\\(\\s*['\`][^\\n]*${RegExp.escape(name.trim())}`)
    assert.match(source, named, `${file} has no test ${name}`)
  }
})

test('the documentation knows every extension that does something', () => {
  const source = readFileSync(join(import.meta.dirname, '..', 'src', 'extensions.ts'), 'utf8')
  const names = [...source.matchAll(/'(x-bulkhead-[a-z-]+)'/g)].map(([, name = '']) => name)
  assert.ok(names.length >= 2)
  for (const name of names) assert.ok(text.includes(`\`${name}\``), name)
})
