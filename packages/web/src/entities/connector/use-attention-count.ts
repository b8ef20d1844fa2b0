import { useEffect, useState } from 'react'
import { useRead } from '#api/use-api.ts'
import { useSession } from '#entities/session/use-session.ts'

const REFRESH_MS = 60_000
/** Delay of the first request. A person waits for the page, not for the count beside it. */
const FIRST_AFTER_MS = 300

/** Counts the connectors of all workspaces that fail or need new credentials. Undefined until the count is known. */
export function useAttentionCount(): number | undefined {
  const session = useSession()
  const [isDue, setDue] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), FIRST_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  const { data } = useRead(
    'listOrganizationCredentials',
    {
      path: { organization_id: session?.organization.id ?? '' },
      query: { state: 'needs_attention', limit: 1 },
    },
    { refetchInterval: REFRESH_MS, enabled: isDue && session !== undefined, staleTime: REFRESH_MS },
  )
  return data?.total
}
