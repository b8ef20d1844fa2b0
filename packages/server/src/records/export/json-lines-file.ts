import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

// Own code: `rotating-file-stream` and `pino-roll` do not report when a line is on the disk.

/** File of JSON lines that is rotated: the file itself is the newest, `.1` is the one before it, and so on. */
export interface LinesFile {
  readonly path: string
  /** Size from which a file is rotated. */
  readonly maxBytes: number
  /** Number of files that are kept, the current one included. */
  readonly keep: number
}

/** File mode: only the user that runs the server may read records. */
const MODE = 0o600
const CHUNK_BYTES = 65_536
const LINE_FEED = 0x0a

/**
 * Appends lines and resolves when they are on the disk. If the file was moved away, it is created again. There must be
 * only one writer at a time.
 */
export async function appendLines(file: LinesFile, lines: readonly string[]): Promise<void> {
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''))
  const size = await write(file, bytes, (present) => present === 0 || present + bytes.length <= file.maxBytes)
  if (size !== undefined) return
  await rotate(file)
  await write(file, bytes, () => true)
}

/**
 * Writes bytes to the file.
 *
 * @returns The size before. Undefined if the bytes do not fit; they were not written then.
 */
async function write(
  { path }: LinesFile,
  bytes: Buffer,
  isFitting: (size: number) => boolean,
): Promise<number | undefined> {
  const handle = await open(path, 'a+', MODE)
  try {
    const stats = await handle.stat()
    if (!stats.isFile()) throw new Error(`BULKHEAD_EXPORT_FILE must name a regular file; ${path} is not one.`)
    if ((stats.mode & 0o777) !== MODE) await handle.chmod(MODE)
    const size = await endOfLastLine(handle, stats.size)
    if (size < stats.size) await handle.truncate(size)
    if (!isFitting(size)) return undefined
    await handle.writeFile(bytes)
    await handle.sync()
    if (size === 0) await syncFolder(dirname(path))
    return size
  } finally {
    await handle.close()
  }
}

/** Finds the end of the last complete line. A write that was cut off leaves a partial line, which is overwritten. */
async function endOfLastLine(handle: FileHandle, size: number): Promise<number> {
  for (let end = size; end > 0; ) {
    const length = Math.min(CHUNK_BYTES, end)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, end - length)
    const at = buffer.subarray(0, bytesRead).lastIndexOf(LINE_FEED)
    if (at >= 0) return end - length + at + 1
    end -= length
  }
  return 0
}

/**
 * Gives each file the next number and removes files beyond the number that is kept, also if that number has become
 * smaller.
 */
async function rotate({ path, keep }: LinesFile): Promise<void> {
  const prefix = `${basename(path)}.`
  const numbers = (await readdir(dirname(path)))
    .filter((name) => name.startsWith(prefix) && /^[1-9]\d{0,5}$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)))
    .sort((one, other) => other - one)
  const toPath = (number: number) => join(dirname(path), `${prefix}${number}`)
  for (const number of numbers) {
    if (number + 1 >= keep) await rm(toPath(number))
    else await rename(toPath(number), toPath(number + 1))
  }
  if (keep > 1) await rename(path, toPath(1))
  else await rm(path)
  await syncFolder(dirname(path))
}

/** Syncs the folder: a new file name is on the disk only after that. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
