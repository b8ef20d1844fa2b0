import { msg, t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Input } from '#api/api.ts'
import { usePages } from '#api/use-api.ts'
import { DAY_WIDTH, DayOfCalls } from '#entities/call/day-of-calls.tsx'
import { useLastDay } from '#entities/call/use-last-day.ts'
import { explainFailure } from '#entities/connector/explain-failure.ts'
import { HealthBadge } from '#entities/connector/health-badge.tsx'
import { ServiceFilter } from '#entities/connector/service-filter.tsx'
import { ServiceIcon } from '#entities/connector/service-icon.tsx'
import { useServices } from '#entities/connector/use-services.ts'
import { useSession } from '#entities/session/use-session.ts'
import { UseFilter, useLastCallBefore } from '#entities/workspace/use-filter.tsx'
import { WorkspaceFilter } from '#entities/workspace/workspace-filter.tsx'
import { formatNumber } from '#texts/format.ts'
import { translated } from '#texts/translated.ts'
import { ButtonLink } from '#ui/button.tsx'
import { Filters } from '#ui/form/filters.tsx'
import { SearchInput } from '#ui/form/search-input.tsx'
import { Select } from '#ui/form/select.tsx'
import { Plug, Rocket, SearchX } from '#ui/icons.tsx'
import { DataList } from '#ui/list/data-list.tsx'
import { Page } from '#ui/page.tsx'
import { Skeleton, SkeletonRows } from '#ui/show/skeleton.tsx'
import { EmptyState, ErrorState } from '#ui/show/states.tsx'
import { Time } from '#ui/show/time.tsx'
import { type Connector, ConnectorBulk } from './connector-bulk.tsx'

type Query = NonNullable<Input<'listOrganizationCredentials'>['query']>

const STATES = [
  { value: 'needs_attention', label: msg`Need attention` },
  { value: 'failing', label: msg`Failing` },
  { value: 'needs_reauthentication', label: msg`Need re-authentication` },
  { value: 'works', label: msg`Working` },
  { value: 'unused', label: msg`Not used yet` },
] as const
const SORTS: readonly NonNullable<Query['sort']>[] = [
  '-last_call_at',
  'last_call_at',
  '-created_at',
  'created_at',
]

/** Search parameters of the page. */
interface Search {
  readonly q?: string
  /** Part of the account at the service. */
  readonly account?: string
  readonly state?: string
  readonly service?: string
  readonly workspace?: string
  readonly unused?: string
  readonly sort?: string
}

/** Page with the connectors of all workspaces. */
export function AllConnectorsPage() {
  const search: Search = useSearch({ from: '/app/connectors' })
  const { q = '', account = '', service = '', workspace, unused = '' } = search
  const state = STATES.find(({ value }) => value === search.state)?.value
  const sort = SORTS.find((one) => one === search.sort)
  const navigate = useNavigate({ from: '/connectors' })
  const organization_id = useSession()?.organization.id ?? ''
  const [selected, setSelected] = useState<ReadonlyMap<string, Connector>>(new Map())
  const before = useLastCallBefore(unused)
  const list = usePages(
    'listOrganizationCredentials',
    {
      include_health: true,
      ...(q !== '' && { name_contains: q }),
      ...(account !== '' && { account_contains: account }),
      ...(state !== undefined && { state }),
      ...(service !== '' && { definition_id: service }),
      ...(workspace !== undefined && { workspace_id: workspace }),
      ...before,
      ...(sort !== undefined && { sort }),
    },
    { organization_id },
  )
  const set = (name: keyof Search, value: string | undefined) => {
    setSelected(new Map())
    return navigate({
      search: ({ [name]: _, ...rest }: Search) => (value ? { ...rest, [name]: value } : rest),
      replace: true,
    })
  }
  const filters = [account, state, service, workspace, unused].filter(Boolean).length
  const total = list.data?.pages[0]?.total
  return (
    <Page
      title={t`All connectors`}
      width="list"
      toolbar={
        <>
          <SearchInput
            label={t`Find by name`}
            value={q}
            onSearch={(text) => set('q', text)}
            className="min-w-40 max-w-72 flex-1"
          />
          <Filters
            count={filters}
            onClear={() =>
              navigate({
                search: ({ q, sort }: Search) => ({ ...(q && { q }), ...(sort && { sort }) }),
                replace: true,
              })
            }
          >
            <Select
              label={t`State`}
              className="w-40 @max-3xl/page:w-full"
              value={state ?? ''}
              options={[{ value: '', label: t`Any state` }, ...translated(STATES)]}
              onChange={(value) => set('state', value)}
            />
            <ServiceFilter value={service} onChange={(id) => set('service', id)} />
            <WorkspaceFilter value={workspace} onChange={(id) => set('workspace', id)} />
            <UseFilter value={unused} onChange={(value) => set('unused', value)} />
            <SearchInput
              label={t`Account`}
              value={account}
              onSearch={(text) => set('account', text)}
              className="w-40 @max-3xl/page:w-full"
            />
          </Filters>
          {/* Its width is not that of its text, so that no line breaks when the text comes. */}
          <div className="min-w-0 flex-[1_1_9rem] truncate text-right text-muted text-sm tabular-nums @max-3xl/page:hidden">
            {total === undefined ? (
              <Skeleton className="ml-auto h-5 w-28" />
            ) : (
              <Plural value={total} one="# connector" other="# connectors" />
            )}
          </div>
        </>
      }
    >
      {list.isPending ? (
        <SkeletonRows rows={10} />
      ) : list.error !== null && list.items.length === 0 ? (
        <ErrorState error={list.error} onRetry={list.refetch} isRetrying={list.isFetching} />
      ) : list.items.length === 0 ? (
        <NoConnectors
          isFiltered={q !== '' || filters > 0}
          isHealthy={state === 'needs_attention' && filters === 1}
        />
      ) : (
        <Connectors
          rows={list.items}
          selected={selected}
          onSelect={setSelected}
          sort={sort}
          onSort={(next) => set('sort', next)}
          list={list}
        />
      )}
      <ConnectorBulk selected={selected} onClear={() => setSelected(new Map())} />
    </Page>
  )
}

function NoConnectors({
  isFiltered,
  isHealthy,
}: {
  readonly isFiltered: boolean
  readonly isHealthy: boolean
}) {
  if (isHealthy)
    return (
      <EmptyState icon={<Plug />} title={t`All is well`}>
        <Trans>No connector needs attention.</Trans>
      </EmptyState>
    )
  return isFiltered ? (
    <EmptyState icon={<SearchX />} title={t`No connector found`}>
      <Trans>No connectors match.</Trans>
    </EmptyState>
  ) : (
    <EmptyState
      icon={<Plug />}
      title={t`No connectors yet`}
      actions={
        <ButtonLink to="/start" icon={<Rocket />}>
          <Trans>First steps</Trans>
        </ButtonLink>
      }
    >
      <Trans>Connectors are added in a workspace. Here are those of all workspaces.</Trans>
    </EmptyState>
  )
}

interface ConnectorsProps {
  readonly rows: readonly Connector[]
  readonly selected: ReadonlyMap<string, Connector>
  readonly onSelect: (rows: ReadonlyMap<string, Connector>) => void
  readonly sort: string | undefined
  readonly onSort: (sort: string | undefined) => void
  readonly list: {
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    readonly isFetchNextPageError: boolean
    readonly error: Error | null
    readonly fetchNextPage: () => void
  }
}

function Connectors({ rows, selected, onSelect, sort, onSort, list }: ConnectorsProps) {
  const services = useServices()
  const days = useLastDay(
    'connector',
    rows.map(({ id }) => id),
  )
  const hasAccounts = rows.some(({ account }) => account !== null)
  const toService = ({ connector_definition_id }: Connector) => services.byId.get(connector_definition_id)
  return (
    <DataList
      label={t`Connectors`}
      rows={rows}
      getKey={({ id }) => id}
      getLink={({ id, workspace_id }) => ({
        to: '/w/$workspace/connectors/$connector',
        params: { workspace: workspace_id, connector: id },
      })}
      hasMore={list.hasNextPage}
      isLoadingMore={list.isFetchingNextPage}
      moreError={list.isFetchNextPageError ? list.error : null}
      onMore={list.fetchNextPage}
      sort={sort}
      onSort={onSort}
      selection={{
        rows: selected,
        onChange: onSelect,
        getLabel: ({ connector_name, workspace_name }) => t`Select ${connector_name} of ${workspace_name}`,
      }}
      narrow={(row) => (
        <>
          {row.workspace_name}, {toService(row)?.name ?? t`service not installed`}
          {row.account !== null && `, ${toAccountName(row.account)}`}
        </>
      )}
      columns={[
        {
          header: t`Name`,
          width: 'minmax(0,1.2fr)',
          cell: (row) => (
            <span className="flex min-w-0 items-center gap-2.5">
              <ServiceIcon
                slug={toService(row)?.connector_name ?? null}
                name={toService(row)?.name ?? '?'}
                size="sm"
              />
              <span className="truncate font-medium">{row.connector_name}</span>
            </span>
          ),
        },
        {
          header: t`Workspace`,
          width: 'minmax(0,1fr)',
          wide: true,
          cell: ({ workspace_name }) => <span className="block truncate text-muted">{workspace_name}</span>,
        },
        ...(hasAccounts
          ? [
              {
                header: t`Account`,
                width: 'minmax(0,1fr)',
                wide: true as const,
                cell: ({ account }: Connector) =>
                  account !== null && (
                    <span title={account.id} className="block truncate text-muted">
                      {toAccountName(account)}
                    </span>
                  ),
              },
            ]
          : []),
        {
          header: t`State`,
          width: 'minmax(7.5rem,1fr)',
          cell: (row) => <State row={row} service={toService(row)?.name ?? t`The service`} />,
        },
        {
          header: t`Calls, 30 days`,
          width: '7rem',
          wide: 'most',
          align: 'end',
          cell: ({ direct_queries_30d }) => (
            <span className="text-muted tabular-nums">{formatNumber(direct_queries_30d)}</span>
          ),
        },
        {
          header: t`Errors, 24 h`,
          width: DAY_WIDTH,
          wide: true,
          align: 'end',
          cell: ({ id }) => <DayOfCalls day={days.get(id)} />,
        },
        {
          header: t`Last use`,
          width: '6rem',
          wide: true,
          align: 'end',
          sorts: ['-last_call_at', 'last_call_at'],
          cell: ({ last_accessed_at }) =>
            last_accessed_at === null ? (
              <span className="text-subtle">
                <Trans>never</Trans>
              </span>
            ) : (
              <Time at={last_accessed_at} className="text-muted" />
            ),
        },
        {
          header: t`Created`,
          width: '6rem',
          wide: 'most',
          align: 'end',
          sorts: ['-created_at', 'created_at'],
          cell: ({ created_at }) => <Time at={created_at} className="text-muted" />,
        },
      ]}
    />
  )
}

/** Returns the name of an account at a service. One without a name has its id. */
function toAccountName({ id, name }: NonNullable<Connector['account']>): string {
  return name ?? id
}

function State({ row: { id, health }, service }: { readonly row: Connector; readonly service: string }) {
  if (health === undefined) return null
  const reason =
    health.state === 'failing' && health.last_error !== null
      ? explainFailure({ ...health.last_error, code: health.last_error.code ?? '' }, service).title
      : undefined
  return (
    <span className="flex min-w-0 items-center gap-2">
      <HealthBadge connector_id={id} state={health.state} isQuiet />
      {reason !== undefined && (
        <span title={reason} className="truncate text-muted @max-5xl/list:hidden">
          {reason}
        </span>
      )}
    </span>
  )
}
