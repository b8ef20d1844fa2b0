import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Makes `dist/embedded-database.zst`, from which a server has its embedded database on first use, so that nobody waits
 * for one to be made. `npm install` runs it, under whatever Node runs npm; the server itself needs Node 24.
 */
const installed = `../../node_modules/node-${process.platform}-${process.arch}/bin/node`
const node = [process.execPath, join(import.meta.dirname, installed)].find(
  (path) => existsSync(path) && majorOf(path) >= 24,
)
// Without it the first start makes the database, as it does when the migrations have changed since.
if (node !== undefined) {
  const made = spawnSync(
    node,
    [
      '--disable-warning=ExperimentalWarning',
      join(import.meta.dirname, 'src/platform/database/pglite/make-embedded-template.ts'),
    ],
    { stdio: 'inherit' },
  )
  process.exitCode = made.status ?? 1
}

/** @param {string} path */
function majorOf(path) {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
  return Number(/^v(\d+)/.exec(stdout ?? '')?.[1] ?? 0)
}
