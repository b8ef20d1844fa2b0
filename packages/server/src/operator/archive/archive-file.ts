import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { newestSchemaVersion, toBaseline } from '#platform/database/schema/migrate'
import { ARCHIVE_FORMAT, type ArchiveHeader, rowsIn } from './archive-lines.ts'

// Own format: `pg_dump` and PGlite's `dumpDataDir` each serve one engine, and an archive moves between the two.

/** Last line of an archive. An archive that was cut off has none. */
interface ArchiveFooter {
  readonly rows: number
  /** SHA-256 of all bytes of the lines before. */
  readonly sha256: string
}

/**
 * Returns the uncompressed archive: its lines, and the footer after them.
 *
 * @param onHeader Called with the header as soon as it is known.
 */
export function archiveText(
  lines: AsyncIterable<string[]>,
  onHeader: (header: ArchiveHeader) => void,
): Readable {
  // By default a stream buffers sixteen strings, and each of these is a batch of rows.
  return Readable.from(withFooter(lines, onHeader), { highWaterMark: 1 })
}

async function* withFooter(
  batches: AsyncIterable<string[]>,
  onHeader: (header: ArchiveHeader) => void,
): AsyncGenerator<string> {
  const hash = createHash('sha256')
  let lines = 0
  for await (const batch of batches) {
    if (lines === 0) onHeader(JSON.parse(batch[0] ?? '') as ArchiveHeader)
    const text = `${batch.join('\n')}\n`
    hash.update(text)
    lines += batch.length
    yield text
  }
  const footer: ArchiveFooter = { rows: lines - 1, sha256: hash.digest('hex') }
  yield `${JSON.stringify(footer)}\n`
}

/**
 * Reads a whole archive once and returns its header if every byte is as it was written.
 *
 * @throws Error that says what is wrong with the file, or which version of Bulkhead reads it.
 */
export async function verifyArchive(file: string): Promise<ArchiveHeader> {
  const hash = createHash('sha256')
  let header: ArchiveHeader | undefined
  let lines = 0
  let last: string | undefined
  for await (const batch of toLines(file)) {
    for (const line of batch) {
      if (header === undefined) header = parseHeader(file, line)
      if (last !== undefined) {
        update(hash, last)
        lines += 1
      }
      last = line
    }
  }
  if (header === undefined || last === undefined) throw notAnArchive(file)
  const rows = rowsIn(header)
  const footer = parseFooter(last)
  if (footer === undefined || footer.rows !== lines - 1 || rows !== footer.rows) {
    throw new Error(
      `${file} is cut short: ${rows} rows were written, but only ${Math.max(0, lines - 1)} are there.`,
    )
  }
  if (footer.sha256 !== hash.digest('hex')) {
    throw new Error(`${file} is damaged: its checksum differs from the one it was written with.`)
  }
  return header
}

/** Yields the lines of a verified archive without its footer, in chunks. */
export async function* readArchive(file: string): AsyncGenerator<string[]> {
  let last: string | undefined
  for await (const batch of toLines(file)) {
    const lines = last === undefined ? batch : [last, ...batch]
    last = lines.pop()
    if (lines.length > 0) yield lines
  }
}

async function* toLines(file: string): AsyncGenerator<string[]> {
  const gunzip = createGunzip()
  const source = createReadStream(file)
  source.on('error', (error) => gunzip.destroy(error))
  source.pipe(gunzip).setEncoding('utf8')
  let rest = ''
  try {
    for await (const chunk of gunzip) {
      const parts = (rest + chunk).split('\n')
      rest = parts.pop() ?? ''
      if (parts.length > 0) yield parts
    }
  } catch (cause) {
    const code = (cause as { code?: string }).code ?? ''
    if (code === 'Z_BUF_ERROR') throw new Error(`${file} is cut short.`, { cause })
    if (code === 'Z_DATA_ERROR')
      throw new Error(`${file} is damaged, or is not a Bulkhead archive.`, { cause })
    if (code === 'ENOENT') throw new Error(`There is no file ${file}.`, { cause })
    if (code === 'EISDIR') throw new Error(`${file} is a folder, not an archive.`, { cause })
    throw cause
  } finally {
    source.destroy()
  }
  if (rest !== '') yield [rest]
}

function update(hash: Hash, line: string): void {
  hash.update(line)
  hash.update('\n')
}

function parseHeader(file: string, line: string): ArchiveHeader {
  const header = parsed(line) as ArchiveHeader | undefined
  if (typeof header?.bulkhead_archive !== 'number') throw notAnArchive(file)
  const schema_version = toBaseline(header.schema_version, file)
  if (header.bulkhead_archive > ARCHIVE_FORMAT || schema_version > newestSchemaVersion()) {
    throw new Error(
      `${file} was made by Bulkhead ${header.server_version} (schema ${schema_version}), but this version only knows schema ${newestSchemaVersion()}. Restore it with that version or a newer one.`,
    )
  }
  return { ...header, schema_version }
}

function parseFooter(line: string): ArchiveFooter | undefined {
  const footer = parsed(line) as ArchiveFooter | undefined
  return typeof footer?.sha256 === 'string' ? footer : undefined
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function notAnArchive(file: string): Error {
  return new Error(`${file} is not a Bulkhead archive: "bulkhead operator backup" makes those.`)
}
