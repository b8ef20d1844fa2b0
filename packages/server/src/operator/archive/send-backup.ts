import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, readdirSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { ARCHIVE_TRAILER } from '@bulkhead/contract/operator/operator-commands'
import type { Services } from '#operations/services'
import { inSnapshot } from '#platform/database/roles/as-backup-role'
import { OperatorError } from '../operator-error.ts'
import { archiveText } from './archive-file.ts'
import { type ArchiveHeader, archiveLines } from './archive-lines.ts'
import { createMeter, toReceipt } from './write-archive.ts'

/** SQLSTATE: the login may not take the role that reads all rows. */
const INSUFFICIENT_PRIVILEGE = '42501'

/**
 * Sends one snapshot of everything that is stored, and then a trailer that describes it. On Postgres the snapshot is
 * read as fast as the caller receives it. The embedded engine has one session, so the snapshot is first written to a
 * file in the data directory: requests wait only while it is read.
 */
export async function sendBackup(
  services: Pick<Services, 'database' | 'log' | 'version'>,
  directory: string,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const { database, log, version } = services
  log.info({ reason: 'operator: backup' }, 'backup role transaction')
  response.setHeader('content-type', 'application/octet-stream')
  response.setHeader('trailer', ARCHIVE_TRAILER)
  let header: ArchiveHeader | undefined
  const readSnapshot = (use: (text: Readable) => Promise<void>) =>
    inSnapshot(database, (tx) =>
      use(
        archiveText(archiveLines(tx, version), (read) => {
          header = read
        }),
      ),
    )
  const meter = createMeter()
  const send = (text: Readable) =>
    pipeline(text, createGzip(), meter.stream, response, { end: false, signal })

  if (database.engine === 'postgres') {
    await readSnapshot(send).catch((error) => {
      if ((error as { code?: unknown }).code !== INSUFFICIENT_PRIVILEGE) throw error
      throw new OperatorError(
        'The login of this server may not read all rows. Back up without it: bulkhead operator backup --direct, with BULKHEAD_DATABASE_OWNER_URL.',
      )
    })
  } else {
    const file = join(directory, `backup-${randomUUID()}.partial`)
    try {
      await readSnapshot((text) =>
        pipeline(text, createWriteStream(file, { mode: 0o600, flags: 'wx' }), { signal }),
      )
      await send(createReadStream(file))
    } finally {
      await rm(file, { force: true })
    }
  }
  response.addTrailers({ [ARCHIVE_TRAILER]: JSON.stringify(toReceipt(header, meter.read())) })
  response.end()
}

const PARTIAL = /^(backup-[\da-f-]{36}\.partial|backup-scratch-\w{6})$/

/**
 * Removes partial backup files, which a killed process left. Such a file can be a whole archive. Call it with the lock
 * of the socket, before this process begins a backup.
 */
export function removePartialBackups(directory: string): void {
  for (const name of readdirSync(directory)) {
    if (PARTIAL.test(name)) rmSync(join(directory, name), { recursive: true, force: true })
  }
}
