import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Commit of the last release, which runs beside this version in the nightly tests. A release names itself here. Undefined:
 * there is none with a schema that this version can migrate.
 */
const LAST_RELEASE: string | undefined = undefined

const ROOT = join(import.meta.dirname, '../../..')

/** Release that was built from its commit. */
export interface Release {
  readonly commit: string
  /** Path of its command, for a separate process. */
  readonly program: string
  remove(): void
}

/** Returns why the last release cannot be built here. Undefined if it can. */
export function whyNoRelease(): string | undefined {
  if (LAST_RELEASE === undefined) return 'there is no release yet'
  const { status } = spawnSync('git', ['cat-file', '-e', `${LAST_RELEASE}^{commit}`], { cwd: ROOT })
  return status === 0 ? undefined : `this clone has no commit ${LAST_RELEASE}: git fetch --unshallow`
}

/** Builds the last release in a worktree with its own dependencies, in one to two minutes. */
export function buildLastRelease(): Release {
  const reason = whyNoRelease()
  if (LAST_RELEASE === undefined || reason !== undefined) throw new Error(reason)
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-release-'))
  execFileSync('git', ['worktree', 'add', '--detach', '--force', folder, LAST_RELEASE], {
    cwd: ROOT,
    stdio: 'pipe',
  })
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'pipe' })
  return {
    commit: LAST_RELEASE,
    program: join(folder, 'node_modules/.cache/program/bulkhead.js'),
    remove() {
      rmSync(folder, { recursive: true, force: true })
      execFileSync('git', ['worktree', 'prune'], { cwd: ROOT })
    },
  }
}
