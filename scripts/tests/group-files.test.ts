import assert from 'node:assert/strict'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { test } from 'node:test'
import { groupFiles } from './group-files.ts'
import { ImportGraph } from './import-graph.ts'

const root = join(import.meta.dirname, '../..')

for (const [endings, first] of [
  ['.test.ts', /http-matrix/],
  ['.system.ts', /terminal/],
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

test('in a round each file that runs on any engine takes one of them, and the other in the next', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-groups-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const files = globSync('packages/{server,sdk,cli}/test/**/*.test.ts', { cwd: root })
  const graph = new ImportGraph(root)
  const getEngines = (round: number) =>
    new Map(
      groupFiles(graph, root, files, 2, folder, round).flatMap((entry) => {
        const text = readFileSync(entry, 'utf8')
        const engine = /BULKHEAD_TEST_ENGINE \?\?= '(.+)'/.exec(text)?.[1]
        return [...text.matchAll(/^ +"(.*)",?$/gm)].map(
          ([, path = '']) => [relative(root, path), engine] as const,
        )
      }),
    )
  const today = getEngines(0)
  const tomorrow = getEngines(1)
  const other: Readonly<Record<string, string>> = { pglite: 'postgres', postgres: 'pglite' }
  for (const [file, engine] of today)
    assert.equal(tomorrow.get(file), engine === undefined ? undefined : other[engine], file)
  const taken = [...today.values()]
  for (const engine of Object.keys(other)) assert.ok(taken.filter((each) => each === engine).length > 50)
  for (const both of ['database/schema', 'database/plans', 'isolation/http-matrix', 'oauth/two-processes'])
    assert.equal(today.get(`packages/server/test/${both}.test.ts`), undefined, both)
})
