import { useSession } from './use-session.ts'

/** Whether the person is an owner or an admin: a member reaches some workspaces only, and nothing of the organization. */
export function useIsAdmin(): boolean {
  return useSession()?.person.role !== 'member'
}
