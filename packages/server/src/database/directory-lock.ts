import { readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Held for the life of the process; the kernel frees it when the process ends, however it ends. */
export interface DirectoryLock {
  release(): void
}

/**
 * Takes the data directory for this process. Two processes on one embedded database lose writes without an
 * error, so this comes before anything is opened.
 *
 * @throws Error that says which process holds the directory.
 */
export function lockDirectory(directory: string): DirectoryLock {
  const holder = join(directory, 'lock-holder.json')
  // SQLite's exclusive lock is a lock of the kernel: pid files and mtimes survive a kill and mislead.
  const lock = new DatabaseSync(join(directory, 'lock'))
  try {
    lock.exec('pragma busy_timeout = 0; begin exclusive')
  } catch (cause) {
    lock.close()
    throw new Error(
      `The data directory ${directory} is in use by ${describeHolder(holder)}. Stop that process, or set BULKHEAD_DATA_DIR to another directory.`,
      { cause },
    )
  }
  writeFileSync(
    holder,
    JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString() }),
  )
  return { release: () => lock.close() }
}

function describeHolder(file: string): string {
  try {
    const { pid, host, since } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
    return `process ${pid} on ${host}, started ${since}`
  } catch {
    return 'another process'
  }
}
