import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'

const runner = new URL('run-in-turn.ts', import.meta.url).href

describe('test files in one process', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-in-turn-'))
  after(() => rmSync(folder, { recursive: true, force: true }))

  function run(files: Readonly<Record<string, string>>) {
    const urls = Object.entries(files).map(([name, code]) => {
      writeFileSync(join(folder, name), code)
      return pathToFileURL(join(folder, name)).href
    })
    const entry = join(folder, 'entry.mjs')
    writeFileSync(
      entry,
      `import { runInTurn } from ${JSON.stringify(runner)}\nawait runInTurn(${JSON.stringify(urls)})`,
    )
    // This process is told by its environment that it runs tests, and would tell those that it starts.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    const { status, stdout } = spawnSync(process.execPath, ['--test', entry], { encoding: 'utf8', env })
    return { status, stdout }
  }

  test('begin when the ones before have ended', () => {
    const { status, stdout } = run({
      'first.mjs': `import { describe, test, after } from 'node:test'
        describe('slow', async () => {
          after(() => { globalThis.hasEnded = true })
          test('waits', () => new Promise((resolve) => setTimeout(resolve, 50)))
        })`,
      'second.mjs': `import assert from 'node:assert'
        import test from 'node:test'
        const hasEnded = globalThis.hasEnded
        test('later', () => assert.equal(hasEnded, true))`,
    })
    assert.equal(status, 0, stdout)
    assert.match(stdout, /pass 2\n/)
  })

  test('wait for timers that keep no process', () => {
    const { status, stdout } = run({
      'timer.mjs': `import test from 'node:test'
        test('waits', () => new Promise((resolve) => setTimeout(resolve, 50).unref()))`,
    })
    assert.equal(status, 0, stdout)
  })

  test('run when another cannot be imported, and all of it has failed', () => {
    const { status, stdout } = run({
      'broken.mjs': `throw new Error('cannot be imported')`,
      'whole.mjs': `import test from 'node:test'\ntest('runs', () => {})`,
    })
    assert.equal(status, 1)
    assert.match(stdout, /✔ runs/)
    assert.match(stdout, /cannot be imported/)
  })
})
