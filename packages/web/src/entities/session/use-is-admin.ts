import { useSession } from './use-session.ts'

/**
 * Returns whether the person is an owner or an admin. Members reach only some workspaces and no settings of the
 * organization.
 */
export function useIsAdmin(): boolean {
  return useSession()?.person.role !== 'member'
}
