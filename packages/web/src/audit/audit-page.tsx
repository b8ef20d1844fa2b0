import { useNavigate, useSearch } from '@tanstack/react-router'
import { usePages } from '#api/use-api.ts'
import { CallerName } from '#entities/session/caller-name.tsx'
import { WorkspaceFilter } from '#entities/workspace/workspace-filter.tsx'
import { WorkspaceName } from '#entities/workspace/workspace-name.tsx'
import { Button } from '#ui/button.tsx'
import { SearchInput } from '#ui/form/search-input.tsx'
import { Segments } from '#ui/form/segments.tsx'
import { ScrollText, SearchX } from '#ui/icons.tsx'
import { Page } from '#ui/page.tsx'
import { DataList } from '#ui/show/data-list.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { EmptyState, ErrorState } from '#ui/show/states.tsx'
import { Time } from '#ui/show/time.tsx'
import { AuditRecordDialog } from './audit-record-dialog.tsx'
import { eventWords } from './event-words.ts'
import { Outcome } from './outcome.tsx'

const OUTCOMES = [
  { value: 'all', label: 'All' },
  { value: 'done', label: 'Done' },
  { value: 'refused', label: 'Refused' },
] as const

/** Who changed what, and who was refused. */
export function AuditPage() {
  const search = useSearch({ from: '/app/audit' })
  const { event, outcome, workspace, record } = search
  const navigate = useNavigate({ from: '/audit' })
  const chosen = outcome === 'done' || outcome === 'refused' ? outcome : undefined
  const list = usePages('listAuditRecords', {
    include_names: true,
    ...(event !== undefined && { event_contains: event }),
    ...(chosen !== undefined && { outcome: chosen }),
    ...(workspace !== undefined && { workspace_id: workspace }),
  })
  const set = (changes: typeof search) => {
    const all = Object.entries({ ...search, ...changes }).filter(([, value]) => value !== '')
    navigate({ search: Object.fromEntries(all), replace: true })
  }
  const isFiltered = event !== undefined || chosen !== undefined || workspace !== undefined
  return (
    <Page
      title="Audit"
      width="list"
      toolbar={
        <>
          <SearchInput
            label="Event, such as workspace deleted"
            value={event ?? ''}
            onSearch={(text) => set({ event: text })}
            className="min-w-40 max-w-md flex-1 basis-56"
          />
          <WorkspaceFilter value={workspace} onChange={(id) => set({ workspace: id ?? '' })} />
          <Segments
            label="Outcome"
            value={chosen ?? 'all'}
            options={OUTCOMES}
            onChange={(value) => set({ outcome: value === 'all' ? '' : value })}
          />
        </>
      }
    >
      {list.isPending ? (
        <SkeletonRows rows={12} height="h-10" />
      ) : list.error !== null && list.items.length === 0 ? (
        <ErrorState error={list.error} onRetry={list.refetch} isRetrying={list.isFetching} />
      ) : list.items.length === 0 ? (
        <EmptyState
          icon={isFiltered ? <SearchX /> : <ScrollText />}
          title="No records"
          actions={
            isFiltered && (
              <Button onClick={() => navigate({ search: {}, replace: true })}>Clear filters</Button>
            )
          }
        >
          {isFiltered ? 'No record matches these filters.' : 'Every change from now on is recorded here.'}
        </EmptyState>
      ) : (
        <DataList
          label="Audit records"
          rows={list.items}
          getKey={({ id }) => id}
          getLink={({ id }) => ({ to: '/audit', search: { ...search, record: id } })}
          hasMore={list.hasNextPage}
          isLoadingMore={list.isFetchingNextPage}
          moreError={list.isFetchNextPageError ? list.error : null}
          onMore={list.fetchNextPage}
          narrow={(one) => <CallerName call={one} />}
          columns={[
            {
              header: 'Event',
              width: 'minmax(0,1.4fr)',
              cell: ({ event }) => <span className="block truncate">{eventWords(event)}</span>,
            },
            { header: 'Outcome', width: '5.25rem', cell: (one) => <Outcome record={one} isQuiet /> },
            {
              header: 'Workspace',
              width: 'minmax(0,1fr)',
              wide: true,
              cell: (one) => <WorkspaceName id={one.workspace_id} name={one.workspace_name} />,
            },
            { header: 'By', width: 'minmax(0,1fr)', wide: true, cell: (one) => <CallerName call={one} /> },
            {
              header: 'Time',
              width: '5.5rem',
              align: 'end',
              cell: ({ recorded_at }) => <Time at={recorded_at} className="text-muted" />,
            },
          ]}
        />
      )}
      <AuditRecordDialog
        record={list.items.find(({ id }) => id === record)}
        onClose={() => set({ record: '' })}
      />
    </Page>
  )
}
