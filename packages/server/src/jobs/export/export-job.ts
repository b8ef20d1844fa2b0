import type { Job } from '#jobs/background-jobs'
import type { Services } from '#operations/services'
import { appendLines, type LinesFile } from './json-lines-file.ts'
import { createRecordExport } from './record-export.ts'

/** Maximum delay of a record while nothing else waits. */
const EXPORT_EVERY_MS = 1_000

/** Creates the job that writes audit records and calls to a file. */
export function createExportJob({ database, log }: Pick<Services, 'database' | 'log'>, file: LinesFile): Job {
  const sink = { name: 'file', append: (lines: readonly string[]) => appendLines(file, lines) }
  return {
    name: 'export records',
    everyMs: EXPORT_EVERY_MS,
    step: createRecordExport(database, log, sink),
  }
}
