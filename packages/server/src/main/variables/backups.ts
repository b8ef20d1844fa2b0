import type { Variable } from './variable.ts'

const NEEDS_BUCKET = { needs: 'BULKHEAD_BACKUP_TO', needsPrefix: 's3://' } as const

/** Scheduled backups and their storage. */
export const BACKUPS = {
  BULKHEAD_BACKUP_TO: {
    default: 'none: no scheduled backups',
    help: 'Where scheduled backups go: a folder, or s3://bucket/prefix. Set it for one server of an installation.',
  },
  BULKHEAD_BACKUP_EVERY_HOURS: {
    default: '24',
    help: 'Hours between scheduled backups, up to 720.',
    needs: 'BULKHEAD_BACKUP_TO',
  },
  BULKHEAD_BACKUP_KEEP: {
    default: '7',
    help: 'Scheduled backups that are kept; older ones are removed.',
    needs: 'BULKHEAD_BACKUP_TO',
  },
  BULKHEAD_BACKUP_S3_ENDPOINT: {
    default: 'https://s3.<region>.amazonaws.com',
    help: 'Address of storage that is compatible with S3, called with the bucket in the path.',
    ...NEEDS_BUCKET,
  },
  BULKHEAD_BACKUP_S3_REGION: {
    default: 'us-east-1',
    help: 'Region that requests to the storage are signed for.',
    ...NEEDS_BUCKET,
  },
  BULKHEAD_BACKUP_S3_KEY_ID: {
    default: 'none',
    help: 'Id of the access key of the storage.',
    isSecret: true,
    ...NEEDS_BUCKET,
  },
  BULKHEAD_BACKUP_S3_SECRET: {
    default: 'none',
    help: 'Secret of the access key.',
    isSecret: true,
    ...NEEDS_BUCKET,
  },
} as const satisfies Record<string, Variable>
