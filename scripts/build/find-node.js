import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const INSTALLED = `node_modules/node-${process.platform}-${process.arch}/bin/node`

/**
 * Returns the path of a Node that runs TypeScript: this one, or the one that `npm install` brings. Ends the process with a
 * sentence if there is none.
 *
 * @param {string} root Folder of the repository.
 * @returns {string}
 */
export function findNode(root) {
  const found = [process.execPath, join(root, INSTALLED)].find((path) => getMajor(path) >= 24)
  if (found !== undefined) return found
  process.stderr.write(
    `Node ${process.versions.node} is too old, and npm has installed no Node 24 for ${process.platform} on ${process.arch}. Install Node 24, then run npm ci under it.\n`,
  )
  process.exit(1)
}

/** @param {string} path */
function getMajor(path) {
  if (path === process.execPath) return Number.parseInt(process.versions.node, 10)
  if (!existsSync(path)) return 0
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
  return Number(/^v(\d+)/.exec(stdout ?? '')?.[1] ?? 0)
}
