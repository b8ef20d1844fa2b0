import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Makes a folder for a store of a test, in memory where `npm test` found enough: no test needs a store to last. */
export function newStoreFolder(name: string): string {
  return mkdtempSync(join(process.env.BULKHEAD_TEST_STORES ?? tmpdir(), `bulkhead-${name}-`))
}
