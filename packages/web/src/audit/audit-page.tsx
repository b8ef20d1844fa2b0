import { msg, plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Input } from '#api/api.ts'
import { useApi, usePages } from '#api/use-api.ts'
import { ServiceFilter } from '#entities/connector/service-filter.tsx'
import { ServiceName } from '#entities/connector/service-name.tsx'
import { ExportCsv } from '#entities/export/export-csv.tsx'
import { CallerName } from '#entities/session/caller-name.tsx'
import { WorkspaceFilter } from '#entities/workspace/workspace-filter.tsx'
import { WorkspaceName } from '#entities/workspace/workspace-name.tsx'
import { translated } from '#texts/translated.ts'
import { Button } from '#ui/button.tsx'
import { Filters } from '#ui/form/filters.tsx'
import { SearchInput } from '#ui/form/search-input.tsx'
import { Segments } from '#ui/form/segments.tsx'
import { FileDown, ScrollText, SearchX } from '#ui/icons.tsx'
import { Page } from '#ui/page.tsx'
import { type Column, DataList } from '#ui/show/data-list.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { EmptyState, ErrorState } from '#ui/show/states.tsx'
import { Time } from '#ui/show/time.tsx'
import { AuditRecordSheet } from './audit-record-sheet.tsx'
import { eventWords } from './event-words.ts'
import { type AuditRecord, Outcome } from './outcome.tsx'
import { RECORD_COLUMNS } from './record-csv.ts'

const OUTCOMES = [
  { value: 'all', label: msg`All` },
  { value: 'done', label: msg({ message: 'Done', context: 'audit' }) },
  { value: 'refused', label: msg`Refused` },
] as const

/** Page with the audit log. */
export function AuditPage() {
  const search = useSearch({ from: '/app/audit' })
  const { event, outcome, workspace, service, record } = search
  const navigate = useNavigate({ from: '/audit' })
  const api = useApi()
  const [isExporting, setExporting] = useState(false)
  const chosen = outcome === 'done' || outcome === 'refused' ? outcome : undefined
  const query: NonNullable<Input<'listAuditRecords'>['query']> = {
    include_names: true,
    ...(event !== undefined && { event_contains: event }),
    ...(chosen !== undefined && { outcome: chosen }),
    ...(workspace !== undefined && { workspace_id: workspace }),
    ...(service !== undefined && { definition_id: service }),
  }
  const list = usePages('listAuditRecords', query)
  const set = (changes: typeof search) => {
    const all = Object.entries({ ...search, ...changes }).filter(([, value]) => value !== '')
    navigate({ search: Object.fromEntries(all), replace: true, resetScroll: false })
  }
  const show = (id: string | undefined) => set({ record: id ?? '' })
  const at = list.items.findIndex(({ id }) => id === record)
  const shown = list.items[at]
  const count = [chosen, workspace, service].filter((one) => one !== undefined).length
  const isFiltered = count > 0 || event !== undefined
  return (
    <Page
      title={t`Audit`}
      width="list"
      actions={
        <Button icon={<FileDown />} onClick={() => setExporting(true)}>
          CSV
        </Button>
      }
      toolbar={
        <>
          <SearchInput
            label={t`Event, such as workspace deleted`}
            value={event ?? ''}
            onSearch={(text) => set({ event: text })}
            className="min-w-40 max-w-md flex-1 basis-56"
          />
          <Filters count={count} onClear={() => set({ outcome: '', workspace: '', service: '' })}>
            <WorkspaceFilter value={workspace} onChange={(id) => set({ workspace: id ?? '' })} />
            <ServiceFilter value={service ?? ''} onChange={(id) => set({ service: id })} />
            <Segments
              label={t`Outcome`}
              value={chosen ?? 'all'}
              options={translated(OUTCOMES)}
              onChange={(value) => set({ outcome: value === 'all' ? '' : value })}
            />
          </Filters>
        </>
      }
      aside={
        shown !== undefined && (
          <AuditRecordSheet
            record={shown}
            previous={list.items[at - 1]?.id}
            next={list.items[at + 1]?.id}
            onShow={show}
          />
        )
      }
    >
      {list.isPending ? (
        <SkeletonRows rows={12} height="h-10" />
      ) : list.error !== null && list.items.length === 0 ? (
        <ErrorState error={list.error} onRetry={list.refetch} isRetrying={list.isFetching} />
      ) : list.items.length === 0 ? (
        <EmptyState
          icon={isFiltered ? <SearchX /> : <ScrollText />}
          title={t`No records`}
          actions={
            isFiltered && (
              <Button onClick={() => navigate({ search: {}, replace: true })}>
                <Trans>Clear filters</Trans>
              </Button>
            )
          }
        >
          {isFiltered ? t`No record matches these filters.` : t`Every change from now on is recorded here.`}
        </EmptyState>
      ) : (
        <DataList
          label={t`Audit records`}
          rows={list.items}
          getKey={({ id }) => id}
          getLink={({ id }) => ({
            to: '/audit',
            search: { ...search, record: id },
            resetScroll: false,
            replace: true,
          })}
          getCurrent={({ id }) => id === record}
          onMove={shown === undefined ? undefined : ({ id }) => show(id)}
          hasMore={list.hasNextPage}
          isLoadingMore={list.isFetchingNextPage}
          moreError={list.isFetchNextPageError ? list.error : null}
          onMore={list.fetchNextPage}
          narrow={(one) => <CallerName call={one} />}
          columns={COLUMNS}
        />
      )}
      {isExporting && (
        <ExportCsv
          words={{
            title: t`Audit records as CSV`,
            soFar: (count) =>
              plural(count, { one: '# audit record so far…', other: '# audit records so far…' }),
            saved: (count) =>
              plural(count, { one: '# audit record was saved.', other: '# audit records were saved.' }),
          }}
          file="audit-records"
          columns={RECORD_COLUMNS}
          fetchPage={(page, signal) =>
            api.call('listAuditRecords', { query: { ...query, ...page } }, { signal })
          }
          onClose={() => setExporting(false)}
        />
      )}
    </Page>
  )
}

const COLUMNS: readonly Column<AuditRecord>[] = [
  {
    header: msg`Event`,
    width: 'minmax(0,1.4fr)',
    cell: ({ event }) => <span className="block truncate">{eventWords(event)}</span>,
  },
  { header: msg`Outcome`, width: '5.25rem', cell: (one) => <Outcome record={one} isQuiet /> },
  {
    header: msg`Workspace`,
    width: 'minmax(0,1fr)',
    wide: true,
    cell: (one) => <WorkspaceName id={one.workspace_id} name={one.workspace_name} />,
  },
  {
    header: msg`Service`,
    width: 'minmax(0,0.8fr)',
    wide: 'most',
    cell: (one) => <ServiceName id={one.definition_id} />,
  },
  { header: msg`By`, width: 'minmax(0,1fr)', wide: true, cell: (one) => <CallerName call={one} /> },
  {
    header: msg`Time`,
    width: '5.5rem',
    align: 'end',
    cell: ({ recorded_at }) => <Time at={recorded_at} className="text-muted" />,
  },
]
