import type { Job } from '#jobs/background-jobs'
import type { Services } from '#operations/services'
import { forPurpose } from '#platform/database/roles/for-purpose'
import type { S3Settings } from '#platform/s3-settings'
import { appendLines, type LinesFile } from '#records/export/json-lines-file'
import { createRecordExport } from '#records/export/record-export'
import type { Sink } from '#records/export/sink'
import { createWebhookSink, type WebhookTarget } from '#records/export/webhook-sink'

/** Destinations of exported audit records and calls. Each has its own cursor. */
export interface ExportTargets {
  readonly file?: LinesFile | undefined
  readonly webhook?: WebhookTarget | undefined
  readonly s3?: S3Settings | undefined
}

/** Maximum delay of a record if no other waits. */
const EXPORT_EVERY_MS = 1_000

/**
 * Creates the jobs that write audit records and calls to each destination. The bucket client is loaded only if one is a
 * bucket.
 */
export async function createExportJobs(
  { database, log, sender }: Pick<Services, 'database' | 'log' | 'sender'>,
  { file, webhook, s3 }: ExportTargets,
): Promise<Job[]> {
  const sinks: Sink[] = []
  if (file) sinks.push({ name: 'file', append: (lines) => appendLines(file, lines) })
  if (webhook) sinks.push(createWebhookSink(sender, webhook))
  if (s3) {
    const { createS3Sink } = await import('#records/export/s3-sink')
    sinks.push(createS3Sink(sender, s3))
  }
  return sinks.map((sink) => {
    const name = sink.name === 'file' ? 'export records' : `export records to ${sink.name}`
    const step = createRecordExport(forPurpose(database, { lane: 'jobs', name }), log, sink)
    return { name, everyMs: EXPORT_EVERY_MS, step }
  })
}
