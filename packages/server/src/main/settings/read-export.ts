import { resolve } from 'node:path'
import type { ExportTargets } from '#jobs/export-records'
import type { LinesFile } from '#records/export/json-lines-file'
import type { WebhookTarget } from '#records/export/webhook-sink'
import { readS3, type S3Variable } from './read-s3.ts'

type ExportVariable =
  | `BULKHEAD_EXPORT_${'FILE' | 'SIZE' | 'KEEP' | 'WEBHOOK_URL' | 'WEBHOOK_SECRET' | 'S3_TO'}`
  | S3Variable<'BULKHEAD_EXPORT'>
type Read = (name: ExportVariable) => string | undefined

const MIB = 1_048_576
const LEAST_SECRET_BYTES = 24

/** Reads the settings of the export of records. @throws Error that names the variable. */
export function readExport(read: Read): ExportTargets {
  return {
    file: readFile(read),
    webhook: readWebhook(read),
    s3:
      read('BULKHEAD_EXPORT_S3_TO') === undefined
        ? undefined
        : readS3('BULKHEAD_EXPORT_S3_TO', 'BULKHEAD_EXPORT', read),
  }
}

function readFile(read: Read): LinesFile | undefined {
  const path = read('BULKHEAD_EXPORT_FILE')
  const size = readCount('BULKHEAD_EXPORT_SIZE', read('BULKHEAD_EXPORT_SIZE') ?? '100', 100_000)
  const keep = readCount('BULKHEAD_EXPORT_KEEP', read('BULKHEAD_EXPORT_KEEP') ?? '10', 1_000)
  return path === undefined ? undefined : { path: resolve(path), maxBytes: size * MIB, keep }
}

function readWebhook(read: Read): WebhookTarget | undefined {
  const url = read('BULKHEAD_EXPORT_WEBHOOK_URL')
  if (url === undefined) return undefined
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new Error('BULKHEAD_EXPORT_WEBHOOK_URL must be a URL such as https://logs.example.com/bulkhead.')
  const secret = read('BULKHEAD_EXPORT_WEBHOOK_SECRET')
  const [, bytes] = /^whsec_([\w+/]+=*)$/.exec(secret ?? '') ?? []
  if (secret === undefined || Buffer.from(bytes ?? '', 'base64').length < LEAST_SECRET_BYTES)
    throw new Error(
      `BULKHEAD_EXPORT_WEBHOOK_URL needs BULKHEAD_EXPORT_WEBHOOK_SECRET, which must be whsec_ and ${LEAST_SECRET_BYTES} bytes or more in base64.`,
    )
  return { url, secret }
}

function readCount(name: ExportVariable, text: string, most: number): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= most) return count
  throw new Error(`${name} must be a whole number from 1 to ${most}.`)
}
