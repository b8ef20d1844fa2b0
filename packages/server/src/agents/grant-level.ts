import type { Membership } from '#people/read-membership'

/** Returns the level that a person may grant to programs in a workspace; undefined for a person who may only read. */
export function getGrantLevel(
  { role, member }: Pick<Membership, 'role' | 'member'>,
  workspace_id: string,
): 'user' | 'manager' | undefined {
  if (role !== 'member') return 'manager'
  const level = member?.levels.get(workspace_id)
  return level === 'viewer' ? undefined : level
}
