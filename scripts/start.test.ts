import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'

const BUILT = 'node_modules/.cache/program/bulkhead.js'
const SOURCE = 'packages/server/src/access/tokens/mint.ts'
/** Files beside the sources that are in the program too. */
const BESIDE = ['packages/cli/package.json', 'packages/catalog/catalog.json']

/** Returns a repository in which each program prints its name, and all files are an hour old. */
function makeRepository(t: TestContext) {
  const root = mkdtempSync(join(tmpdir(), 'bulkhead-start-'))
  t.after(() => rmSync(root, { recursive: true, force: true }))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  write('package.json', '{ "type": "module" }')
  write('packages/cli/bin/bulkhead.js', `process.stdout.write('sources')`)
  for (const path of BESIDE) write(path, '{}')
  write(SOURCE, '')
  mkdirSync(join(root, 'packages/sdk/dist'), { recursive: true })
  mkdirSync(join(root, 'scripts'))
  cpSync(join(import.meta.dirname, 'start.js'), join(root, 'scripts/start.js'))
  const age = (path: string, seconds: number) => {
    const at = Date.now() / 1000 - seconds
    utimesSync(join(root, path), at, at)
  }
  let folder = SOURCE
  while (folder !== 'packages') {
    age(folder, 3_600)
    folder = dirname(folder)
  }
  for (const path of BESIDE) age(path, 3_600)
  return {
    root,
    age,
    build: () => write(BUILT, `process.stdout.write('built')`),
    start: () => execFileSync(process.execPath, [join(root, 'scripts/start.js')], { encoding: 'utf8' }),
  }
}

test('npm start starts the sources where nothing was built', (t) => {
  assert.equal(makeRepository(t).start(), 'sources')
})

test('npm start starts what was built, until a source or a file beside them changes, or a source is removed', (t) => {
  const { root, age, build, start } = makeRepository(t)
  build()
  assert.equal(start(), 'built')
  for (const path of [SOURCE, ...BESIDE]) {
    age(path, -1)
    assert.equal(start(), 'sources', path)
    age(path, 3_600)
    assert.equal(start(), 'built', path)
  }
  age(BUILT, 60)
  rmSync(join(root, SOURCE))
  assert.equal(start(), 'sources')
})
