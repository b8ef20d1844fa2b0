import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readBackupTime } from '@bulkhead/server/operator/backups/backup-target'
import { until } from '#test-server'

export interface BackupStorage {
  /** Settings of the server that makes the backups. */
  readonly settings: Readonly<Record<string, string>>
  /** Waits for a backup made after a time, and copies the newest one to a file. */
  fetchNewest(after: Date, file: string): Promise<void>
  close(): Promise<void>
}

const MOST_WAIT_MS = 300_000

export function openBackupFolder(): BackupStorage {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-disaster-'))
  const getNewest = () =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.archive'))
      .sort()
      .at(-1) ?? ''
  return {
    settings: { BULKHEAD_BACKUP_TO: folder },
    async fetchNewest(after, file) {
      await until(() => (readBackupTime(getNewest())?.getTime() ?? 0) > after.getTime(), MOST_WAIT_MS)
      copyFileSync(join(folder, getNewest()), file)
    },
    async close() {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
