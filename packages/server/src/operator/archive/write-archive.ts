import { createHash } from 'node:crypto'
import { Transform, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { ArchiveReceipt } from '@bulkhead/contract/operator/operator-commands'
import type { ArchiveTransaction } from '#platform/database/roles/as-backup-role'
import { archiveText } from './archive-file.ts'
import { type ArchiveHeader, archiveLines, rowsIn } from './archive-lines.ts'

/** Options of {@link writeArchive}. */
export interface WriteOptions {
  readonly signal?: AbortSignal
  /** Called with the number of bytes written so far. */
  readonly onBytes?: (bytes: number) => void
}

/** Writes the archive of one snapshot to a stream, and ends the stream. */
export async function writeArchive(
  tx: ArchiveTransaction,
  version: string,
  to: Writable,
  { signal, onBytes }: WriteOptions = {},
): Promise<ArchiveReceipt> {
  let header: ArchiveHeader | undefined
  const text = archiveText(archiveLines(tx, version), (read) => {
    header = read
  })
  const meter = createMeter(onBytes)
  await pipeline(text, createGzip(), meter.stream, to, signal === undefined ? {} : { signal })
  return toReceipt(header, meter.read())
}

/** Counts and hashes the bytes that pass. */
export function createMeter(onBytes: (bytes: number) => void = () => {}) {
  const hash = createHash('sha256')
  let bytes = 0
  return {
    stream: new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk)
        bytes += chunk.length
        onBytes(bytes)
        done(null, chunk)
      },
    }),
    read: () => ({ bytes, sha256: hash.digest('hex') }),
  }
}

/** Describes a written archive. */
export function toReceipt(
  header: ArchiveHeader | undefined,
  written: { readonly bytes: number; readonly sha256: string },
): ArchiveReceipt {
  if (header === undefined) throw new Error('The archive has no header.')
  const getRows = (name: string) => header.tables.find((table) => table.name === name)?.rows ?? 0
  return {
    ...written,
    rows: rowsIn(header),
    organizations: getRows('bulkhead.organizations'),
    workspaces: getRows('bulkhead.workspaces'),
    schema_version: header.schema_version,
    kek_versions: header.kek_versions,
  }
}
