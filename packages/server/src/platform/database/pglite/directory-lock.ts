import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { closeToOthers } from './close-to-others.ts'

// Own code: `proper-lockfile` compares file times. A kernel lock ends with its process.

/** Lock that is held for the life of the process. The kernel releases it when the process ends for any reason. */
export interface DirectoryLock {
  release(): void
}

/**
 * Creates a data directory if there is none, closes it to other users, and locks it for this process.
 *
 * @param warn Gets a sentence if others could enter the directory before.
 * @throws Error that says which process holds the directory, or why it cannot be used.
 */
export function takeDirectory(directory: string, warn?: (message: string) => void): DirectoryLock {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    closeToOthers(directory, warn)
    return lockDirectory(directory)
  } catch (cause) {
    const { code, errcode } = cause as { code?: unknown; errcode?: unknown }
    if (code === undefined) throw cause
    const why =
      code === 'EEXIST' || code === 'ENOTDIR'
        ? 'it, or a folder above it, is a file. Set BULKHEAD_DATA_DIR to a folder'
        : errcode !== undefined || code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
          ? `${whoRuns()} must be able to write to it and to the files in it. Change their owner to that user, make it writable, or set BULKHEAD_DATA_DIR to another folder`
          : 'set BULKHEAD_DATA_DIR to another folder'
    throw new Error(`The data directory ${directory} cannot be used: ${why}.`, { cause })
  }
}

function whoRuns(): string {
  const uid = process.getuid?.()
  return uid === undefined ? 'the user of this process' : `the user of this process (uid ${uid})`
}

/**
 * Locks the data directory for this process, before anything in it is opened. Two processes on one embedded database
 * would lose writes without an error.
 *
 * @throws Error that says which process holds the directory.
 */
export function lockDirectory(directory: string): DirectoryLock {
  const lock = holdLock(directory, 'lock')
  if (lock !== undefined) return lock
  throw new Error(
    `The data directory ${directory} is in use by ${describeHolder(directory, 'lock')}. Stop that process, or set BULKHEAD_DATA_DIR to another directory.`,
  )
}

/** Takes the lock with this name in a directory. Returns undefined if another process holds it. */
export function holdLock(directory: string, name: string): DirectoryLock | undefined {
  // SQLite's exclusive lock is a kernel lock. Pid files and file times would survive a kill and mislead.
  const lock = new DatabaseSync(join(directory, name))
  try {
    lock.exec('pragma busy_timeout = 0; begin exclusive')
    writeFileSync(
      holderFile(directory, name),
      JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString() }),
    )
  } catch (error) {
    lock.close()
    if ((error as { errcode?: unknown }).errcode === SQLITE_BUSY) return undefined
    throw error
  }
  return { release: () => lock.close() }
}

/** Describes the process that holds a lock. */
export function describeHolder(directory: string, name: string): string {
  try {
    const { pid, host, since } = JSON.parse(readFileSync(holderFile(directory, name), 'utf8')) as Record<
      string,
      unknown
    >
    return `process ${pid} on ${host}, started ${since}`
  } catch {
    return 'another process'
  }
}

const SQLITE_BUSY = 5

function holderFile(directory: string, name: string): string {
  return join(directory, `${name}-holder.json`)
}
