import { resolve } from 'node:path'
import type { LinesFile } from '#jobs/export/json-lines-file'

type ExportVariable = `BULKHEAD_EXPORT_${'FILE' | 'SIZE' | 'KEEP'}`

const MIB = 1_048_576

/** Reads the settings of the export; undefined if there is none. @throws Error that names the variable. */
export function readExport(read: (name: ExportVariable) => string | undefined): LinesFile | undefined {
  const path = read('BULKHEAD_EXPORT_FILE')
  const size = readCount('BULKHEAD_EXPORT_SIZE', read('BULKHEAD_EXPORT_SIZE') ?? '100', 100_000)
  const keep = readCount('BULKHEAD_EXPORT_KEEP', read('BULKHEAD_EXPORT_KEEP') ?? '10', 1_000)
  return path === undefined ? undefined : { path: resolve(path), maxBytes: size * MIB, keep }
}

function readCount(name: ExportVariable, text: string, most: number): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= most) return count
  throw new Error(`${name} must be a whole number from 1 to ${most}.`)
}
