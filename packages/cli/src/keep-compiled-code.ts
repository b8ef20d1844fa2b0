import { statSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

/** Of a mode: that others than the owner may write. */
const OTHERS_WRITE = 0o022

/**
 * Keeps compiled code beside the data, from where the next start takes it. Nowhere else, and only where nobody but
 * the owner writes: whatever is there is run. A directory that is not there yet is not made for this.
 */
export function keepCompiledCode(dataDirectory: string): void {
  const found = statSync(dataDirectory, { throwIfNoEntry: false })
  if (found === undefined || (found.mode & OTHERS_WRITE) !== 0) return
  enableCompileCache(join(dataDirectory, 'compiled'))
}
