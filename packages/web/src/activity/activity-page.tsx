import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type LinkProps, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useApi } from '#api/use-api.ts'
import { useLivePages } from '#api/use-live-pages.ts'
import { ExportCsv } from '#entities/export/export-csv.tsx'
import { useScope } from '#entities/workspace/workspace-scope.tsx'
import { useLanguage } from '#texts/language.ts'
import { Button } from '#ui/button.tsx'
import { Activity as ActivityIcon, FileDown, SearchX } from '#ui/icons.tsx'
import { DataList } from '#ui/list/data-list.tsx'
import { LiveSwitch } from '#ui/live/live-switch.tsx'
import { NewRows } from '#ui/live/new-rows.tsx'
import { useIsAtTop } from '#ui/live/use-is-at-top.ts'
import { Page } from '#ui/page.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { EmptyState, ErrorState } from '#ui/show/states.tsx'
import { CallCharts } from './call-charts.tsx'
import { callColumns, callNarrow } from './call-columns.tsx'
import { CALL_COLUMNS } from './call-csv.ts'
import { type CallSearch, getQuery } from './call-filters.ts'
import { CallGroups } from './call-groups.tsx'
import { CallSheet } from './call-sheet.tsx'
import { FilterBar } from './filter-bar.tsx'
import type { ToolCall } from './tool-call.ts'

/** Page with the calls of one workspace. */
export function WorkspaceActivityPage() {
  const workspace = useScope()
  const { call, ...search } = useSearch({ from: '/app/w/$workspace/activity' })
  const navigate = useNavigate({ from: '/w/$workspace/activity' })
  return (
    <Activity
      workspace={workspace}
      search={search}
      call={call}
      getLink={(call) => ({
        to: '/w/$workspace/activity',
        params: { workspace: workspace.id },
        search: { ...search, call },
        resetScroll: false,
        replace: true,
      })}
      onSearch={(search) => navigate({ search, replace: true })}
      onShow={(call) =>
        navigate({ search: { ...search, ...(call && { call }) }, replace: true, resetScroll: false })
      }
    />
  )
}

/** Page with the calls of all workspaces. */
export function ActivityPage() {
  const { call, ...search } = useSearch({ from: '/app/activity' })
  const navigate = useNavigate({ from: '/activity' })
  return (
    <Activity
      workspace={undefined}
      search={search}
      call={call}
      getLink={(call) => ({
        to: '/activity',
        search: { ...search, call },
        resetScroll: false,
        replace: true,
      })}
      onSearch={(search) => navigate({ search, replace: true })}
      onShow={(call) =>
        navigate({ search: { ...search, ...(call && { call }) }, replace: true, resetScroll: false })
      }
    />
  )
}

interface ActivityProps {
  readonly workspace: { readonly id: string; readonly name: string } | undefined
  readonly search: CallSearch
  readonly onSearch: (search: CallSearch) => void
  /** Call shown beside the list. */
  readonly call: string | undefined
  /** Link of a call's row: the same page with the call beside it. */
  readonly getLink: (call: string) => LinkProps
  /** Shows a call beside the list. Undefined closes it. */
  readonly onShow: (call: string | undefined) => void
}

function Activity({ workspace, search: given, onSearch, call, getLink, onShow }: ActivityProps) {
  // Equal filters keep the same object, so that opening another call does not recompute everything that depends on
  // them.
  const text = JSON.stringify(given)
  const search = useMemo(() => JSON.parse(text) as CallSearch, [text])
  const api = useApi()
  const [isLive, setLive] = useState(true)
  const [isExporting, setExporting] = useState(false)
  const isAtTop = useIsAtTop()
  // A range such as `24h` is counted back from the time when the filters were set, so that the query stays the same.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filters are set again when `search` changes
  const now = useMemo(() => Date.now(), [search])
  const query = useMemo(() => getQuery(search, workspace?.id, now), [search, workspace?.id, now])
  const canLive = search.until === undefined
  const listed = useMemo(() => ({ ...query, include_names: true }), [query])
  const calls = useLivePages('listToolCalls', listed, { isLive: isLive && canLive, isAtTop, getTime })
  const ids = useMemo(() => calls.items.map(({ id }) => id), [calls.items])
  const language = useLanguage()
  // biome-ignore lint/correctness/useExhaustiveDependencies: headers depend on the language
  const columns = useMemo(() => callColumns(workspace === undefined), [workspace, language])
  const narrow = useMemo(() => callNarrow(workspace === undefined), [workspace])
  const { since: _since, until: _until, by: _by, ...filters } = search
  const isFiltered = Object.keys(filters).length > 0
  return (
    <Page
      title={workspace === undefined ? t`All activity` : t`Activity`}
      width="list"
      actions={
        <>
          <LiveSwitch checked={isLive && canLive} disabled={!canLive} onChange={setLive} />
          <Button icon={<FileDown />} onClick={() => setExporting(true)}>
            CSV
          </Button>
        </>
      }
      toolbar={<FilterBar workspace_id={workspace?.id} search={search} query={query} onSearch={onSearch} />}
      aside={call !== undefined && <CallSheet id={call} ids={ids} onShow={onShow} />}
    >
      <CallCharts query={query} search={search} onSearch={onSearch} />
      <CallGroups query={query} search={search} isAll={workspace === undefined} onSearch={onSearch} />
      {calls.isPending ? (
        <SkeletonRows rows={12} height="h-10" />
      ) : calls.error !== null && calls.items.length === 0 ? (
        <ErrorState error={calls.error} onRetry={calls.refetch} isRetrying={calls.isFetching} />
      ) : calls.items.length === 0 ? (
        <EmptyState
          icon={isFiltered ? <SearchX /> : <ActivityIcon />}
          title={isFiltered ? t`No calls match these filters` : t`No calls in this period`}
          actions={
            Object.keys(search).length > 0 && (
              <Button onClick={() => onSearch({})}>
                <Trans>Clear filters</Trans>
              </Button>
            )
          }
        >
          {!isFiltered && t`A call appears here a second after it ends.`}
        </EmptyState>
      ) : (
        <DataList
          label={t`Calls`}
          rows={calls.items}
          columns={columns}
          narrow={narrow}
          getKey={({ id }) => id}
          getLink={({ id }) => getLink(id)}
          getCurrent={({ id }) => id === call}
          onMove={call === undefined ? undefined : ({ id }) => onShow(id)}
          hasMore={calls.hasNextPage}
          isLoadingMore={calls.isFetchingNextPage}
          moreError={calls.isFetchNextPageError ? calls.error : null}
          onMore={calls.fetchNextPage}
        />
      )}
      <NewRows count={calls.waiting} onShow={calls.join} />
      {isExporting && (
        <ExportCsv
          words={{
            title: t`Calls as CSV`,
            soFar: (count) => plural(count, { one: '# call so far…', other: '# calls so far…' }),
            saved: (count) => plural(count, { one: '# call was saved.', other: '# calls were saved.' }),
          }}
          file="calls"
          columns={CALL_COLUMNS}
          fetchPage={(page, signal) =>
            api.call('listToolCalls', { query: { ...listed, ...page } }, { signal })
          }
          onClose={() => setExporting(false)}
        />
      )}
    </Page>
  )
}

function getTime({ at }: ToolCall): string {
  return at
}
