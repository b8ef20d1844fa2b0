import { msg, t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ChevronDown, Plug, Rocket, SearchX, X } from 'lucide-react'
import { useState } from 'react'
import type { Input } from '#api/api.ts'
import { usePages } from '#api/use-api.ts'
import { ServiceFilter } from '#entities/connector/service-filter.tsx'
import { useSession } from '#entities/session/use-session.ts'
import { UseFilter, useLastCallBefore } from '#entities/workspace/use-filter.tsx'
import { WorkspaceName } from '#entities/workspace/workspace-name.tsx'
import { WorkspacePicker } from '#entities/workspace/workspace-picker.tsx'
import { translated } from '#texts/translated.ts'
import { ButtonLink } from '#ui/button.tsx'
import { cx } from '#ui/cx.ts'
import { Filters } from '#ui/form/filters.tsx'
import { CONTROL } from '#ui/form/input.tsx'
import { SearchInput } from '#ui/form/search-input.tsx'
import { Select } from '#ui/form/select.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { LoadedPages } from '#ui/list/paged-list.tsx'
import { Page } from '#ui/page.tsx'
import { Skeleton, SkeletonRows } from '#ui/show/skeleton.tsx'
import { EmptyState } from '#ui/show/states.tsx'
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
      <LoadedPages
        list={list}
        skeleton={<SkeletonRows rows={10} />}
        empty={
          <NoConnectors
            isFiltered={q !== '' || filters > 0}
            isHealthy={state === 'needs_attention' && filters === 1}
          />
        }
      >
        {(rows) => (
          <ConnectorList
            rows={rows}
            selected={selected}
            onSelect={setSelected}
            sort={sort}
            onSort={(next) => set('sort', next)}
            list={list}
          />
        )}
      </LoadedPages>
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
      <Trans>Connectors are added in a workspace. This page shows those of all workspaces.</Trans>
    </EmptyState>
  )
}

interface WorkspaceFilterProps {
  /** Workspace id. Undefined: any workspace. */
  readonly value: string | undefined
  readonly onChange: (id: string | undefined) => void
}

/** Filter that narrows a list to one workspace, found by its name, or by its id if it was deleted. */
function WorkspaceFilter({ value, onChange }: WorkspaceFilterProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <span className="inline-flex max-w-64 items-center @max-3xl/page:w-full @max-3xl/page:max-w-none">
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className={cx(
          CONTROL,
          'inline-flex h-8 min-w-40 flex-1 items-center justify-between gap-2 pr-2 pl-2.5 text-left',
        )}
      >
        <span className="min-w-0 truncate">
          <span className="sr-only">
            <Trans>Workspace:</Trans>{' '}
          </span>
          {value === undefined ? t`Any workspace` : <WorkspaceName id={value} />}
        </span>
        <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-subtle" />
      </button>
      {value !== undefined && (
        <IconButton label={t`Any workspace`} icon={<X />} onClick={() => onChange(undefined)} />
      )}
      {isOpen && <WorkspacePicker takesIds onPick={onChange} onClose={() => setOpen(false)} />}
    </span>
  )
}
