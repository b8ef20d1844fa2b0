import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { filesOfLastDay } from './changed-files.ts'

test('the files of the last day are those of its commits, the last changed first', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-history-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const origin = join(folder, 'origin')
  const git = (...parameters: string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.test', ...parameters], {
      cwd: folder,
      stdio: 'pipe',
      env: { ...process.env, GIT_COMMITTER_DATE: date },
    })
  let date = ''
  git('init', '-q', origin)
  const commit = (at: string, file: string) => {
    date = at
    writeFileSync(join(origin, file), at)
    git('-C', origin, 'add', '-A')
    git('-C', origin, 'commit', '-q', '-m', file)
  }
  commit('2026-01-01T00:00:00Z', 'first')
  commit('2026-01-02T00:00:00Z', 'old')
  commit('2026-01-03T01:00:00Z', 'new')
  commit('2026-01-03T02:00:00Z', 'newest')
  assert.deepEqual(filesOfLastDay(origin), ['newest', 'new'])
  // Its one commit has all files.
  git('clone', '-q', '--depth', '1', `file://${origin}`, join(folder, 'shallow'))
  assert.deepEqual(filesOfLastDay(join(folder, 'shallow')), [])
  assert.deepEqual(filesOfLastDay(folder), [])
})
