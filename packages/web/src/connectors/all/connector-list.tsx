import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { DAY_WIDTH, DayOfCalls } from '#entities/call/day-of-calls.tsx'
import { usePageIds } from '#entities/call/use-last-day.ts'
import { explainFailure } from '#entities/connector/explain-failure.ts'
import { HealthBadge } from '#entities/connector/health-badge.tsx'
import { ServiceIcon } from '#entities/connector/service-icon.tsx'
import { useServices } from '#entities/connector/use-services.ts'
import { formatNumber } from '#texts/format.ts'
import { DataList } from '#ui/list/data-list.tsx'
import { Time } from '#ui/show/time.tsx'
import type { Connector } from './connector-bulk.tsx'

interface ConnectorListProps {
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

/** List of connectors with their workspace, state and last use. */
export function ConnectorList({ rows, selected, onSelect, sort, onSort, list }: ConnectorListProps) {
  const services = useServices()
  const getPageIds = usePageIds(rows)
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
              <span title={row.connector_name} className="truncate font-medium">
                {row.connector_name}
              </span>
            </span>
          ),
        },
        {
          header: t`Workspace`,
          width: 'minmax(0,1fr)',
          wide: true,
          cell: ({ workspace_name }) => (
            <span title={workspace_name} className="block truncate text-muted">
              {workspace_name}
            </span>
          ),
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
          width: 'minmax(7.5rem,0.8fr)',
          // Most rows show nothing here, so the first column gets the room.
          narrowWidth: 'auto',
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
          cell: ({ id }) => <DayOfCalls by="connector" id={id} ids={getPageIds(id)} />,
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
