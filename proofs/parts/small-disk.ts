import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Separate file system that a test can fill and empty. */
export interface SmallDisk {
  /** Empty folder on it. */
  readonly directory: string
  freeBytes(): number
  /** Fills the disk with a file until at most `leaving` bytes are free, even if others write at the same time. */
  fill(leaving: number): void
  /** Removes that file. */
  empty(): void
  remove(): void
}

/** Mounts a tmpfs, which needs root. @throws Error with the reason if it fails. */
export function mountSmallDisk(megabytes: number): SmallDisk {
  const mount = mkdtempSync(join(tmpdir(), 'bulkhead-small-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', mount], { stdio: 'pipe' })
  } catch (error) {
    rmSync(mount, { recursive: true })
    const reason = String((error as { stderr?: Buffer }).stderr ?? error).trim()
    throw new Error(`No file system can be mounted here: ${reason}`, { cause: error })
  }
  let mounted = true
  const remove = () => {
    if (!mounted) return
    mounted = false
    // Unmounts lazily: a process that was just killed may still hold a file.
    execFileSync('umount', ['--lazy', mount], { stdio: 'pipe' })
    rmSync(mount, { recursive: true, force: true })
  }
  process.once('exit', remove)
  const directory = join(mount, 'data')
  mkdirSync(directory, { mode: 0o700 })
  const ballast = join(mount, 'ballast')
  const freeBytes = () => {
    const { bavail, bsize } = statfsSync(mount)
    return bavail * bsize
  }
  return {
    directory,
    freeBytes,
    fill(leaving) {
      for (let size = freeBytes() - leaving; size > 0; size = Math.min(size, freeBytes() - leaving)) {
        try {
          return void execFileSync('fallocate', ['--length', String(size), ballast], { stdio: 'pipe' })
        } catch {
          rmSync(ballast, { force: true })
          size -= 1_000_000
        }
      }
    },
    empty: () => rmSync(ballast, { force: true }),
    remove() {
      process.removeListener('exit', remove)
      remove()
    },
  }
}
