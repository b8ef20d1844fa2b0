import { spawnSync } from 'node:child_process'

const DAY_S = 86_400

/**
 * Returns the files that differ from a commit, uncommitted and new ones included.
 *
 * @param since Default: the latest common commit of this branch and `origin/main`.
 */
export function changedFiles(root: string, since?: string): string[] {
  const base = since ?? git(root, 'merge-base', 'HEAD', 'origin/main')[0] ?? 'HEAD'
  return [
    ...git(root, 'diff', '--name-only', '--no-renames', base),
    ...git(root, 'ls-files', '--others', '--exclude-standard'),
  ]
}

/**
 * Returns the files that commits changed within a day before the latest one, the last changed first. The oldest commit
 * of a clone counts for nothing: a shallow clone has all files in it.
 */
export function filesOfLastDay(root: string): string[] {
  const [latest] = git(root, 'log', '-1', '--format=%ct')
  if (latest === undefined) return []
  const since = new Date((Number(latest) - DAY_S) * 1000).toISOString()
  return [
    ...new Set(git(root, '-c', 'log.showRoot=false', 'log', `--since=${since}`, '--name-only', '--format=')),
  ]
}

function git(root: string, ...parameters: string[]): string[] {
  const { status, stdout, stderr } = spawnSync('git', parameters, { cwd: root, encoding: 'utf8' })
  if (status === 0) return stdout.split('\n').filter((line) => line !== '')
  // A clone without a remote has no commit in common with it, and an archive has no commits.
  if (parameters.includes('merge-base') || parameters.includes('log')) return []
  throw new Error(`git ${parameters.join(' ')}: ${stderr}`)
}
