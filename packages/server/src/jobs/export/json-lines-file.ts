import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

// Own code: `rotating-file-stream` and `pino-roll` do not say when a line is on the disk.

/** A file of JSON lines that is rotated: the file itself, then `.1` for the one before it, and so on. */
export interface LinesFile {
  readonly path: string
  /** Size from which on a file is not added to. */
  readonly maxBytes: number
  /** Files that are kept, the current one included. */
  readonly keep: number
}

/** Only the login that runs the server reads records. */
const MODE = 0o600
const CHUNK_BYTES = 65_536
const LINE_FEED = 0x0a

/** Adds lines and resolves when they are on the disk. A file that was moved away is made again. One writer at a time. */
export async function appendLines(file: LinesFile, lines: readonly string[]): Promise<void> {
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''))
  const size = await write(file, bytes, (present) => present === 0 || present + bytes.length <= file.maxBytes)
  if (size !== undefined) return
  await rotate(file)
  await write(file, bytes, () => true)
}

/** @returns The size before; undefined where the bytes do not fit, and were not written. */
async function write(
  { path }: LinesFile,
  bytes: Buffer,
  isFitting: (size: number) => boolean,
): Promise<number | undefined> {
  const handle = await open(path, 'a+', MODE)
  try {
    const stats = await handle.stat()
    if (!stats.isFile()) throw new Error(`BULKHEAD_EXPORT_FILE must name an ordinary file; ${path} is none.`)
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

/** Finds the end of the last whole line: a write that was cut off left half of one, which is written again. */
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

/** Gives each file the next number and removes those beyond what is kept, also where fewer are kept than before. */
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

/** A name is on the disk once its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
