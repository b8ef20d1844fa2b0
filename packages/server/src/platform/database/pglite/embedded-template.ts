import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { open, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { MIGRATIONS } from '#platform/database/schema/migrate'

/** Made by `npm install`, and a part of the published package. */
const TEMPLATE = fileURLToPath(new URL('../../../../dist/embedded-database.zst', import.meta.url))

/** A file of a template: the length of its header, the header as JSON, and all contents, compressed. */
interface Header {
  /** The code that the template fits, see {@link fingerprint}. */
  readonly madeOf: string
  /** Some of them are empty, which no package manager carries. */
  readonly folders: readonly string[]
  readonly files: readonly (readonly [path: string, bytes: number])[]
}

const HEADER_LENGTH_BYTES = 4
/** Enough to hide the time of a disk, few enough for any limit of open files. */
const WRITERS = 16

/** Whether the template was made by the migrations and the PGlite of this code. */
export function isTemplateCurrent(file = TEMPLATE): boolean {
  return existsSync(file) && readTemplate(file).header.madeOf === fingerprint()
}

/**
 * Lays down the files of an embedded database that is migrated and holds no row, which saves making one. They take
 * their place when they are whole and on the disk.
 *
 * @param folder Absent, or without a file.
 * @returns False when there is no template of this code: nothing was done.
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

/** Makes a template of the files of an embedded database that is closed. */
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
    // The databases of a cluster are copies of each other, further apart than the window is wide otherwise.
    params: { [constants.ZSTD_c_enableLongDistanceMatching]: 1, [constants.ZSTD_c_windowLog]: 26 },
  })
  mkdirSync(dirname(file), { recursive: true })
  // Others may be reading the one before.
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

/** In one piece: a chunk after the other, to be put together, takes three times as long. */
function decompressed({ files }: Header, compressed: Buffer): Buffer {
  const bytes = files.reduce((sum, [, size]) => sum + size, 0)
  return zstdDecompressSync(compressed, { chunkSize: Math.max(bytes, constants.Z_MIN_CHUNK) })
}

/** The version of PGlite and all migrations, as a hash. */
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
