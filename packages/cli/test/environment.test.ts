import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readSettings } from '@bulkhead/server/main/settings'

const packages = join(import.meta.dirname, '../..')

test('a server takes no variable of the command line or of the SDK for a misspelled one of its own', () => {
  const sources = globSync('{cli,sdk}/src/**/*.ts', { cwd: packages })
  const names = sources.flatMap(
    (file) => readFileSync(join(packages, file), 'utf8').match(/BULKHEAD_[A-Z_]+[A-Z]/g) ?? [],
  )
  assert.ok(names.includes('BULKHEAD_PROFILE') && names.includes('BULKHEAD_TOKEN'))
  const environment = Object.fromEntries(names.map((name) => [name, '']))
  assert.deepEqual(readSettings(environment).unknown, [])
  assert.deepEqual(readSettings({ BULKHEAD_PROT: '1' }).unknown, ['BULKHEAD_PROT'])
})
