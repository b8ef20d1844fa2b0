import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { Transform, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ARCHIVE_TRAILER, type ArchiveReceipt } from '@bulkhead/contract/operator-commands'
import { snapshotOf } from '#database/as-archivist'
import type { Services } from '#services'
import { writeArchive } from './archive-file.ts'
import { type ArchiveHeader, archiveLines } from './archive-lines.ts'

/**
 * Sends one snapshot of everything that is stored, and behind it a trailer that says what it was. On Postgres
 * the snapshot is read as fast as the caller takes it. The embedded engine has one session, so there a file in
 * the data directory stands between: requests wait for the reading, never for the caller.
 */
export async function sendBackup(
  services: Pick<Services, 'database' | 'log' | 'version'>,
  directory: string,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const { database, log, version } = services
  log.info({ reason: 'operator: backup' }, 'archivist transaction')
  response.setHeader('content-type', 'application/octet-stream')
  response.setHeader('trailer', ARCHIVE_TRAILER)
  const snapshot = (sink: Writable) =>
    snapshotOf(database, async (tx) => {
      const meter = createMeter()
      const header = await writeArchive(archiveLines(tx, version), meter.stream, sink, signal)
      return receiptOf(header, meter.read())
    })
  const receipt =
    database.engine === 'postgres'
      ? await snapshot(response)
      : await throughFile(join(directory, `backup-${randomUUID()}.partial`), snapshot, response, signal)
  response.addTrailers({ [ARCHIVE_TRAILER]: JSON.stringify(receipt) })
  response.end()
}

async function throughFile(
  file: string,
  snapshot: (sink: Writable) => Promise<ArchiveReceipt>,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<ArchiveReceipt> {
  try {
    const receipt = await snapshot(createWriteStream(file, { mode: 0o600, flags: 'wx' }))
    await pipeline(createReadStream(file), response, { end: false, signal })
    return receipt
  } finally {
    await rm(file, { force: true })
  }
}

function createMeter() {
  const hash = createHash('sha256')
  let bytes = 0
  return {
    stream: new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk)
        bytes += chunk.length
        done(null, chunk)
      },
    }),
    read: () => ({ bytes, sha256: hash.digest('hex') }),
  }
}

function receiptOf(header: ArchiveHeader, sent: { bytes: number; sha256: string }): ArchiveReceipt {
  const rowsOf = (name: string) => header.tables.find((table) => table.name === name)?.rows ?? 0
  return {
    ...sent,
    rows: header.tables.reduce((sum, table) => sum + table.rows, 0),
    organizations: rowsOf('bulkhead.organizations'),
    workspaces: rowsOf('bulkhead.workspaces'),
    schema_version: header.schema_version,
    kek_versions: header.kek_versions,
  }
}
