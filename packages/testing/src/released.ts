import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '../releases')
const MODULES = join(import.meta.dirname, '../../../node_modules')

/** A packed version of the package `bulkhead`, unpacked. */
export interface Release {
  /** Its command, for a process of its own. */
  readonly program: string
  remove(): void
}

/** Names of the packed versions that are kept, of which the last is the one before the version in development. */
export function listReleases(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.tgz'))
    .sort()
}

/** Unpacks a version that is kept. Its dependencies are those of the repository. */
export function unpackRelease(name: string): Release {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-release-'))
  execFileSync('tar', ['-xzf', join(FOLDER, name), '-C', folder])
  symlinkSync(MODULES, join(folder, 'package', 'node_modules'))
  return {
    program: join(folder, 'package', 'bulkhead.js'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
