import type { Membership } from '#identity/read-membership'

/** Returns with which level a person may let programs act in a workspace: none for who may only look. */
export function getGrantLevel(
  { role, member }: Pick<Membership, 'role' | 'member'>,
  workspace_id: string,
): 'user' | 'manager' | undefined {
  if (role !== 'member') return 'manager'
  const level = member?.levels.get(workspace_id)
  return level === 'viewer' ? undefined : level
}
