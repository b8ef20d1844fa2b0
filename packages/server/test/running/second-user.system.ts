import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  type Dirent,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type ServerProcess, startServerProcess } from '@bulkhead/testing/server-process'

/** `nobody` of Debian: a user of the machine who has nothing to do with the server. */
const OTHER = 65_534

/** Tries to list, read and write each path that it is given, and prints what it could do. */
const ATTEMPTS = `
while IFS= read -r path; do
  if [ -d "$path" ]; then
    ls "$path" >/dev/null 2>&1 && echo "listed $path"
    true 2>/dev/null >"$path/planted" && echo "planted in $path"
  else
    true 2>/dev/null <"$path" && echo "read $path"
    true 2>/dev/null >>"$path" && echo "wrote $path"
  fi
done
exit 0`

/** Returns the actions that another user can perform on the paths. */
function attempt(paths: readonly string[]): string[] {
  const { stdout, stderr, status } = spawnSync('/bin/sh', ['-c', ATTEMPTS], {
    uid: OTHER,
    gid: OTHER,
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
    input: `${paths.join('\n')}\n`,
    encoding: 'utf8',
  })
  assert.equal(status, 0, stderr)
  return stdout.split('\n').filter(Boolean)
}

/** Lists a directory and all that is in it. A folder that is removed during the listing counts as empty. */
function pathsIn(directory: string): string[] {
  const entries = readEntries(directory)
  return [
    directory,
    ...entries.flatMap((entry) => {
      const path = join(directory, entry.name)
      return entry.isDirectory() ? pathsIn(path) : [path]
    }),
  ]
}

function readEntries(directory: string): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

describe('another user of the machine', { skip: process.getuid?.() !== 0 && 'needs root' }, () => {
  // Others may enter all folders above the data directory, so it alone keeps them out.
  const parent = mkdtempSync(join(tmpdir(), 'bulkhead-second-user-'))
  const directory = join(parent, 'data')
  const servers: ServerProcess[] = []
  const umask = process.umask()

  function start(): ServerProcess {
    const server = startServerProcess({ BULKHEAD_DATA_DIR: directory })
    servers.push(server)
    return server
  }

  before(() => {
    chmodSync(parent, 0o755)
    process.umask(0)
    mkdirSync(directory, { mode: 0o755 })
  })
  after(async () => {
    process.umask(umask)
    for (const server of servers) await server.end('SIGKILL')
    rmSync(parent, { recursive: true, force: true })
  })

  test('could read and write in the directory before', () => {
    const file = join(directory, 'file')
    writeFileSync(file, 'text', { mode: 0o666 })
    assert.deepEqual(attempt([directory, file]), [`listed ${directory}`, `read ${file}`, `wrote ${file}`])
    rmSync(file)
  })

  test('reads and writes nothing while the first start creates it, nor afterwards', async () => {
    const possible = new Set<string>()
    let seen = 0
    const observe = async () => {
      const server = start()
      let isReady = false
      const ready = server.ready.finally(() => {
        isReady = true
      })
      ready.catch(() => {})
      while (!isReady) {
        // Others may enter the empty directory until the server has claimed it, but may never open a file in
        // it.
        const paths = pathsIn(directory).slice(1)
        seen = Math.max(seen, paths.length)
        for (const line of attempt(paths)) possible.add(line)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      await ready
      return server
    }
    let server = await observe()
    // A machine that pauses may not look while the files are made.
    for (let times = 1; seen <= 500 && times < 5; times += 1) {
      await server.end('SIGKILL')
      rmSync(directory, { recursive: true })
      mkdirSync(directory, { mode: 0o755 })
      server = await observe()
    }
    assert.ok(seen > 500, `attempted with ${seen} files at once while the server started`)
    assert.deepEqual([...possible], [])
    const paths = pathsIn(directory)
    assert.ok(paths.includes(join(directory, 'key')) && paths.includes(join(directory, 'operator.sock')))
    assert.deepEqual(attempt(paths), [])
    await server.end('SIGKILL')
    assert.deepEqual(attempt(pathsIn(directory)), [])
  })

  test('is kept out again after the directory was opened', async () => {
    for (const path of pathsIn(directory)) chmodSync(path, 0o777)
    assert.ok(attempt([join(directory, 'key')]).length > 0)
    const server = start()
    await server.ready
    assert.deepEqual(attempt(pathsIn(directory)), [])
    await server.end('SIGTERM')
    assert.deepEqual(attempt(pathsIn(directory)), [])
  })

  test('another owner of the directory, or of a file in it, is refused', async () => {
    const refusal = async () => {
      const server = start()
      const isReady = await server.ready.then(
        () => true,
        () => false,
      )
      assert.equal(isReady, false)
      return server.stderr()
    }
    const planted = join(directory, 'compiled', 'planted')
    mkdirSync(join(directory, 'compiled'), { recursive: true })
    writeFileSync(planted, '')
    chownSync(planted, OTHER, OTHER)
    assert.match(await refusal(), /compiled\/planted belongs to another user \(uid 65534\)/)
    rmSync(planted)
    chownSync(directory, OTHER, OTHER)
    assert.match(
      await refusal(),
      /data directory \S+ cannot be used: it belongs to another user \(uid 65534\)/,
    )
    chownSync(directory, 0, 0)
  })
})
