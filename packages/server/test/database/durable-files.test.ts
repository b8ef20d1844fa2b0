import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import { DurableFiles } from '#platform/database/pglite/open-pglite'

suite('the files of an embedded database', { timeout: 600_000 }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-durable-'))
  after(() => rmSync(directory, { recursive: true }))

  test('files are synced by each commit, and not by a transaction that writes nothing', async () => {
    const files = new DurableFiles(join(directory, 'counted'))
    const startParams = PGlite.defaultStartParams.filter((parameter) => parameter !== '-F')
    const pglite = await PGlite.create({
      fs: files,
      startParams: [...startParams, '-c', 'wal_sync_method=fsync'],
    })
    await pglite.exec('create table written (id integer)')
    for (let commit = 0; commit < 10; commit += 1) {
      const before = files.syncs
      await pglite.exec(`insert into written values (${commit})`)
      assert.equal(files.syncs, before + 1)
    }
    const before = files.syncs
    await pglite.exec('select count(*) from written; begin; insert into written values (11); rollback')
    assert.equal(files.syncs, before)
    await pglite.close()
  })

  test('files are synced by each commit of the server, as Node itself records it', () => {
    const data = join(directory, 'traced')
    const syncs = (commits: number) => {
      const file = join(directory, `trace-${commits}.json`)
      const { status, stderr } = spawnSync(
        process.execPath,
        [
          '--disable-warning=ExperimentalWarning',
          '--trace-event-categories=node.fs.sync',
          `--trace-event-file-pattern=${file}`,
          new URL('commit-often.ts', import.meta.url).pathname,
          data,
          String(commits),
        ],
        { encoding: 'utf8' },
      )
      assert.equal(status, 0, stderr)
      const { traceEvents } = JSON.parse(readFileSync(file, 'utf8')) as {
        traceEvents: { name: string; ph: string }[]
      }
      return traceEvents.filter(({ name, ph }) => name === 'fs.sync.fsync' && ph === 'B').length
    }
    // The first start creates the database, and the second writes what the first left. From then on two
    // starts differ only in their commits.
    syncs(0)
    syncs(0)
    const idle = syncs(0)
    const busy = syncs(40)
    assert.ok(busy - idle >= 40, `${busy} syncs with 40 commits, ${idle} without`)
  })
})
