import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { inSnapshot } from '#platform/database/roles/as-backup-role'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import { createTally } from '#platform/metrics/tally'
import type { Keyring } from '#platform/vault/keyring'
import type { KeySource } from '#platform/vault/load-keyring'
import { archiveText } from '../archive/archive-file.ts'
import { archiveLines } from '../archive/archive-lines.ts'
import { type BackupTarget, readBackupTime, toBackupName } from './backup-target.ts'
import { verifyBackup } from './verify-backup.ts'

/** Schedule of backups. */
export interface BackupSchedule {
  readonly target: BackupTarget
  readonly everyMs: number
  /** Number of backups that are kept. */
  readonly keep: number
}

/** Dependencies of scheduled backups. */
export interface BackupServices {
  readonly database: Database
  readonly keyring: Keyring
  readonly keySource: KeySource
  /** Data directory. It holds the archive and the scratch database while they are in use. */
  readonly directory: string
  readonly version: string
  readonly log: Log
  /** Aborted when the server stops. A backup in progress is then given up. */
  readonly signal: AbortSignal
}

const AGAIN_AFTER_MS = 600_000
/** Time by which the clock of another server may be ahead of this one. */
const CLOCK_SKEW_MS = 300_000

const gauge = (name: string, help: string) => createTally({ name, help, type: 'gauge', labels: [], most: 1 })
const lastBackup = gauge(
  'bulkhead_backup_last_success_timestamp_seconds',
  'When a scheduled backup was last made, restored for trial and stored.',
)
const lastBytes = gauge('bulkhead_backup_bytes', 'Size of the last scheduled backup.')
const lastRestore = gauge(
  'bulkhead_backup_restore_seconds',
  'How long it took to restore the last scheduled backup for trial.',
)

/**
 * Returns the step of a job that makes a backup if one is due, restores it into a scratch database, stores it, and
 * removes the oldest backups beyond the number that is kept. The newest backup at the target decides when the next one
 * is due, no matter which process made it. Backups that are named for a time in the future do not count.
 */
export function createBackupJob(services: BackupServices, { target, everyMs, keep }: BackupSchedule) {
  const { log } = services
  let notBefore = 0

  async function backUp(now: number): Promise<void> {
    const name = toBackupName(new Date(now))
    const file = join(services.directory, `backup-${randomUUID()}.partial`)
    try {
      const sha256 = await writeArchive(services, file)
      const { size: bytes } = await stat(file)
      const { rows, workspaces, restoreMs } = await verifyBackup(
        file,
        services.directory,
        services.keyring,
        services.keySource,
        services.signal,
      )
      await target.put(name, file, sha256)
      lastBackup.set([], Math.round(Date.now() / 1000))
      lastBytes.set([], bytes)
      lastRestore.set([], restoreMs / 1000)
      log.info(
        { name, to: target.place, bytes, sha256, rows, workspaces, restore_ms: restoreMs },
        'backup made and restored for trial',
      )
    } finally {
      await rm(file, { force: true })
    }
  }

  return async (now = Date.now()): Promise<boolean> => {
    if (now < notBefore) return false
    // A failure is tried again, but not every minute.
    notBefore = now + Math.min(AGAIN_AFTER_MS, everyMs)
    const listed = await target.list()
    // Names made with a clock that was ahead. They would keep others from being due, and push them out.
    const ahead = listed.filter((name) => Number(readBackupTime(name)) > now + CLOCK_SKEW_MS)
    const names = listed.filter((name) => !ahead.includes(name))
    const newest = readBackupTime(names.at(-1) ?? '')?.getTime() ?? 0
    if (newest > 0) lastBackup.set([], newest / 1000)
    if (now - newest >= everyMs) {
      if (ahead.length > 0)
        log.warn(
          { names: ahead, to: target.place },
          'Backups are named for a time in the future. They are ignored and kept until then. Check the clock, and remove or rename them.',
        )
      await backUp(now)
      names.push(...(await target.list()).filter((name) => !listed.includes(name)))
    }
    for (const name of names.slice(0, Math.max(0, names.length - keep))) {
      await target.remove(name)
      log.info({ name, to: target.place }, 'old backup removed')
    }
    notBefore = 0
    return false
  }
}

/** Writes an archive of one snapshot. @returns The SHA-256 of the file. */
async function writeArchive({ database, version, signal }: BackupServices, file: string): Promise<string> {
  const hash = createHash('sha256')
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  await inSnapshot(database, (tx) =>
    pipeline(
      archiveText(archiveLines(tx, version), () => {}),
      createGzip(),
      hashing,
      createWriteStream(file, { mode: 0o600, flags: 'wx' }),
      { signal },
    ),
  )
  return hash.digest('hex')
}
