import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { usesStores } from './group-files.ts'
import { ImportGraph } from './import-graph.ts'
import { testsOfChange } from './tests-of-change.ts'

const root = join(import.meta.dirname, '../..')
const graph = new ImportGraph(root)
const tests = globSync('{packages/*/test,docs,scripts}/**/*.test.ts', { cwd: root }).sort()

const reached = (...changed: string[]) => testsOfChange(graph, tests, changed).tests

describe('what a change can reach', () => {
  test('is the test of a module, whatever it is imported by', () => {
    const pairs = [
      ['packages/engine/src/text/nearest.ts', 'packages/engine/test/nearest.test.ts'],
      ['packages/server/src/platform/vault/seal.ts', 'packages/server/test/vault/seal.test.ts'],
      ['packages/sdk/src/index.ts', 'packages/sdk/test/options.test.ts'],
      ['packages/web/src/ui/show/relative-time.ts', 'packages/web/test/ui/time.test.ts'],
    ] as const
    for (const [module, its] of pairs) assert.ok(reached(module).includes(its), module)
  })

  test('is what starts a program that the change is in', () => {
    const tests = reached('packages/cli/src/output/table.ts')
    assert.ok(tests.includes('packages/cli/test/commands/workspaces.test.ts'))
    assert.ok(tests.includes('packages/server/test/proofs/start.test.ts'))
  })

  test('is what reads the data that was changed', () => {
    assert.ok(
      reached('packages/server/migrations/0107-policies.sql').includes(
        'packages/server/test/database/migrate.test.ts',
      ),
    )
    assert.ok(reached('README.md').includes('docs/test/readme.test.ts'))
  })

  test('is little for a leaf, and all for what everything depends on', () => {
    // Joined here, because as one string it would make this test reach that file itself.
    const leaf = ['packages', 'engine', 'test', 'rate-limit.test.ts'].join('/')
    assert.deepEqual(reached(leaf), [leaf])
    assert.ok(reached('packages/web/src/ui/show/relative-time.ts').length < 10)
    assert.deepEqual(reached('package-lock.json'), tests)
  })

  test('is the tests of the package, and said so, for a file that no test names', () => {
    const { tests: stand, unnamed } = testsOfChange(graph, tests, ['packages/engine/NOTES.txt'])
    assert.deepEqual(unnamed, ['packages/engine/NOTES.txt'])
    assert.deepEqual(
      stand,
      tests.filter((file) => file.startsWith('packages/engine/')),
    )
  })
})

test('stores are started for whoever opens one, and for nobody else', () => {
  assert.equal(usesStores(graph, 'packages/server/test/quotas/quotas.test.ts'), true)
  assert.equal(usesStores(graph, 'packages/engine/test/nearest.test.ts'), false)
})
