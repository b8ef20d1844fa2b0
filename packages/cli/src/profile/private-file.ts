import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { CommandError, EXIT } from '#command/command-error'

/** Reads a file with secrets. Undefined if there is none. @throws CommandError if other users may read it. */
export function readPrivate(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8')
    assertPrivate(path)
    return text
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    if (error instanceof CommandError) throw error
    throw new CommandError(EXIT.failed, 'unreadable_profiles', `${path} cannot be read: ${code}.`)
  }
}

/** Replaces a file by one of mode 0600 in one step, so that a killed command leaves the old file. */
export function writePrivate(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const partial = `${path}.${process.pid}`
  try {
    writeFileSync(partial, text, { mode: 0o600, flag: 'wx' })
    // Restores the mode bits that the umask removed.
    chmodSync(partial, 0o600)
    renameSync(partial, path)
  } catch (error) {
    rmSync(partial, { force: true })
    throw error
  }
}

function assertPrivate(path: string): void {
  if (process.platform === 'win32' || (statSync(path).mode & 0o077) === 0) return
  const message = `Other users of this machine can read ${path}, and it contains secrets.`
  throw new CommandError(EXIT.failed, 'exposed_profiles', message, `Protect it: chmod 600 ${path}`)
}
