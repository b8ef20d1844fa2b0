import { lstatSync, type Stats, statSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

/** File mode bits that let others than the owner write. */
const OTHERS_WRITE = 0o022

/**
 * Keeps compiled code beside the data, from where the next start takes it. Nowhere else, and only where nobody but
 * the user of this process wrote: whatever is there is run. A directory that is not there yet is not made for this.
 */
export function keepCompiledCode(dataDirectory: string): void {
  const folder = join(dataDirectory, 'compiled')
  const found = statSync(dataDirectory, { throwIfNoEntry: false })
  const kept = lstatSync(folder, { throwIfNoEntry: false })
  if (found === undefined || !isOwn(found) || (kept !== undefined && !isOwn(kept))) return
  enableCompileCache(folder)
}

function isOwn({ mode, uid }: Stats): boolean {
  return (mode & OTHERS_WRITE) === 0 && uid === (process.getuid?.() ?? uid)
}
