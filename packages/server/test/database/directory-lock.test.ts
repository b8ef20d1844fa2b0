import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { lockDirectory } from '#platform/database/pglite/directory-lock'
import { openPGlite } from '#platform/database/pglite/open-pglite'

suite('the lock of a data directory', { timeout: 600_000 }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-lock-'))
  const children: ChildProcess[] = []
  after(() => {
    for (const child of children) child.kill('SIGKILL')
    rmSync(directory, { recursive: true, force: true })
  })

  /** Starts a process on the directory. Resolves once the process holds the directory or has ended. */
  async function start() {
    const child = spawn(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        new URL('hold-directory.ts', import.meta.url).pathname,
        directory,
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    )
    children.push(child)
    let errors = ''
    child.stderr.on('data', (chunk) => {
      errors += chunk
    })
    const ended = once(child, 'close')
    await Promise.race([once(child.stdout, 'data'), ended])
    return { child, ended, errors: () => errors }
  }

  test('a second process ends at once and says who holds it; a killed holder frees it', async () => {
    const holder = await start()
    assert.equal(holder.child.exitCode, null, holder.errors())

    const second = await start()
    assert.equal(second.child.exitCode, 1)
    assert.match(second.errors(), /data directory .* is in use by process \d+ on .+, started \d{4}-/)
    assert.match(second.errors(), new RegExp(`process ${holder.child.pid} `))
    await assert.rejects(openPGlite(directory), /is in use by process/)

    holder.child.kill('SIGKILL')
    await holder.ended
    const third = await start()
    assert.equal(third.child.exitCode, null, third.errors())
    third.child.kill('SIGKILL')
    await third.ended
  })

  test('within one process it is taken once, and can be taken again when released', () => {
    const lock = lockDirectory(directory)
    const begun = performance.now()
    assert.throws(() => lockDirectory(directory), new RegExp(`in use by process ${process.pid} `))
    assert.ok(performance.now() - begun < 15_000, 'refused without waiting')
    lock.release()
    lockDirectory(directory).release()
  })

  test('a directory that cannot be opened is not said to be in use', () => {
    assert.throws(
      () => lockDirectory(join(directory, 'missing')),
      (error: Error) => !error.message.includes('in use'),
    )
  })

  test('a failed opening frees the directory', async () => {
    const broken = mkdtempSync(join(tmpdir(), 'bulkhead-broken-'))
    writeFileSync(join(broken, 'database'), 'a file where a folder must be')
    await assert.rejects(openPGlite(broken))
    lockDirectory(broken).release()
    rmSync(broken, { recursive: true })
  })
})
