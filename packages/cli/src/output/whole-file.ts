import { existsSync } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CommandError, EXIT } from '#command/command-error'

/**
 * Requires that the filename is free and usable. @throws CommandError if a file has this name, or no file can have it.
 */
export function assertFree(file: string): void {
  if (!existsSync(dirname(file))) {
    throw new CommandError(EXIT.failed, 'no_folder', `There is no folder ${dirname(file)}.`)
  }
  if (!existsSync(file)) return
  const hint = 'Choose another name: no file is overwritten.'
  throw new CommandError(EXIT.failed, 'file_exists', `${file} exists.`, hint)
}

/**
 * Writes a file that gets its name once every byte is on the disk. Until then its name ends in `.partial`. If something
 * fails, that file is deleted.
 *
 * @param write Writes the whole content. Its errors are passed on.
 * @param mode File mode, before the umask.
 * @throws CommandError if the name is taken.
 */
export async function writeWhole<T>(
  file: string,
  write: (handle: FileHandle) => Promise<T>,
  mode = 0o666,
): Promise<T> {
  assertFree(file)
  const partial = `${file}.partial`
  // Removes the rest of a killed command. If somebody else put a link there, this removes it and does not follow it.
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

/** Waits until the names in a folder are on the disk. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
