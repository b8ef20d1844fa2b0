import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { installLocked } from './install-locked.js'

/**
 * Runs a tool with the arguments of this process, or with `otherwise` if there are none. Installs it at its first use.
 *
 * @param {string} name Folder of the tool.
 * @param {string} program Path below `node_modules`.
 * @param {readonly string[]} otherwise Default arguments.
 */
export async function runTool(name, program, otherwise = []) {
  const modules = await installLocked(join(import.meta.dirname, name))
  const given = process.argv.slice(2)
  const args = [join(modules, program), ...(given.length > 0 ? given : otherwise)]
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1
}
