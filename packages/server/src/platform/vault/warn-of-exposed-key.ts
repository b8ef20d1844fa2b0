import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from '../log.ts'
import type { KeySource } from './load-keyring.ts'

/** Warns if every user of the machine may read the key file. The key opens everything that is stored. */
export function warnOfExposedKey(source: KeySource, log: Log): void {
  const file = findExposedKey(source)
  if (file === undefined) return
  log.warn(
    `Every user of this machine can read the key file ${file}, and with it everything that is stored. Protect it: chmod 600 ${file}`,
  )
}

/** Returns the key file if every user of the machine may read it. */
export function findExposedKey({ key, keyFile, directory }: KeySource): string | undefined {
  const file = keyFile ?? (directory === undefined ? undefined : join(directory, 'key'))
  // On Windows a file mode does not say who may read the file.
  if (key !== undefined || file === undefined || process.platform === 'win32') return undefined
  // There is no key file if a key service keeps the key.
  const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0
  return (mode & 0o007) === 0 ? undefined : file
}
