import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '../releases')
const MODULES = join(import.meta.dirname, '../../../node_modules')

/** Unpacked release of the package `bulkhead`. */
export interface Release {
  /** Path of its command, for a separate process. */
  readonly program: string
  remove(): void
}

/** Returns the names of the stored releases. The last one precedes the version in development. */
export function listReleases(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.tgz'))
    .sort()
}

/** Unpacks a stored release. It uses the dependencies of the repository. */
export function unpackRelease(name: string): Release {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-release-'))
  execFileSync('tar', ['-xzf', join(FOLDER, name), '-C', folder])
  symlinkSync(MODULES, join(folder, 'package', 'node_modules'))
  return {
    program: join(folder, 'package', 'bulkhead.js'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
