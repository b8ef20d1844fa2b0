import { randomUUID } from 'node:crypto'
import { createWriteStream, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { inSnapshot } from '#platform/database/roles/as-backup-role'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import { createTally } from '#platform/metrics/tally'
import type { Keyring } from '#platform/vault/keyring'
import type { KeySource } from '#platform/vault/load-keyring'
import type { Restored } from '../archive/restore.ts'
import { writeArchive } from '../archive/write-archive.ts'
import {
  type BackupTarget,
  listBackups,
  readBackupTime,
  removeOldBackups,
  toBackupName,
} from './backup-target.ts'
import type { VerifyInput } from './verify-thread.ts'

/** Result of a restored backup, with the time that the restore took. */
interface Verified extends Restored {
  readonly restoreMs: number
}

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

const gauge = (name: string, help: string) => createTally({ name, help, type: 'gauge', labels: [], most: 1 })
const lastBackup = gauge(
  'bulkhead_backup_last_success_timestamp_seconds',
  'When a scheduled backup was last made, restored as a trial and stored.',
)
const interval = gauge(
  'bulkhead_backup_interval_seconds',
  'Time between scheduled backups, if they are scheduled.',
)
const lastBytes = gauge('bulkhead_backup_bytes', 'Size of the last scheduled backup.')
const lastRestore = gauge(
  'bulkhead_backup_restore_seconds',
  'How long the trial restore of the last scheduled backup took.',
)

/**
 * Returns the step of a job that makes a backup if one is due, restores it into a scratch database, stores it, and
 * removes the oldest backups beyond the number that is kept. The newest backup at the target decides when the next one
 * is due, no matter which process made it. Backups that are named for a time in the future do not count.
 */
export function createBackupJob(services: BackupServices, { target, everyMs, keep }: BackupSchedule) {
  const { log } = services
  let notBefore = 0
  interval.set([], everyMs / 1000)

  async function backUp(now: number): Promise<void> {
    const name = toBackupName(new Date(now))
    const file = join(services.directory, `backup-${randomUUID()}.partial`)
    try {
      const { sha256, bytes } = await inSnapshot(services.database, (tx) => {
        const to = createWriteStream(file, { mode: 0o600, flags: 'wx' })
        return writeArchive(tx, services.version, to, { signal: services.signal })
      })
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
        'backup made and restored as a trial',
      )
    } finally {
      await rm(file, { force: true })
    }
  }

  return async (now = Date.now()): Promise<boolean> => {
    if (now < notBefore) return false
    // A failure is tried again, but not every minute.
    notBefore = now + Math.min(AGAIN_AFTER_MS, everyMs)
    const before = await listBackups(target, now)
    let names = before.past
    const newest = readBackupTime(names.at(-1) ?? '')?.getTime() ?? 0
    if (newest > 0) lastBackup.set([], newest / 1000)
    if (now - newest >= everyMs) {
      if (before.ahead.length > 0)
        log.warn(
          { names: before.ahead, to: target.place },
          'Some backups have names with a time in the future. They are ignored and kept until then. Check the clock, and remove or rename them.',
        )
      await backUp(now)
      const known = new Set(before.ahead)
      names = (await target.list()).filter((name) => !known.has(name))
    }
    for (const name of await removeOldBackups(target, names, keep))
      log.info({ name, to: target.place }, 'old backup removed')
    notBefore = 0
    return false
  }
}

/**
 * Restores a backup into a scratch database, which is embedded, and removes that database. This runs in a thread, so
 * the server continues to serve requests.
 *
 * @throws Error that says why the backup does not restore.
 */
async function verifyBackup(
  file: string,
  parent: string,
  keyring: Keyring,
  { key, keyFile, directory, remoteKeys }: KeySource,
  signal: AbortSignal,
): Promise<Verified> {
  const scratch = mkdtempSync(join(parent, 'backup-scratch-'))
  const beside = directory === undefined ? undefined : join(directory, 'key')
  const ringFile = keyFile ?? (beside !== undefined && existsSync(beside) ? beside : undefined)
  const workerData: VerifyInput = {
    ...{ file, directory: scratch },
    ...(key !== undefined && { key }),
    ...(key === undefined && ringFile !== undefined && { keyFile: ringFile }),
    remote:
      remoteKeys &&
      keyring.remote.flatMap((version) => {
        const found = remoteKeys.find(version)
        return found === undefined ? [] : [[version, found.key] as const]
      }),
  }
  const began = performance.now()
  try {
    const restored = await new Promise<Restored>((resolve, reject) => {
      const worker = new Worker(threadScript(), { workerData })
      signal.addEventListener('abort', () => void worker.terminate(), { once: true })
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('The thread that verifies a backup ended early.')))
    })
    return { ...restored, restoreMs: Math.round(performance.now() - began) }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** Returns the URL of the thread's script. In the built package it is JavaScript. */
function threadScript(): URL {
  const script = new URL('./verify-thread.js', import.meta.url)
  return existsSync(fileURLToPath(script)) ? script : new URL('./verify-thread.ts', import.meta.url)
}
