import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type LinkProps, useNavigate, useSearch } from '@tanstack/react-router'
import { Activity as ActivityIcon, FileDown, SearchX } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useApi } from '#api/use-api.ts'
import { useLivePages } from '#api/use-live-pages.ts'
import { ExportCsv } from '#entities/export/export-csv.tsx'
import { useScope } from '#entities/workspace/workspace-scope.tsx'
import { useLanguage } from '#texts/language.ts'
import { Button } from '#ui/button.tsx'
import { PagedList } from '#ui/list/paged-list.tsx'
import { LiveSwitch } from '#ui/live/live-switch.tsx'
import { NewRows } from '#ui/live/new-rows.tsx'
import { useIsAtTop } from '#ui/live/use-is-at-top.ts'
import { Page } from '#ui/page.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { EmptyState } from '#ui/show/states.tsx'
import { useRead } from '../api/use-api.ts'
import { CallName, CallStatus } from '../entities/call/call-rows.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { SideSheet } from '../ui/layer/side-sheet.tsx'
import { Loaded } from '../ui/show/loaded.tsx'
import { Skeleton } from '../ui/show/skeleton.tsx'
import { CallCharts } from './call-charts.tsx'
import { callColumns, callNarrow } from './call-columns.tsx'
import { CALL_COLUMNS } from './call-csv.ts'
import { CallDetails } from './call-details.tsx'
import { type CallSearch, getQuery } from './call-filters.ts'
import { CallGroups } from './call-groups.tsx'
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
      <PagedList
        list={calls}
        skeleton={<SkeletonRows rows={12} height="h-10" />}
        empty={
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
        }
        label={t`Calls`}
        columns={columns}
        narrow={narrow}
        getKey={({ id }) => id}
        getLink={({ id }) => getLink(id)}
        getCurrent={({ id }) => id === call}
        onMove={call === undefined ? undefined : ({ id }) => onShow(id)}
      />
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

interface CallSheetProps {
  readonly id: string
  /** Calls of the list, in its order. */
  readonly ids: readonly string[]
  /** Shows another call. Undefined closes the panel. */
  readonly onShow: (id: string | undefined) => void
}

/** Panel for a call beside its list. */
function CallSheet({ id, ids, onShow }: CallSheetProps) {
  const read = useRead('getToolCall', { path: { tool_call_id: id } }, { staleTime: Number.POSITIVE_INFINITY })
  const { data } = read

  const at = ids.indexOf(id)
  const step = (to: string | undefined) => (at < 0 || to === undefined ? undefined : () => onShow(to))
  return (
    <SideSheet
      label={t`Call`}
      onClose={() => onShow(undefined)}
      onPrevious={step(ids[at - 1])}
      onNext={step(ids[at + 1])}
      actions={
        <ButtonLink variant="ghost" size="sm" to="/calls/$call" params={{ call: id }}>
          <Trans>Open page</Trans>
        </ButtonLink>
      }
      heading={
        data === undefined ? (
          t`Call`
        ) : (
          <>
            <span className="min-w-0 truncate">
              <CallName call={data} />
            </span>
            <CallStatus call={data} />
          </>
        )
      }
    >
      <Loaded read={read} skeleton={<Skeleton className="h-80" />}>
        {(data) => <CallDetails call={data} />}
      </Loaded>
    </SideSheet>
  )
}
