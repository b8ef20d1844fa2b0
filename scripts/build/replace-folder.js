import { existsSync, renameSync, rmSync } from 'node:fs'

/**
 * Makes a new folder next to the old one, then replaces it in one step: other processes may be using the old one.
 *
 * @param {string} folder
 * @param {(made: string) => boolean | Promise<boolean>} make Fills the given folder; false keeps the old one.
 */
export async function replaceFolder(folder, make) {
  const [made, old] = [`${folder}-${process.pid}`, `${folder}-${process.pid}-old`]
  try {
    if (!(await make(made))) return
    if (existsSync(folder)) renameSync(folder, old)
    renameSync(made, folder)
  } finally {
    for (const left of [made, old]) rmSync(left, { recursive: true, force: true })
  }
}
