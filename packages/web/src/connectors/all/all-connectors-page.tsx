import { msg, t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Input } from '#api/api.ts'
import { usePages } from '#api/use-api.ts'
import { ServiceFilter } from '#entities/connector/service-filter.tsx'
import { useSession } from '#entities/session/use-session.ts'
import { UseFilter, useLastCallBefore } from '#entities/workspace/use-filter.tsx'
import { WorkspaceFilter } from '#entities/workspace/workspace-filter.tsx'
import { translated } from '#texts/translated.ts'
import { ButtonLink } from '#ui/button.tsx'
import { Filters } from '#ui/form/filters.tsx'
import { SearchInput } from '#ui/form/search-input.tsx'
import { Select } from '#ui/form/select.tsx'
import { Plug, Rocket, SearchX } from '#ui/icons.tsx'
import { Page } from '#ui/page.tsx'
import { Skeleton, SkeletonRows } from '#ui/show/skeleton.tsx'
import { EmptyState, ErrorState } from '#ui/show/states.tsx'
import { type Connector, ConnectorBulk } from './connector-bulk.tsx'
import { ConnectorList } from './connector-list.tsx'

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
        <ConnectorList
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
