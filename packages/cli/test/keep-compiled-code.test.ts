import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

const SOURCE = new URL('../src/keep-compiled-code.ts', import.meta.url).href

/** Returns the directory where a process keeps compiled code if told to. Empty: nowhere. */
function keptIn(directory: string): string {
  const code = `import { getCompileCacheDir } from 'node:module'
    import { keepCompiledCode } from ${JSON.stringify(SOURCE)}
    keepCompiledCode(${JSON.stringify(directory)})
    process.stdout.write(getCompileCacheDir() ?? '')`
  // The environment of the tests may already name a directory.
  const { NODE_COMPILE_CACHE: _, ...env } = process.env
  return execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8', env })
}

test('compiled code is kept in the data directory, and nowhere that others can write', () => {
  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-compiled-'))
  try {
    assert.ok(keptIn(directory).startsWith(join(directory, 'compiled')))
    for (const mode of [0o777, 0o770, 0o702]) {
      chmodSync(directory, mode)
      assert.equal(keptIn(directory), '', mode.toString(8))
    }
    assert.equal(keptIn(join(directory, 'not-there')), '')
    // The start then says what is wrong with the directory.
    writeFileSync(join(directory, 'file'), '')
    assert.equal(keptIn(join(directory, 'file')), '')
    assert.equal(keptIn(join(directory, 'file', 'below')), '')
    chmodSync(directory, 0o700)
    chmodSync(join(directory, 'compiled'), 0o777)
    assert.equal(keptIn(directory), '', 'others could plant code')
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
})

test('compiled code of another user is not run', { skip: process.getuid?.() !== 0 && 'needs root' }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-compiled-'))
  try {
    mkdirSync(join(directory, 'compiled'), { mode: 0o755 })
    chownSync(join(directory, 'compiled'), 65_534, 65_534)
    assert.equal(keptIn(directory), '')
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
})
