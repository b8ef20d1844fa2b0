import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { open, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { MIGRATIONS } from '../schema/migrate.ts'

/** Template file. `npm install` creates it, and the published package contains it. */
const TEMPLATE = fileURLToPath(new URL('../../../../dist/embedded-database.zst', import.meta.url))

/**
 * Header of a template file. The file holds the length of the header, the header as JSON, and all contents, compressed.
 */
interface Header {
  /** Fingerprint of the code that the template fits, see {@link fingerprint}. */
  readonly madeOf: string
  /** All folders, since package managers do not carry the empty ones. */
  readonly folders: readonly string[]
  readonly files: readonly (readonly [path: string, bytes: number])[]
}

const HEADER_LENGTH_BYTES = 4
/** Number of concurrent writes. It hides the latency of a disk and stays below any limit of open files. */
const WRITERS = 16

/** Returns whether the template was made by this code's migrations and PGlite version. */
export function isTemplateCurrent(file = TEMPLATE): boolean {
  return existsSync(file) && readTemplate(file).header.madeOf === fingerprint()
}

/**
 * Writes the files of an embedded database that is migrated and holds no row, which is faster than creating one. The
 * files are moved into place once they are complete and on the disk.
 *
 * @param folder Folder that does not exist or holds no file.
 * @returns False if there is no template of this code. Nothing was written then.
 */
export async function unpackTemplate(folder: string, file = TEMPLATE): Promise<boolean> {
  if (!existsSync(file)) return false
  const { header, compressed } = readTemplate(file)
  if (header.madeOf !== fingerprint()) return false
  const unfinished = `${folder}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  try {
    await layDown(unfinished, header, decompressed(header, compressed))
    rmSync(folder, { recursive: true, force: true })
    renameSync(unfinished, folder)
    await syncFolder(dirname(folder))
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
  return true
}

/** Creates a template from the files of a closed embedded database. */
export function packTemplate(folder: string, file = TEMPLATE): void {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const getPath = (entry: (typeof entries)[number]) => relative(folder, join(entry.parentPath, entry.name))
  const contents = entries
    .filter((entry) => entry.isFile())
    .map((entry) => ({ path: getPath(entry), content: readFileSync(join(entry.parentPath, entry.name)) }))
  const header: Header = {
    madeOf: fingerprint(),
    folders: entries
      .filter((entry) => entry.isDirectory())
      .map(getPath)
      .sort(),
    files: contents.map(({ path, content }) => [path, content.length]),
  }
  const text = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(HEADER_LENGTH_BYTES)
  length.writeUInt32LE(text.length)
  const compressed = zstdCompressSync(Buffer.concat(contents.map(({ content }) => content)), {
    // The databases of a cluster are copies of each other, and lie further apart than the default window is wide.
    params: { [constants.ZSTD_c_enableLongDistanceMatching]: 1, [constants.ZSTD_c_windowLog]: 26 },
  })
  mkdirSync(dirname(file), { recursive: true })
  // Other processes may be reading the former template.
  const made = `${file}.${process.pid}`
  writeFileSync(made, Buffer.concat([length, text, compressed]))
  renameSync(made, file)
}

function readTemplate(file: string): { header: Header; compressed: Buffer } {
  const bytes = readFileSync(file)
  const contents = HEADER_LENGTH_BYTES + bytes.readUInt32LE()
  return {
    header: JSON.parse(bytes.toString('utf8', HEADER_LENGTH_BYTES, contents)),
    compressed: bytes.subarray(contents),
  }
}

/** Decompresses all contents into one buffer. Concatenating chunks would take three times as long. */
function decompressed({ files }: Header, compressed: Buffer): Buffer {
  const bytes = files.reduce((sum, [, size]) => sum + size, 0)
  return zstdDecompressSync(compressed, { chunkSize: Math.max(bytes, constants.Z_MIN_CHUNK) })
}

/** Returns a hash of PGlite's version and all migrations. */
function fingerprint(): string {
  const manifest = new URL('../package.json', import.meta.resolve('@electric-sql/pglite'))
  const hash = createHash('sha256').update(JSON.parse(readFileSync(manifest, 'utf8')).version)
  const folder = fileURLToPath(MIGRATIONS)
  for (const name of readdirSync(folder).sort())
    hash.update(`\0${name}\0`).update(readFileSync(join(folder, name)))
  return hash.digest('hex')
}

async function layDown(folder: string, { folders, files }: Header, contents: Buffer): Promise<void> {
  const all = [folder, ...folders.map((path) => join(folder, path))]
  for (const path of all) mkdirSync(path, { mode: 0o700 })
  let at = 0
  const writes = files.map(([path, bytes]) => {
    const content = contents.subarray(at, at + bytes)
    at += bytes
    return () => writeFile(join(folder, path), content, { mode: 0o600, flush: true })
  })
  const rest = writes.values()
  const write = async () => {
    for (const next of rest) await next()
  }
  await Promise.all(Array.from({ length: WRITERS }, write))
  for (const path of all) await syncFolder(path)
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
