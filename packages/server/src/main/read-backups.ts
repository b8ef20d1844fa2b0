import { resolve } from 'node:path'
import type { S3Settings } from '#operator/backups/s3-target'

/** Settings of scheduled backups. */
export interface BackupSettings {
  readonly to: { readonly folder: string } | { readonly s3: S3Settings }
  readonly everyMs: number
  readonly keep: number
}

type BackupVariable =
  `BULKHEAD_BACKUP_${'TO' | 'EVERY_HOURS' | 'KEEP' | 'S3_ENDPOINT' | 'S3_REGION' | 'S3_KEY_ID' | 'S3_SECRET'}`
type Read = (
  name: BackupVariable | 'BULKHEAD_DATABASE_URL' | 'BULKHEAD_DATABASE_OWNER_URL',
) => string | undefined

const HOUR_MS = 3_600_000

/** Reads the settings of scheduled backups; undefined if there are none. @throws Error that names the variable. */
export function readBackups(read: Read): BackupSettings | undefined {
  const to = read('BULKHEAD_BACKUP_TO')
  if (to === undefined) return undefined
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
    to: to.startsWith('s3://') ? { s3: readS3(to, read) } : { folder: resolve(to) },
    everyMs: hours * HOUR_MS,
    keep,
  }
}

function readS3(to: string, read: Read): S3Settings {
  const [, bucket, path = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]+)(?:\/([\w./-]*))?$/.exec(to) ?? []
  if (bucket === undefined) throw new Error('BULKHEAD_BACKUP_TO must be a folder, or s3://bucket/prefix.')
  const accessKeyId = read('BULKHEAD_BACKUP_S3_KEY_ID')
  const secretAccessKey = read('BULKHEAD_BACKUP_S3_SECRET')
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new Error(
      'BULKHEAD_BACKUP_TO names a bucket, which needs BULKHEAD_BACKUP_S3_KEY_ID and BULKHEAD_BACKUP_S3_SECRET.',
    )
  const region = read('BULKHEAD_BACKUP_S3_REGION') ?? 'us-east-1'
  const endpoint = read('BULKHEAD_BACKUP_S3_ENDPOINT') ?? `https://s3.${region}.amazonaws.com`
  if (!/^https?:$/.test(URL.parse(endpoint)?.protocol ?? ''))
    throw new Error('BULKHEAD_BACKUP_S3_ENDPOINT must be a URL such as https://storage.example.com.')
  const prefix = path.replace(/\/+$/, '')
  return { endpoint, region, bucket, prefix: prefix && `${prefix}/`, accessKeyId, secretAccessKey }
}
