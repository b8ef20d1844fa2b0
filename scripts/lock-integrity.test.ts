import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'

const root = join(import.meta.dirname, '..')
const HASH = 'sha512-x/AIjFIKRllrhcb48dqUNAAZl0ig9+qMuN91RpZo3Cb2+zuibfh+KISl6+kVVyktDz230JKc208UkQwwMqyB+w=='

function check(folder: string) {
  const args = [join(root, 'scripts/lock-integrity.ts'), '--check', '--root', folder]
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return { status, stderr }
}

describe('every package of a lock file has the hash of its bytes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-lock-'))
  after(() => rmSync(folder, { recursive: true, force: true }))

  function lock(packages: Readonly<Record<string, unknown>>): void {
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }))
  }

  test('in this repository', () => {
    assert.deepEqual(check(root), { status: 0, stderr: '' })
  })

  test('folders and links need none', () => {
    lock({
      '': { name: 'repository' },
      'node_modules/own': { resolved: 'packages/own', link: true },
      'packages/own': { version: '1.0.0' },
      'node_modules/foreign': { version: '1.0.0', integrity: HASH },
    })
    assert.deepEqual(check(folder), { status: 0, stderr: '' })
  })

  for (const [what, entry] of Object.entries({
    'none at all': { version: '1.0.0' },
    'an empty one': { version: '1.0.0', integrity: '' },
    'one that is broken easily': { version: '1.0.0', integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' },
  })) {
    test(`${what} is a fault, wherever the package lies`, () => {
      lock({
        'node_modules/a': { version: '1.0.0', integrity: HASH },
        'packages/own/node_modules/@b/c': entry,
      })
      const { status, stderr } = check(folder)
      assert.equal(status, 1)
      assert.equal(
        stderr,
        'package-lock.json: packages/own/node_modules/@b/c has no integrity (npm run lock)\n',
      )
    })
  }
})
