import { plural, t } from '@lingui/core/macro'
import { Link } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import type { Output } from '#api/api.ts'
import { useRead } from '#api/use-api.ts'
import { LastCalls } from '#entities/call/last-calls.tsx'
import { explainFailure } from '#entities/connector/explain-failure.ts'
import { ServiceIcon } from '#entities/connector/service-icon.tsx'
import { useServices } from '#entities/connector/use-services.ts'
import { useIsAdmin } from '#entities/session/use-is-admin.ts'
import { useSession } from '#entities/session/use-session.ts'
import { formatNumber } from '#texts/format.ts'
import { cx } from '#ui/cx.ts'
import { Card, CardLink, Page } from '#ui/page.tsx'
import { Loaded } from '#ui/show/loaded.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { Time } from '#ui/show/time.tsx'
import { BusiestWorkspaces } from './busiest-workspaces.tsx'
import { CardRow } from './card-row.tsx'
import { DisabledEndpoints } from './disabled-endpoints.tsx'
import { Figure, LastDay } from './last-day.tsx'
import { SetupChecklist } from './setup-checklist.tsx'

const REFRESH_MS = 30_000
const SHOWN = 6
/** Rows of two lines: as high as {@link SHOWN} of one. */
const SHOWN_BROKEN = 5
const ROWS = <SkeletonRows rows={SHOWN} height="h-11" />
const ROWS_BROKEN = <SkeletonRows rows={SHOWN_BROKEN} height="h-12" />

/** Page of the organization: failures, activity and open setup steps. */
export function HomePage() {
  const session = useSession()
  const isAdmin = useIsAdmin()
  const attention = useRead(
    'listOrganizationCredentials',
    {
      path: { organization_id: session?.organization.id ?? '' },
      query: { state: 'needs_attention', sort: '-last_call_at', include_health: true, limit: SHOWN_BROKEN },
    },
    { refetchInterval: REFRESH_MS },
  )
  const total = attention.data?.total
  return (
    <Page title={t`Home`} heading={session?.organization.name ?? t`Home`} width="wide">
      <div className="flex flex-col gap-5">
        {isAdmin && <SetupChecklist />}
        {isAdmin && <DisabledEndpoints />}
        <LastDay
          attention={
            <Figure
              name={t`Need attention`}
              value={total === undefined ? undefined : formatNumber(total)}
              detail={
                total === undefined ? undefined : plural(total, { one: 'connector', other: 'connectors' })
              }
              isBad={total !== undefined && total > 0}
              link={{ to: '/connectors', search: { state: 'needs_attention' } }}
            />
          }
        />
        <div className="grid gap-5 @4xl/page:grid-cols-2">
          <Card
            title={t`Needs attention`}
            className="flex min-w-0 flex-col"
            actions={<CardLink to="/connectors" search={{ state: 'needs_attention' }} />}
          >
            {/* Next to another card there is room for all rows, else for two and the line below, so that nothing moves. */}
            <div
              className={cx(
                'flex min-h-48 flex-1 flex-col @4xl/page:min-h-68',
                attention.isPending && 'max-h-48 overflow-hidden @4xl/page:max-h-none',
              )}
            >
              <Loaded read={attention} skeleton={ROWS_BROKEN}>
                {({ data }) => (
                  <>
                    {data.length > 0 && <Attention connectors={data} />}
                    {data.length < SHOWN_BROKEN && <AllElseWell isAll={data.length === 0} />}
                  </>
                )}
              </Loaded>
            </div>
          </Card>
          <Card title={t`Recent calls`} className="min-w-0" actions={<CardLink to="/activity" />}>
            <LastCalls of={{}} limit={SHOWN} />
          </Card>
          <BusiestWorkspaces limit={SHOWN} />
          <NewestWorkspaces />
        </div>
      </div>
    </Page>
  )
}

/** Says that no connector, or none but those above it, needs attention. Takes the rest of the card. */
function AllElseWell({ isAll }: { readonly isAll: boolean }) {
  return (
    <p className="flex flex-1 items-center justify-center gap-2 border-line px-4 py-6 text-muted text-sm [&:not(:first-child)]:border-t">
      <CircleCheck aria-hidden="true" className="size-4 shrink-0 text-good" />
      {isAll ? t`No connector needs attention.` : t`No other connector needs attention.`}
    </p>
  )
}

type Connector = Output<'listOrganizationCredentials'>['data'][number]

function Attention({ connectors }: { readonly connectors: readonly Connector[] }) {
  const services = useServices()
  return (
    <ul className="divide-y divide-line">
      {connectors.map(
        ({ id, workspace_id, workspace_name, connector_name, connector_definition_id, health }) => {
          const service = services.byId.get(connector_definition_id)
          return (
            <CardRow key={id}>
              <ServiceIcon slug={service?.connector_name ?? null} name={service?.name ?? '?'} size="sm" />
              <div className="min-w-0 flex-1">
                <Link
                  to="/w/$workspace/connectors/$connector"
                  params={{ workspace: workspace_id, connector: id }}
                  className="block truncate font-medium after:absolute after:inset-0"
                >
                  {connector_name}
                </Link>
                <p className="truncate text-muted text-xs">
                  {workspace_name} · {getReason(health, service?.name ?? t`The service`)}
                </p>
              </div>
              {health?.last_error && (
                <Time at={health.last_error.at} className="shrink-0 text-muted text-xs" />
              )}
            </CardRow>
          )
        },
      )}
    </ul>
  )
}

function getReason(health: Connector['health'], service: string): string {
  if (health?.state === 'needs_reauthentication') return t`Needs new credentials`
  if (!health?.last_error) return t`Fails`
  return explainFailure({ ...health.last_error, code: health.last_error.code ?? '' }, service).title
}

function NewestWorkspaces() {
  const list = useRead(
    'listWorkspaces',
    { query: { sort: '-created_at', limit: SHOWN, include_usage: true } },
    { refetchInterval: REFRESH_MS },
  )
  return (
    <Card
      title={t`Newest workspaces`}
      className="min-w-0"
      actions={<CardLink to="/workspaces" search={{ sort: '-created_at' }} />}
    >
      <Loaded read={list} skeleton={ROWS}>
        {({ data }) => (
          <ul className="divide-y divide-line">
            {data.map(({ id, name, created_at, usage }) => (
              <CardRow key={id}>
                <Link
                  to="/w/$workspace"
                  params={{ workspace: id }}
                  className="min-w-0 flex-1 truncate font-medium after:absolute after:inset-0"
                >
                  {name}
                </Link>
                {usage !== undefined && usage.needs_attention > 0 && (
                  <span className="shrink-0 text-bad text-xs">
                    {plural(usage.needs_attention, { one: '# needs attention', other: '# need attention' })}
                  </span>
                )}
                <span className="shrink-0 text-muted text-xs tabular-nums">
                  {usage !== undefined &&
                    plural(usage.connectors, { one: '# connector', other: '# connectors' })}
                </span>
                <span className="w-20 shrink-0 text-right text-muted text-xs">
                  <Time at={created_at} />
                </span>
              </CardRow>
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  )
}
