import { spawnSync } from 'node:child_process'

/**
 * The files that differ from a commit, uncommitted and new ones too.
 *
 * @param since Without it the commit that this branch and `origin/main` have in common.
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
  // A clone without a remote has nothing in common with it.
  if (parameters[0] === 'merge-base') return []
  throw new Error(`git ${parameters.join(' ')}: ${stderr}`)
}
