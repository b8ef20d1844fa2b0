import { spawnSync } from 'node:child_process'

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

function git(root: string, ...parameters: string[]): string[] {
  const { status, stdout, stderr } = spawnSync('git', parameters, { cwd: root, encoding: 'utf8' })
  if (status === 0) return stdout.split('\n').filter((line) => line !== '')
  // A clone without a remote has no commit in common with it.
  if (parameters[0] === 'merge-base') return []
  throw new Error(`git ${parameters.join(' ')}: ${stderr}`)
}
