import assert from 'node:assert/strict'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { groupFiles } from './group-files.ts'
import { ImportGraph } from './import-graph.ts'

const root = join(import.meta.dirname, '../..')

for (const [endings, first] of [
  ['.test.ts', /http-matrix/],
  ['.system.ts', /screens/],
  ['.{test,system}.ts', /http-matrix/],
] as const) {
  test(`every *${endings} runs once, and names of entries say the order, the longest first`, (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'bulkhead-groups-'))
    t.after(() => rmSync(folder, { recursive: true, force: true }))
    const files = globSync(`{packages/*/test,docs,scripts}/**/*${endings}`, { cwd: root })
    const entries = groupFiles(new ImportGraph(root), root, files, 2, folder)
    const names = entries.map((entry) => basename(entry))
    assert.deepEqual(names, names.toSorted())
    assert.match(String(names[0]), first)
    const run = entries.flatMap((entry) =>
      [...readFileSync(entry, 'utf8').matchAll(/^ +"(.*)",?$/gm)].map(([, path]) => path),
    )
    assert.deepEqual(run.toSorted(), files.map((file) => join(root, file)).toSorted())
  })
}
