import type { Variable } from './variable.ts'

/** Destinations of exported audit records and tool calls. */
export const EXPORTS = {
  BULKHEAD_EXPORT_FILE: {
    default: 'none: nothing is exported',
    help: 'File that audit records and tool calls are added to as JSON lines, each at least once. Set it for one server of an installation.',
  },
  BULKHEAD_EXPORT_SIZE: {
    default: '100',
    help: 'MiB that the file may have; then it is renamed to <file>.1, the one before to <file>.2, and a new one is begun.',
    needs: 'BULKHEAD_EXPORT_FILE',
  },
  BULKHEAD_EXPORT_KEEP: {
    default: '10',
    help: 'Files of the export that are kept, the current one included; older ones are removed.',
    needs: 'BULKHEAD_EXPORT_FILE',
  },
  BULKHEAD_EXPORT_WEBHOOK_URL: {
    default: 'none',
    help: 'URL that audit records and tool calls are sent to as JSON lines, each at least once, signed as webhooks are.',
  },
  BULKHEAD_EXPORT_WEBHOOK_SECRET: {
    default: 'none',
    help: 'Secret that these requests are signed with: whsec_ and 24 bytes or more in base64.',
    isSecret: true,
    needs: 'BULKHEAD_EXPORT_WEBHOOK_URL',
  },
  BULKHEAD_EXPORT_S3_TO: {
    default: 'none',
    help: 'Bucket of S3 or compatible storage that audit records and tool calls are put into as objects of JSON lines, as s3://bucket/prefix.',
  },
  BULKHEAD_EXPORT_S3_ENDPOINT: {
    default: 'https://s3.<region>.amazonaws.com',
    help: 'Address of the storage of the export.',
    needs: 'BULKHEAD_EXPORT_S3_TO',
  },
  BULKHEAD_EXPORT_S3_REGION: {
    default: 'us-east-1',
    help: 'Region of the bucket of the export.',
    needs: 'BULKHEAD_EXPORT_S3_TO',
  },
  BULKHEAD_EXPORT_S3_KEY_ID: {
    default: 'none',
    help: 'Access key of the bucket of the export.',
    isSecret: true,
    needs: 'BULKHEAD_EXPORT_S3_TO',
  },
  BULKHEAD_EXPORT_S3_SECRET: {
    default: 'none',
    help: 'Its secret.',
    isSecret: true,
    needs: 'BULKHEAD_EXPORT_S3_TO',
  },
} as const satisfies Record<string, Variable>
