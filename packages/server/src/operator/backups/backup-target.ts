import { copyFile, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Place where scheduled backups are kept. */
export interface BackupTarget {
  /** Name of the place, for messages. */
  readonly place: string
  /** Stores a file under a name, whole or not at all. */
  put(name: string, file: string, sha256: string): Promise<void>
  /** Lists the names of the backups. Their order is that of their times. */
  list(): Promise<string[]>
  remove(name: string): Promise<void>
}

/** Returns the name of a backup, which contains its time. */
export function toBackupName(at: Date): string {
  return `bulkhead-${at.toISOString().replaceAll(/[-:]|\.\d+/g, '')}.archive`
}

/** Reads the time of a backup from its name. Undefined for any other file. */
export function readBackupTime(name: string): Date | undefined {
  const [, year, month, day, hour, minute, second] =
    /^bulkhead-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.archive$/.exec(name) ?? []
  return year === undefined ? undefined : new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

/** Time by which the clock of another server may be ahead of this one. */
const CLOCK_SKEW_MS = 300_000

/**
 * Lists the backups at a target. Those that are named for a time in the future were made with a clock that was ahead:
 * they would keep others from being due, and push them out.
 */
export async function listBackups(
  target: BackupTarget,
  now: number,
): Promise<{ readonly past: readonly string[]; readonly ahead: readonly string[] }> {
  const listed = await target.list()
  const ahead = listed.filter((name) => Number(readBackupTime(name)) > now + CLOCK_SKEW_MS)
  return { past: listed.filter((name) => !ahead.includes(name)), ahead }
}

/** Removes the oldest backups beyond the number that is kept. @returns Their names. */
export async function removeOldBackups(
  target: BackupTarget,
  names: readonly string[],
  keep: number,
): Promise<readonly string[]> {
  const old = names.slice(0, Math.max(0, names.length - keep))
  for (const name of old) await target.remove(name)
  return old
}

const UNFINISHED = '.partial'
const UNSUPPORTED: ReadonlySet<string | undefined> = new Set(['EINVAL', 'ENOTSUP', 'EPERM'])

/** Creates a target that keeps backups in a folder, which may be a mounted one. One server uses it at a time. */
export function createFolderTarget(folder: string): BackupTarget {
  return {
    place: folder,
    async put(name, file) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await removeUnfinished(folder)
      const unfinished = join(folder, `${name}${UNFINISHED}`)
      try {
        await copyFile(file, unfinished)
        await syncToDisk(unfinished)
        await rename(unfinished, join(folder, name))
        await syncToDisk(folder).catch(ignoreUnsupported)
      } finally {
        await rm(unfinished, { force: true })
      }
    },
    async list() {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      return (await readdir(folder)).filter((name) => readBackupTime(name) !== undefined).sort()
    },
    remove: (name) => rm(join(folder, name), { force: true }),
  }
}

/** Removes partial copies that a killed server left. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name.endsWith(UNFINISHED) && readBackupTime(name.slice(0, -UNFINISHED.length)) !== undefined)
      await rm(join(folder, name), { force: true })
}

/** Ignores that a mounted file system cannot sync a folder. */
function ignoreUnsupported(error: NodeJS.ErrnoException): void {
  if (!UNSUPPORTED.has(error.code)) throw error
}

/** Waits until a file or folder is on the disk: older backups are removed afterwards. */
async function syncToDisk(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
