import { lstatSync, type Stats, statSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

/** File mode bits that let users other than the owner write. */
const OTHERS_WRITE = 0o022

/**
 * Caches compiled code next to the data, for the next start. The cached code is executed, so the cache is used only if
 * the user of this process owns the folders and nobody else may write there. A missing data directory is not created
 * for this.
 */
export function keepCompiledCode(dataDirectory: string): void {
  const folder = join(dataDirectory, 'compiled')
  try {
    const found = statSync(dataDirectory, { throwIfNoEntry: false })
    const kept = lstatSync(folder, { throwIfNoEntry: false })
    if (found === undefined || !isOwn(found) || (kept !== undefined && !isOwn(kept))) return
  } catch {
    // The directory cannot be used. The start of the server says why.
    return
  }
  enableCompileCache(folder)
}

function isOwn({ mode, uid }: Stats): boolean {
  return (mode & OTHERS_WRITE) === 0 && uid === (process.getuid?.() ?? uid)
}
