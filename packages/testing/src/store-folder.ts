import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Creates a folder for a store of a test. It is in memory if `npm test` found enough: no test needs its store
 * afterwards.
 */
export function newStoreFolder(name: string): string {
  return mkdtempSync(join(process.env.BULKHEAD_TEST_STORES ?? tmpdir(), `bulkhead-${name}-`))
}
