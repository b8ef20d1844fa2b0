import { existsSync, renameSync, rmSync } from 'node:fs'

/**
 * Makes a folder anew beside the old one and puts it in its place, for other processes may be using the old one.
 *
 * @param {string} folder
 * @param {(made: string) => boolean | Promise<boolean>} make Fills the folder that it is given; false leaves the old one.
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
