import { msg, plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { FileDown, ScrollText, SearchX } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Input } from '#api/api.ts'
import { useApi } from '#api/use-api.ts'
import { useLivePages } from '#api/use-live-pages.ts'
import { ServiceName } from '#entities/connector/service-name.tsx'
import { ExportCsv } from '#entities/export/export-csv.tsx'
import { readCaller } from '#entities/filters/read-caller.ts'
import { CallerName } from '#entities/session/caller-name.tsx'
import { WorkspaceName } from '#entities/workspace/workspace-name.tsx'
import { Button } from '#ui/button.tsx'
import type { Column } from '#ui/list/column.ts'
import { PagedList } from '#ui/list/paged-list.tsx'
import { LiveSwitch } from '#ui/live/live-switch.tsx'
import { NewRows } from '#ui/live/new-rows.tsx'
import { useIsAtTop } from '#ui/live/use-is-at-top.ts'
import { Page } from '#ui/page.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { EmptyState } from '#ui/show/states.tsx'
import { Time } from '#ui/show/time.tsx'
import { AUDIT_FILTERS, AuditFilters, type AuditSearch } from './audit-filters.tsx'
import { AuditRecordSheet } from './audit-record-sheet.tsx'
import { eventWords } from './event-words.ts'
import { type AuditRecord, Outcome } from './outcome.tsx'
import { RECORD_COLUMNS } from './record-csv.ts'

type Query = Omit<NonNullable<Input<'listAuditRecords'>['query']>, 'limit' | 'cursor'>

/** Page with the audit log. */
export function AuditPage() {
  const search: AuditSearch = useSearch({ from: '/app/audit' })
  const { record } = search
  const navigate = useNavigate({ from: '/audit' })
  const api = useApi()
  const [isExporting, setExporting] = useState(false)
  const [isLive, setLive] = useState(true)
  const isAtTop = useIsAtTop()
  // Equal filters keep the same object, so that opening another record does not read the list again.
  const text = JSON.stringify(getQuery(search))
  const query = useMemo(() => JSON.parse(text) as Query, [text])
  const list = useLivePages('listAuditRecords', query, { isLive, isAtTop, getTime })
  const show = (id: string | undefined) => {
    const { record: _, ...filters } = search
    navigate({
      search: { ...filters, ...(id !== undefined && { record: id }) },
      replace: true,
      resetScroll: false,
    })
  }
  const at = list.items.findIndex(({ id }) => id === record)
  const shown = list.items[at]
  const isFiltered = AUDIT_FILTERS.some((name) => search[name] !== undefined)
  return (
    <Page
      title={t`Audit`}
      width="list"
      actions={
        <>
          <LiveSwitch checked={isLive} onChange={setLive} />
          <Button icon={<FileDown />} onClick={() => setExporting(true)}>
            CSV
          </Button>
        </>
      }
      toolbar={
        <>
          <AuditFilters
            search={search}
            onSearch={(next) => navigate({ search: next, replace: true, resetScroll: false })}
          />
          {isFiltered && (
            <Button variant="ghost" onClick={() => navigate({ search: {}, replace: true })}>
              <Trans>Clear</Trans>
            </Button>
          )}
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
      <PagedList
        list={list}
        skeleton={<SkeletonRows rows={12} height="h-10" />}
        empty={
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
        }
        label={t`Audit records`}
        getKey={({ id }) => id}
        getLink={({ id }) => ({
          to: '/audit',
          search: { ...search, record: id },
          resetScroll: false,
          replace: true,
        })}
        getCurrent={({ id }) => id === record}
        onMove={shown === undefined ? undefined : ({ id }) => show(id)}
        narrow={(one) => (
          <span className="flex gap-1.5">
            <CallerName call={one} />
            {one.workspace_name && (
              <>
                <span aria-hidden="true">·</span>
                <WorkspaceName id={one.workspace_id} name={one.workspace_name} />
              </>
            )}
          </span>
        )}
        columns={COLUMNS}
      />
      <NewRows count={list.waiting} onShow={list.join} />
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

function getQuery({ event, outcome, workspace, service, caller }: AuditSearch): Query {
  return {
    include_names: true,
    ...(event !== undefined && { event_contains: event }),
    ...((outcome === 'done' || outcome === 'refused') && { outcome }),
    ...(workspace !== undefined && { workspace_id: workspace }),
    ...(service !== undefined && { definition_id: service }),
    ...(caller !== undefined && readCaller(caller)),
  }
}

function getTime({ recorded_at }: AuditRecord): string {
  return recorded_at
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
