import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from '#platform/log'
import type { KeySource } from './load-keyring.ts'

/** Warns when every user of the machine may read the file with the key, which opens all that is stored. */
export function warnOfExposedKey(source: KeySource, log: Log): void {
  const file = findExposedKey(source)
  if (file === undefined) return
  log.warn(
    `Every user of this machine may read the key file ${file}, and with it all that is stored. Close it: chmod 600 ${file}`,
  )
}

/** Returns the file with the key if every user of the machine may read it. */
export function findExposedKey({ key, keyFile, directory }: KeySource): string | undefined {
  const file = keyFile ?? (directory === undefined ? undefined : join(directory, 'key'))
  // What Windows reports as a mode says nothing of who may read.
  if (key !== undefined || file === undefined || process.platform === 'win32') return undefined
  // There is none where a key service keeps the key.
  const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0
  return (mode & 0o007) === 0 ? undefined : file
}
