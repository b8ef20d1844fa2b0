import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { checkDocument } from '@bulkhead/import/check-document'
import { planRequest } from '#plan/plan-request'

const text = readFileSync(
  join(import.meta.dirname, '..', '..', '..', 'docs/reference/connector-documents.md'),
  'utf8',
)
const example = /```yaml worked-example\n([\s\S]*?)```/.exec(text)?.[1] ?? ''

test('the example of the documentation is valid, and does what the page says', () => {
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

/** Extensions that are read without any effect on requests. */
const SAID_ONLY = [
  'x-airbyte-auth-tooltip',
  'x-airbyte-connector-definition-id',
  'x-airbyte-connector-name',
  'x-airbyte-entity-relationships',
  'x-airbyte-example-questions',
  'x-airbyte-external-documentation-urls',
  'x-airbyte-no-pagination',
  'x-airbyte-replication-config',
  'x-airbyte-replication-environment-constants',
  'x-airbyte-replication-environment-mapping',
  'x-bulkhead-credential-help',
  'x-bulkhead-mark',
]

test('every extension that decides what is sent is documented, and seen on the wire', () => {
  const sources = (pattern: string) =>
    globSync(pattern, { cwd: join(import.meta.dirname, '..') })
      .filter((file) => !file.endsWith('/extensions.ts'))
      .map((file) => readFileSync(join(import.meta.dirname, '..', file), 'utf8'))
      .join('')
  const wire = sources('test/{wire,oauth}/*.test.ts')
  const names = new Set(sources('{src,../import/src}/**/*.ts').match(/x-(?:airbyte|bulkhead)-[a-z-]*[a-z]/g))
  assert.ok(names.size > 25)
  for (const name of names) {
    assert.equal(wire.includes(name), !SAID_ONLY.includes(name), name)
    assert.ok(text.includes(name) || SAID_ONLY.includes(name), `${name} is not documented`)
  }
})
