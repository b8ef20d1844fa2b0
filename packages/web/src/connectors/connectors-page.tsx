import { DEFAULT_WORKSPACE } from '@bulkhead/sdk/client'
import { msg, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Link2, Plug, Plus, Rocket, SearchX } from 'lucide-react'
import { DAY_WIDTH, DayOfCalls } from '#entities/call/day-of-calls.tsx'
import { usePageIds } from '#entities/call/use-last-day.ts'
import { explainFailure } from '#entities/connector/explain-failure.ts'
import { getMark } from '#entities/connector/get-mark.ts'
import type { Health } from '#entities/connector/health.ts'
import { HealthBadge } from '#entities/connector/health-badge.tsx'
import { ServiceIcon } from '#entities/connector/service-icon.tsx'
import { type ConnectorItem, getState, useConnectors } from '#entities/connector/use-connectors.ts'
import { useMay } from '#entities/workspace/use-may.ts'
import { useScope } from '#entities/workspace/workspace-scope.tsx'
import { translated } from '#texts/translated.ts'
import { ButtonLink } from '#ui/button.tsx'
import { SearchInput } from '#ui/form/search-input.tsx'
import { Segments } from '#ui/form/segments.tsx'
import { DataList } from '#ui/list/data-list.tsx'
import { Page } from '#ui/page.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { EmptyState, ErrorState } from '#ui/show/states.tsx'
import { Time } from '#ui/show/time.tsx'
import { useShortcuts } from '#ui/use-shortcuts.ts'

const FILTERS = [
  { value: 'all', label: msg`All` },
  { value: 'attention', label: msg`Need attention` },
] as const

export function ConnectorsPage() {
  const workspace = useScope()
  const { q = '', health } = useSearch({ from: '/app/w/$workspace/connectors' })
  const navigate = useNavigate({ from: '/w/$workspace/connectors' })
  const { connectors, isPending, error, refetch, isFetching } = useConnectors(workspace.id)
  const mayUse = useMay('user')
  const mayAdd = mayUse && workspace.status === 'active'
  useShortcuts({ c: () => navigate({ to: '/w/$workspace/connectors/new', params: (all) => all }) })
  const filter = health === 'attention' ? 'attention' : 'all'
  const shown = (connectors ?? []).filter((one) => (filter === 'all' || needsAttention(one)) && fits(one, q))
  return (
    <Page
      title={t`Connectors`}
      width="list"
      actions={
        <>
          {mayUse && (
            <ButtonLink
              to="/w/$workspace/connect-links"
              params={(all) => ({ ...all, workspace: workspace.id })}
              icon={<Link2 />}
            >
              <Trans>Connect links</Trans>
            </ButtonLink>
          )}
          {mayAdd && (
            <ButtonLink
              to="/w/$workspace/connectors/new"
              params={(all) => ({ ...all, workspace: workspace.id })}
              variant={connectors?.length === 0 ? 'secondary' : 'primary'}
              icon={<Plus />}
            >
              <Trans>Add connector</Trans>
            </ButtonLink>
          )}
        </>
      }
      // The toolbar is shown even without connectors, so that nothing moves when they are loaded.
      toolbar={
        <>
          <SearchInput
            label={t`Find by name or service`}
            value={q}
            onSearch={(text) =>
              navigate({
                search: ({ health }) => ({ ...(text !== '' && { q: text }), ...(health && { health }) }),
                replace: true,
              })
            }
            className="min-w-40 max-w-md flex-1"
          />
          <Segments
            label={t`State`}
            value={filter}
            options={translated(FILTERS)}
            onChange={(value) =>
              navigate({
                search: ({ q }) => ({ ...(q && { q }), ...(value !== 'all' && { health: value }) }),
                replace: true,
              })
            }
          />
        </>
      }
    >
      {isPending ? (
        <SkeletonRows />
      ) : connectors === undefined ? (
        error && <ErrorState error={error} onRetry={refetch} isRetrying={isFetching} />
      ) : connectors.length === 0 ? (
        <EmptyState
          icon={<Plug />}
          title={t`No connectors yet`}
          actions={
            mayAdd && (
              <>
                <ButtonLink
                  to="/w/$workspace/connectors/new"
                  params={(all) => ({ ...all, workspace: workspace.id })}
                  variant="primary"
                  icon={<Plus />}
                >
                  <Trans>Add connector</Trans>
                </ButtonLink>
                {workspace.name === DEFAULT_WORKSPACE && (
                  <ButtonLink to="/start" icon={<Rocket />}>
                    <Trans>First steps</Trans>
                  </ButtonLink>
                )}
              </>
            )
          }
        >
          <Trans>
            A connector is a service with its credentials, such as a GitHub token. They are encrypted with the
            key of this workspace and cannot be read back.
          </Trans>
        </EmptyState>
      ) : shown.length === 0 ? (
        <EmptyState icon={<SearchX />} title={q === '' ? t`All is well` : t`No connector found`}>
          {q === ''
            ? t`No connector of this workspace needs attention.`
            : t`No connector or service has this name.`}
        </EmptyState>
      ) : (
        <ConnectorList connectors={shown} all={connectors} />
      )}
    </Page>
  )
}

interface ConnectorListProps {
  readonly connectors: readonly ConnectorItem[]
  /** Connectors of the workspace, whatever the filters. */
  readonly all: readonly ConnectorItem[]
}

function ConnectorList({ connectors, all }: ConnectorListProps) {
  // For all connectors and not only those shown, so that typing in the search sends no request.
  const getPageIds = usePageIds(all)
  return (
    <DataList
      label={t`Connectors`}
      rows={connectors}
      getKey={({ id }) => id}
      getLink={({ id, workspace_id }) => ({
        to: '/w/$workspace/connectors/$connector',
        params: { workspace: workspace_id, connector: id },
      })}
      columns={[
        {
          header: t`Name`,
          width: 'minmax(0,1fr)',
          cell: ({ id, name, summarized_source_template: { name: service, connector_name } }) => (
            <span className="flex items-center gap-3">
              <ServiceIcon slug={connector_name} name={service} size="sm" />
              <span className="min-w-0 truncate font-medium">{name}</span>
              <span className="shrink-0 text-subtle text-xs tabular-nums">
                {getMark({ id, name }, connectors)}
              </span>
            </span>
          ),
        },
        {
          header: t`Service`,
          width: '9rem',
          wide: true,
          cell: ({ summarized_source_template: { name } }) => (
            <span className="block truncate text-muted">{name}</span>
          ),
        },
        {
          header: t`State`,
          width: 'minmax(9.75rem,0.8fr)',
          cell: (connector) => (
            <span className="flex min-w-0 items-center gap-2">
              <HealthBadge connector_id={connector.id} state={getState(connector)} isQuiet />
              <span className="min-w-0 truncate text-muted text-xs">{getReason(connector)}</span>
            </span>
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
          header: t`Last call`,
          width: '7rem',
          wide: true,
          align: 'end',
          cell: ({ health }) => <LastCall health={health} />,
        },
      ]}
    />
  )
}

function LastCall({ health }: { readonly health: Health | undefined }) {
  if (health === undefined || health.last_call_at === null)
    return (
      <span className="text-subtle">
        <Trans>never</Trans>
      </span>
    )
  return <Time at={health.last_call_at} className="text-muted" />
}

function getReason(connector: ConnectorItem): string | undefined {
  const error = connector.health?.last_error
  if (getState(connector) !== 'failing' || !error) return undefined
  return explainFailure(error, connector.summarized_source_template.name).title
}

function needsAttention(connector: ConnectorItem): boolean {
  const state = getState(connector)
  return state === 'failing' || state === 'needs_reauthentication'
}

function fits({ name, summarized_source_template }: ConnectorItem, text: string): boolean {
  return `${name} ${summarized_source_template.name}`.toLowerCase().includes(text.toLowerCase())
}
