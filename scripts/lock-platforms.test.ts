import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')

interface Entry {
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

// npm leaves libraries of other systems out of a lock file that it makes beside `node_modules`. An install on those systems
// then lacks them. Remove the entry of the package that names them, and run `npm install --package-lock-only` in a folder
// without `node_modules`.
test('lock files have the native libraries of every system', () => {
  const missing: string[] = []
  for (const path of globSync('{.,tools/*,packages/*/*}/package-lock.json', { cwd: root })) {
    const packages: Record<string, Entry> = JSON.parse(readFileSync(join(root, path), 'utf8')).packages
    const names = new Set(Object.keys(packages).map((place) => place.split('node_modules/').at(-1)))
    for (const [place, { optionalDependencies = {} }] of Object.entries(packages))
      for (const name of Object.keys(optionalDependencies))
        if (!names.has(name)) missing.push(`${path}: ${place} has no ${name}`)
  }
  assert.deepEqual(missing, [])
})
