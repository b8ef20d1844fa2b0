import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Commit of the last release, which runs beside this version in the nightly tests. */
const LAST_RELEASE = '9725b143'

const ROOT = join(import.meta.dirname, '../../..')
const MIGRATIONS = 'packages/server/migrations'

/** Release that was built from its commit. */
export interface Release {
  readonly commit: string
  /** Path of its command, for a separate process. */
  readonly program: string
  readonly migrations: readonly string[]
  remove(): void
}

/** Returns why the last release cannot be built here. Undefined if it can. */
export function whyNoRelease(): string | undefined {
  const { status } = spawnSync('git', ['cat-file', '-e', `${LAST_RELEASE}^{commit}`], { cwd: ROOT })
  return status === 0 ? undefined : `this clone has no commit ${LAST_RELEASE}: git fetch --unshallow`
}

export function isNewerSchema({ migrations }: Release): boolean {
  return readdirSync(join(ROOT, MIGRATIONS)).some((name) => !migrations.includes(name))
}

/** Builds the last release in a worktree with its own dependencies, in one to two minutes. */
export function buildLastRelease(): Release {
  const reason = whyNoRelease()
  if (reason !== undefined) throw new Error(reason)
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-release-'))
  execFileSync('git', ['worktree', 'add', '--detach', '--force', folder, LAST_RELEASE], {
    cwd: ROOT,
    stdio: 'pipe',
  })
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'pipe' })
  return {
    commit: LAST_RELEASE,
    program: join(folder, 'node_modules/.cache/program/bulkhead.js'),
    migrations: readdirSync(join(folder, MIGRATIONS)),
    remove() {
      rmSync(folder, { recursive: true, force: true })
      execFileSync('git', ['worktree', 'prune'], { cwd: ROOT })
    },
  }
}
