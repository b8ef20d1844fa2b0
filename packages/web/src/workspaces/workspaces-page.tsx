import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '#api/api.ts'
import { usePages, useRead } from '#api/use-api.ts'
import { Button } from '#ui/button.tsx'
import { SearchInput } from '#ui/form/search-input.tsx'
import { Segments } from '#ui/form/segments.tsx'
import { BookOpen, Box, SearchX } from '#ui/icons.tsx'
import { Page } from '#ui/page.tsx'
import { Badge } from '#ui/show/badge.tsx'
import { DataList } from '#ui/show/data-list.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { EmptyState, ErrorState } from '#ui/show/states.tsx'
import { Time } from '#ui/show/time.tsx'
import { HowToCreate } from './how-to-create.tsx'

const STATUSES = [
  { value: 'all', label: 'All' },
  { value: 'active', label: 'Active' },
  { value: 'inactive', label: 'Inactive' },
] as const

export function WorkspacesPage() {
  const { q = '', status } = useSearch({ from: '/app/workspaces' })
  const navigate = useNavigate({ from: '/workspaces' })
  const [isHelpOpen, setHelpOpen] = useState(false)
  const chosen = status === 'active' || status === 'inactive' ? status : undefined
  const list = usePages('listWorkspaces', {
    include_usage: true,
    ...(q !== '' && { name_contains: q }),
    ...(chosen !== undefined && { status: chosen }),
  })
  const { data: stats } = useRead('getWorkspaceStats', {})
  const isFiltered = q !== '' || chosen !== undefined

  return (
    <Page
      title="Workspaces"
      width="list"
      actions={
        <Button icon={<BookOpen />} onClick={() => setHelpOpen(true)}>
          How to create one
        </Button>
      }
      toolbar={
        <>
          <SearchInput
            label="Find by name"
            value={q}
            onSearch={(text) =>
              navigate({
                search: ({ status }) => ({ ...(text !== '' && { q: text }), ...(status && { status }) }),
                replace: true,
              })
            }
            className="min-w-40 max-w-md flex-1"
          />
          <Segments
            label="Status"
            value={chosen ?? 'all'}
            options={STATUSES}
            onChange={(value) =>
              navigate({
                search: ({ q }) => ({ ...(q && { q }), ...(value !== 'all' && { status: value }) }),
                replace: true,
              })
            }
          />
          {stats !== undefined && (
            <span className="ml-auto text-muted text-sm tabular-nums">
              {stats.total_count.toLocaleString('en')} in total, {stats.inactive_count.toLocaleString('en')}{' '}
              inactive
            </span>
          )}
        </>
      }
    >
      {list.isPending ? (
        <SkeletonRows rows={10} />
      ) : list.error !== null && list.items.length === 0 ? (
        <ErrorState error={list.error} onRetry={list.refetch} isRetrying={list.isFetching} />
      ) : list.items.length === 0 ? (
        <EmptyState icon={isFiltered ? <SearchX /> : <Box />} title="No workspace found">
          No workspaces match.
        </EmptyState>
      ) : (
        <DataList
          label="Workspaces"
          rows={list.items}
          getKey={({ id }) => id}
          getLink={({ id }) => ({ to: '/w/$workspace', params: { workspace: id } })}
          hasMore={list.hasNextPage}
          isLoadingMore={list.isFetchingNextPage}
          moreError={list.isFetchNextPageError ? list.error : null}
          onMore={list.fetchNextPage}
          narrow={({ created_at, usage }) => (
            <>
              {usage !== undefined && usage.needs_attention > 0 && (
                <span className="text-bad">{usage.needs_attention} need attention, </span>
              )}
              created <Time at={created_at} />
            </>
          )}
          columns={[
            {
              header: 'Name',
              width: 'minmax(0,1fr)',
              cell: ({ name }) => <span className="block truncate font-medium">{name}</span>,
            },
            {
              header: 'Status',
              width: '5.5rem',
              cell: ({ status }) =>
                status === 'active' ? (
                  <span className="sr-only">active</span>
                ) : (
                  <Badge tone="warn" dot>
                    inactive
                  </Badge>
                ),
            },
            {
              header: 'Connectors',
              width: '6rem',
              wide: true,
              align: 'end',
              cell: ({ usage }) => <ConnectorCount usage={usage} />,
            },
            {
              header: 'Last use',
              width: '6rem',
              wide: true,
              align: 'end',
              cell: ({ usage }) => <LastUse usage={usage} />,
            },
            {
              header: 'Created',
              width: '7rem',
              wide: true,
              align: 'end',
              cell: ({ created_at }) => <Time at={created_at} className="text-muted" />,
            },
          ]}
        />
      )}
      <HowToCreate open={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </Page>
  )
}

type Usage = Output<'listWorkspaces'>['data'][number]['usage']

function ConnectorCount({ usage }: { readonly usage: Usage }) {
  if (usage === undefined) return null
  if (usage.needs_attention > 0) {
    return (
      <span className="tabular-nums" title={`${usage.needs_attention} need attention`}>
        <span className="text-bad">
          {usage.needs_attention} <span className="sr-only">need attention, </span>of{' '}
        </span>
        {usage.connectors}
      </span>
    )
  }
  return (
    <span className={usage.connectors === 0 ? 'text-subtle' : 'text-muted tabular-nums'}>
      {usage.connectors}
    </span>
  )
}

function LastUse({ usage }: { readonly usage: Usage }) {
  if (!usage?.last_call_at) return <span className="text-subtle">never</span>
  return <Time at={usage.last_call_at} className="text-muted" />
}
