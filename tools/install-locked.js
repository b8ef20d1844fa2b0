import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/**
 * Installs the packages of a folder's `package-lock.json`, unless they are installed already. Large tools are installed
 * this way at their first use, and not by `npm install`. Plain JavaScript, because it runs under any Node.
 *
 * @param {string} folder Has `package.json` and `package-lock.json`.
 * @returns {Promise<string>} The folder `node_modules`.
 * @throws {Error} If npm fails; its output says why.
 */
export async function installLocked(folder) {
  const modules = join(folder, 'node_modules')
  const lock = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex')
  const stamp = join(modules, '.installed-lock')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return modules
  process.stderr.write(`Installing ${basename(folder)}, which is outside of the ordinary install…\n`)
  // Installs into a folder of this process, then renames it in one step: other processes may use or install the same
  // tool.
  const made = join(folder, `node_modules.${process.pid}`)
  try {
    mkdirSync(made)
    for (const file of ['package.json', 'package-lock.json'])
      copyFileSync(join(folder, file), join(made, file))
    const { npm_config_local_prefix: _, NODE_ENV: __, ...env } = process.env
    const args = ['ci', '--prefix', made, '--ignore-scripts', '--no-audit', '--no-fund']
    const { status, error } = spawnSync('npm', args, {
      cwd: made,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    if (status !== 0) throw new Error(`${basename(folder)} could not be installed.`, { cause: error })
    const installed = join(made, 'node_modules')
    writeFileSync(join(installed, '.installed-lock'), lock)
    if (existsSync(modules)) renameSync(modules, join(made, 'old'))
    renameSync(installed, modules)
  } catch (error) {
    // Another process may have installed the tool first.
    if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) throw error
  } finally {
    rmSync(made, { recursive: true, force: true })
  }
  return modules
}
