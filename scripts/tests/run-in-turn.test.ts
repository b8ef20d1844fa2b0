import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { groupEntry } from './group-files.ts'

for (const followed of [true, false]) {
  describe(`test files in one process that ${followed ? 'follows promises' : 'does not'}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'bulkhead-in-turn-'))
    after(() => rmSync(folder, { recursive: true, force: true }))

    function run(files: Readonly<Record<string, string>>) {
      const paths = Object.entries(files).map(([name, code]) => {
        writeFileSync(join(folder, name), code)
        return join(folder, name)
      })
      const entry = join(folder, 'entry.mjs')
      writeFileSync(entry, groupEntry(paths, followed))
      // The environment marks this process as a test process. Its child processes must not inherit that.
      const { NODE_TEST_CONTEXT: _, ...env } = process.env
      const { status, stdout } = spawnSync(process.execPath, ['--test', entry], { encoding: 'utf8', env })
      return { status, stdout }
    }

    test('begin when the ones before have ended', () => {
      const { status, stdout } = run({
        'first.mjs': `import { describe, test, after } from 'node:test'
          describe('slow', ${followed ? 'async' : ''} () => {
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

    test('keep the hooks at their top to themselves', () => {
      const counting = (name: string) => `import { after, before, beforeEach, test } from 'node:test'
        import assert from 'node:assert'
        globalThis.at ??= []
        before(() => at.push('before ${name}'))
        beforeEach(() => at.push('each ${name}'))
        after(() => at.push('after ${name}'))
        test('${name}', () => at.push('test ${name}'))`
      const { status, stdout } = run({
        'one.mjs': counting('one'),
        'two.mjs': counting('two'),
        'end.mjs': `import test from 'node:test'
          import assert from 'node:assert'
          test('end', () => assert.deepEqual(at, ['one', 'two'].flatMap((name) =>
            ['before', 'each', 'test', 'after'].map((what) => what + ' ' + name))))`,
      })
      assert.equal(status, 0, stdout)
      assert.match(stdout, /pass 3\n/)
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
}
