import type { Job } from '#jobs/background-jobs'
import { type BackupTarget, createFolderTarget } from '#operator/backups/backup-target'
import { type BackupServices, createBackupJob } from '#operator/backups/scheduled-backup'
import type { BackupSettings } from './settings/read-backups.ts'

const LOOK_EVERY_MS = 60_000

/** Returns the job that makes scheduled backups. The bucket client is loaded only if the target is a bucket. */
export async function openBackups(
  { to, everyMs, keep }: BackupSettings,
  services: BackupServices,
): Promise<Job> {
  const step = createBackupJob(services, { target: await openTarget(to, services.signal), everyMs, keep })
  return { name: 'back up', everyMs: Math.min(LOOK_EVERY_MS, everyMs), step: () => step() }
}

/** Opens the place where backups are kept. */
export async function openTarget(to: BackupSettings['to'], ended: AbortSignal): Promise<BackupTarget> {
  if ('folder' in to) return createFolderTarget(to.folder)
  const { createS3Target } = await import('#operator/backups/s3-target')
  return createS3Target(to.s3, ended)
}
