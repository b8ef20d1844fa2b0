import { resolve } from 'node:path'
import type { S3Settings } from '#platform/s3-settings'
import { readS3, type S3Variable } from './read-s3.ts'

/** Settings of scheduled backups. */
export interface BackupSettings {
  readonly to: { readonly folder: string } | { readonly s3: S3Settings }
  readonly everyMs: number
  readonly keep: number
}

type BackupVariable = `BULKHEAD_BACKUP_${'TO' | 'EVERY_HOURS' | 'KEEP'}` | S3Variable<'BULKHEAD_BACKUP'>
type Read = (
  name: BackupVariable | 'BULKHEAD_DATABASE_URL' | 'BULKHEAD_DATABASE_OWNER_URL',
) => string | undefined

const HOUR_MS = 3_600_000

/** Reads the settings of scheduled backups; undefined if there are none. @throws Error that names the variable. */
export function readBackups(read: Read): BackupSettings | undefined {
  const to = read('BULKHEAD_BACKUP_TO')
  if (to === undefined) return undefined
  if (!to.startsWith('s3://') && /^[a-z][a-z\d+.-]*:\/\//i.test(to))
    throw new Error('BULKHEAD_BACKUP_TO must be a folder, or s3://bucket/prefix: no other URL is supported.')
  const hours = Number(read('BULKHEAD_BACKUP_EVERY_HOURS') ?? 24)
  if (!(hours > 0 && hours <= 720))
    throw new Error('BULKHEAD_BACKUP_EVERY_HOURS must be a number of hours, up to 720.')
  const keep = Number(read('BULKHEAD_BACKUP_KEEP') ?? 7)
  if (!Number.isInteger(keep) || keep < 1 || keep > 500)
    throw new Error('BULKHEAD_BACKUP_KEEP must be a whole number from 1 to 500.')
  if (read('BULKHEAD_DATABASE_URL') !== undefined && read('BULKHEAD_DATABASE_OWNER_URL') === undefined)
    throw new Error(
      'BULKHEAD_BACKUP_TO needs BULKHEAD_DATABASE_OWNER_URL: the login that runs the server may not read all rows.',
    )
  return {
    to: to.startsWith('s3://')
      ? { s3: readS3('BULKHEAD_BACKUP_TO', 'BULKHEAD_BACKUP', read, 'a folder, or ') }
      : { folder: resolve(to) },
    everyMs: hours * HOUR_MS,
    keep,
  }
}
