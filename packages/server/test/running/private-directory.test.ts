import assert from 'node:assert/strict'
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { engines, type Store } from '@bulkhead/testing/engines'
import { operatorResponse } from '@bulkhead/testing/operator-process'
import { type ServerProcess, startServerProcess } from '@bulkhead/testing/server-process'
import { until } from '@bulkhead/testing/test-server'

for (const engine of engines) {
  describe(`a data directory that others may enter (${engine.name})`, () => {
    const parent = mkdtempSync(join(tmpdir(), 'bulkhead-private-'))
    const directory = join(parent, 'data')
    const backup = join(parent, 'backup.archive')
    let store: Store
    let server: ServerProcess
    const servers: ServerProcess[] = []
    const umask = process.umask()

    const start = async () => {
      server = startServerProcess(environment())
      servers.push(server)
      await server.ready
    }
    const environment = () => ({ ...store.environment, BULKHEAD_DATA_DIR: directory })

    before(async () => {
      store = await engine.createStore()
      // The server inherits a mask that hides nothing.
      process.umask(0)
      mkdirSync(directory, { mode: 0o755 })
      await start()
    })
    after(async () => {
      process.umask(umask)
      for (const one of servers) await one.end('SIGKILL')
      store.remove()
      rmSync(parent, { recursive: true, force: true })
      await engine.close()
    })

    test('the first start closes the data directory with everything that it creates there', () => {
      const modes = modesIn(directory)
      assert.ok(modes.has(join(directory, 'operator.sock')), 'the socket is among them')
      assert.equal(modes.has(join(directory, 'key')), engine.name === 'pglite')
      assert.ok(engine.name === 'postgres' || modes.size > 500, `${modes.size} files`)
      assert.deepEqual(openAmong(modes), [])
    })

    test('the data directory stays closed through a backup and a killed process', async () => {
      await operatorResponse(environment(), 'backup', backup)
      assert.deepEqual(openAmong(modesIn(directory)), [])
      assert.deepEqual(openAmong(new Map([[backup, lstatSync(backup).mode]])), [])
      await server.end('SIGKILL')
      assert.deepEqual(openAmong(modesIn(directory)), [])
    })

    test('the next start closes the data directory again, whatever was opened or left behind', async () => {
      mkdirSync(join(directory, 'database.restoring'))
      writeFileSync(join(directory, 'database.restoring', 'PG_VERSION'), '18\n')
      for (const path of modesIn(directory).keys()) chmodSync(path, 0o777)
      chmodSync(directory, 0o755)
      await start()
      assert.deepEqual(openAmong(modesIn(directory)), [])
    })

    test('the log says once that the data directory was open', async () => {
      const said = () => servers.map(({ log }) => log.filter((line) => line.includes('could enter')).length)
      // The log arrives through another pipe than the line that reports the server as ready.
      await until(() => said().every((times) => times > 0))
      assert.deepEqual(said(), [1, 1])
      await server.end('SIGTERM')
      await start()
      assert.deepEqual(said(), [1, 1, 0])
    })

    test('a restore closes the data directory', {
      skip: engine.name === 'postgres' && 'goes to no directory',
    }, async () => {
      const restored = join(parent, 'restored')
      mkdirSync(restored, { mode: 0o755 })
      await operatorResponse(
        { BULKHEAD_DATA_DIR: restored, BULKHEAD_KEY_FILE: join(directory, 'key') },
        'restore',
        backup,
      )
      const modes = modesIn(restored)
      assert.ok(modes.size > 500, `${modes.size} files`)
      assert.deepEqual(openAmong(modes), [])
    })
  })
}

/** Modes of a folder and of all below it. */
function modesIn(folder: string): Map<string, number> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
  const found = [folder, ...paths].map(
    (path) => [path, lstatSync(path, { throwIfNoEntry: false })?.mode] as const,
  )
  return new Map(found.filter((entry): entry is [string, number] => entry[1] !== undefined))
}

/** Returns the paths that others may read, write or enter. */
function openAmong(modes: ReadonlyMap<string, number>): string[] {
  return [...modes]
    .filter(([, mode]) => (mode & 0o077) !== 0)
    .map(([path, mode]) => `${(mode & 0o7777).toString(8)} ${path}`)
}
