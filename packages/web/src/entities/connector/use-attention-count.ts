import { useRead } from '#api/use-api.ts'
import { useSession } from '#entities/session/use-session.ts'

const REFRESH_MS = 60_000

/** Counts the connectors of all workspaces that fail or need new credentials. Undefined until the count is known. */
export function useAttentionCount(): number | undefined {
  const session = useSession()
  const { data } = useRead(
    'listOrganizationCredentials',
    {
      path: { organization_id: session?.organization.id ?? '' },
      query: { state: 'needs_attention', limit: 1 },
    },
    { refetchInterval: REFRESH_MS, enabled: session !== undefined, staleTime: REFRESH_MS },
  )
  return data?.total
}
