import { existsSync } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CommandError, EXIT } from '#command/command-error'

/** @throws CommandError when a file has this name, or no file can have it. */
export function assertFree(file: string): void {
  if (!existsSync(dirname(file))) {
    throw new CommandError(EXIT.failed, 'no_folder', `There is no folder ${dirname(file)}.`)
  }
  if (!existsSync(file)) return
  const hint = 'Choose another name: no file is overwritten.'
  throw new CommandError(EXIT.failed, 'file_exists', `${file} exists.`, hint)
}

/**
 * Writes a file that gets its name once every byte is on the disk. Until then it is `.partial` beside it, of which
 * nothing is left when something goes wrong.
 *
 * @param write Writes all of it; what it throws is thrown.
 * @param mode Who may use it, before the umask.
 * @throws CommandError when the name is taken.
 */
export async function writeWhole<T>(
  file: string,
  write: (handle: FileHandle) => Promise<T>,
  mode = 0o666,
): Promise<T> {
  assertFree(file)
  const partial = `${file}.partial`
  // What a killed command left. A link that somebody else put there is removed, not followed.
  await rm(partial, { force: true })
  const handle = await open(partial, 'wx', mode)
  try {
    let written: T
    try {
      written = await write(handle)
      await handle.sync()
    } finally {
      await handle.close()
    }
    assertFree(file)
    await rename(partial, file)
    return written
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}
