import { chmodSync, lstatSync, readdirSync, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'

/** Bits of a mode that give rights to the group and to all others. */
const OF_OTHERS = 0o077
const ROOT = 0

/**
 * Closes a data directory, and everything in it, to other users of the machine.
 *
 * If others could enter the directory before, `warn` gets a sentence that says so.
 *
 * @throws Error if the directory stays open, or if it or a file in it belongs to another user.
 */
export function closeToOthers(directory: string, warn: (message: string) => void = () => {}): void {
  // On Windows, file modes and owners do not say who may read a file.
  if (process.platform === 'win32') return
  const before = statSync(directory)
  if (before.uid !== process.getuid?.()) {
    throw new OpenDirectoryError(
      directory,
      `it belongs to another user (uid ${before.uid}), and this process runs as uid ${process.getuid?.()}`,
      'Run as that user, give the directory to this one, or set BULKHEAD_DATA_DIR to a folder that does not exist yet: it is created with mode 0700',
    )
  }
  if ((before.mode & OF_OTHERS) !== 0) {
    chmodSync(directory, 0o700)
    if ((statSync(directory).mode & OF_OTHERS) !== 0) {
      throw new OpenDirectoryError(
        directory,
        'other users of this machine can enter it, and its file system does not allow changing that',
        'Set BULKHEAD_DATA_DIR to a folder on another file system',
      )
    }
    warn(
      `Other users of this machine could enter the data directory ${directory} (mode ${getMode(before)}). It is closed now. If you do not trust them, treat its contents as leaked: docs/guides/operating.md, "When something leaks".`,
    )
  }
  for (const [path, stats] of entriesBelow(directory)) {
    // A file of another user may be planted, and the server trusts a key or compiled code that it finds here.
    if (stats.uid !== ROOT && stats.uid !== process.getuid?.()) {
      throw new OpenDirectoryError(
        directory,
        `${path} belongs to another user (uid ${stats.uid}), who can change it`,
        'Change its owner to the user of this process, or remove it',
      )
    }
    closeEntry(path, stats)
  }
}

/** Closes all files below a folder. PGlite creates its files with mode 0666, whatever the umask. */
export function closeFilesBelow(folder: string): void {
  if (process.platform === 'win32') return
  for (const [path, stats] of entriesBelow(folder)) closeEntry(path, stats)
}

/** Error for a data directory that cannot be closed to other users. */
export class OpenDirectoryError extends Error {
  constructor(directory: string, reason: string, remedy: string) {
    super(`The data directory ${directory} cannot be used: ${reason}. ${remedy}.`)
  }
}

/** Yields files and folders below a folder, each folder before its content. Symbolic links are not followed. */
function* entriesBelow(folder: string): Generator<readonly [path: string, stats: Stats]> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    // Another process may remove files of the same directory in the meantime.
    const stats = lstatSync(path, { throwIfNoEntry: false })
    if (stats === undefined) continue
    yield [path, stats]
    // A folder that belongs to root, such as lost+found, may not be readable for this process.
    if (stats.isDirectory() && isOwn(stats)) yield* entriesBelow(path)
  }
}

function closeEntry(path: string, stats: Stats): void {
  if (stats.isSymbolicLink() || !isOwn(stats) || (stats.mode & OF_OTHERS) === 0) return
  try {
    chmodSync(path, stats.mode & 0o700)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

function isOwn({ uid }: Stats): boolean {
  return uid === process.getuid?.()
}

function getMode({ mode }: Stats): string {
  return (mode & 0o7777).toString(8).padStart(4, '0')
}
