import { useSearch } from '@tanstack/react-router'
import { Plug } from 'lucide-react'
import { useRead } from '#api/use-api.ts'
import { Badge } from '#ui/badge.tsx'
import { Card, Page } from '#ui/page.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { EmptyState, ErrorState } from '#ui/states.tsx'
import { useScope } from '#workspaces/workspace-scope.tsx'

export function ConnectorsPage() {
  const workspace = useScope()
  useSearch({ from: '/app/w/$workspace/connectors' })
  const list = useRead('listConnectors', { query: { workspace_id: workspace.id } })
  return (
    <Page title="Connectors" context={workspace.name}>
      <Card>
        {list.isPending ? (
          <SkeletonRows />
        ) : list.isError ? (
          <ErrorState error={list.error} onRetry={list.refetch} isRetrying={list.isFetching} />
        ) : list.data.data.length === 0 ? (
          <EmptyState icon={<Plug />} title="No connectors yet">
            A connector is a credential for one service, kept in this workspace alone.
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {list.data.data.map(({ id, name, status, summarized_source_template }) => (
              <li key={id} className="flex h-13 items-center gap-3 px-4">
                <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
                <span className="text-muted text-sm">{summarized_source_template.name}</span>
                <Badge tone={status === 'ready' ? 'good' : 'warn'} dot>
                  {status === 'ready' ? 'ready' : 'needs re-authentication'}
                </Badge>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </Page>
  )
}
