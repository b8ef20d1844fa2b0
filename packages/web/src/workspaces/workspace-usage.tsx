import { useRead } from '#api/use-api.ts'
import { Time } from '#ui/time.tsx'

const KEPT = { staleTime: 60_000 }

/** How many connectors a workspace has. Asked for the rows in sight alone. */
export function ConnectorCount({ workspace_id }: { readonly workspace_id: string }) {
  const { data } = useRead('listConnectors', { query: { workspace_id } }, KEPT)
  const count = data?.data.length
  return <span className={count === 0 ? 'text-subtle' : 'text-muted tabular-nums'}>{count ?? ''}</span>
}

/** When something was last executed in a workspace. */
export function LastUse({ workspace_id }: { readonly workspace_id: string }) {
  const { data } = useRead('listToolCalls', { query: { workspace_id, limit: 1 } }, KEPT)
  const last = data?.data[0]
  if (last !== undefined) return <Time at={last.at} className="text-muted" />
  return <span className="text-subtle">{data === undefined ? '' : 'never'}</span>
}
