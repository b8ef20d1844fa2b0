import { DEFAULT_WORKSPACE } from '@bulkhead/sdk/client'
import { msg, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link, type LinkProps, useNavigate, useSearch } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useRead } from '#api/use-api.ts'
import { Catalog, CatalogSkeleton, useOpenFirst } from '#connectors/catalog-page.tsx'
import { ConnectForm } from '#connectors/connect/connect-form.tsx'
import { ServiceIcon } from '#entities/connector/service-icon.tsx'
import { useOAuthAppsAreKnown } from '#entities/connector/use-oauth-app.ts'
import { useService } from '#entities/connector/use-service.ts'
import { useSession } from '#entities/session/use-session.ts'
import { useWorkspace } from '#entities/workspace/use-workspace.ts'
import { i18n } from '#texts/i18n.ts'
import { cx } from '#ui/cx.ts'
import { SearchInput } from '#ui/form/search-input.tsx'
import { Page } from '#ui/page.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import { ErrorState } from '#ui/show/states.tsx'
import { QuickWays, useQuickWays } from './quick-ways.tsx'
import { TryConnector, TrySample } from './try-it.tsx'

const STEPS = [msg`Pick a service`, msg`Enter a credential`, msg`Run an operation`] as const

/** Index of the step that takes a credential. */
const ENTER = 1

/** Page with the first steps, up to the first response of a service. */
export function StartPage() {
  const { definition, connector, sample, error } = useSearch({ from: '/app/start' })
  const session = useSession()
  const tried = connector ?? sample
  const [responded, setResponded] = useState<string>()
  const hasResponse = tried !== undefined && responded === tried
  const isProven = useIsProven(connector, hasResponse)
  const step = tried !== undefined ? 2 : definition !== undefined ? 1 : 0
  // The credential step is not done until a check or a call has shown that the credential works.
  const isDone = (index: number) =>
    (index < step || (index === step && hasResponse)) &&
    (index !== ENTER || sample !== undefined || isProven.isProven)
  const firstName = session?.person.name.split(' ')[0]
  return (
    <Page
      title={t`First steps`}
      width={step === 2 ? 'full' : 'wide'}
      heading={firstName === undefined ? t`First steps` : t`Welcome, ${firstName}`}
      {...(step === 0 && {
        description: t`Three steps to the first response. Credentials are encrypted per workspace and never shown again.`,
      })}
    >
      <ol className="mb-6 grid gap-2 @2xl/page:grid-cols-3">
        {STEPS.map((label, index) => (
          <li
            key={label.id}
            aria-current={index === step ? 'step' : undefined}
            className={cx(
              'flex items-center gap-2.5 border-t-2 pt-2.5 text-sm',
              index <= step ? 'border-accent' : 'border-line',
              index === step ? 'font-medium' : 'text-muted',
              index !== step && '@max-2xl/page:hidden',
            )}
          >
            <span
              className={cx(
                'flex size-5 shrink-0 items-center justify-center rounded-full font-semibold text-2xs',
                isDone(index)
                  ? 'bg-good-soft text-good'
                  : index === step
                    ? 'bg-accent-fill text-white'
                    : 'bg-sunken text-muted',
              )}
            >
              {isDone(index) ? <Check aria-label={t`done`} className="size-3" /> : index + 1}
            </span>
            {index === ENTER && sample !== undefined ? t`No credential needed` : i18n._(label)}
          </li>
        ))}
      </ol>
      {connector !== undefined ? (
        <TryConnector
          key={connector}
          connector_id={connector}
          isNew={isProven.isNew}
          hasResponse={hasResponse}
          isProven={isProven.isProven}
          onResponse={() => setResponded(tried)}
        />
      ) : sample !== undefined ? (
        <TrySample connector_type={sample} hasResponse={hasResponse} onResponse={() => setResponded(tried)} />
      ) : definition !== undefined ? (
        <Connect definition={definition} refusal={error} onProven={isProven.note} />
      ) : (
        <PickService />
      )}
    </Page>
  )
}

function PickService() {
  const { q = '' } = useSearch({ from: '/app/start' })
  const navigate = useNavigate({ from: '/start' })
  const getLink = (definition: string): LinkProps => ({ to: '/start', search: { definition } })
  const openFirst = useOpenFirst(getLink)
  const ways = useQuickWays()
  const { isPending } = useRead('listGlobalTemplates', {}, { staleTime: Number.POSITIVE_INFINITY })
  // Everything is shown together, so that nothing moves.
  if (ways === undefined || isPending) return <Pending />
  return (
    <>
      <QuickWays {...ways} />
      <SearchInput
        label={t`Find a service`}
        value={q}
        onSearch={(text) => navigate({ search: text === '' ? {} : { q: text }, replace: true })}
        onEnter={openFirst}
        className="mb-5 max-w-md"
      />
      <Catalog text={q} getLink={getLink} />
      <Skip />
    </>
  )
}

/** Placeholder for the way without a credential, the search and the services. */
function Pending() {
  return (
    <>
      <Skeleton className="mb-6 h-21 @2xl/page:w-1/2" />
      <Skeleton className="mb-5 h-8 max-w-md" />
      <CatalogSkeleton />
    </>
  )
}

/** Returns whether the connector's credentials are known to work, from the check before or from a call. */
function useIsProven(connector: string | undefined, hasResponse: boolean) {
  const [proven, setProven] = useState<string>()
  const { data } = useRead(
    'getConnector',
    { path: { connector_id: connector ?? '' }, query: { include_health: true } },
    { enabled: connector !== undefined },
  )
  const isProven =
    hasResponse || (connector !== undefined && proven === connector) || data?.health?.state === 'works'
  return { isProven, isNew: connector !== undefined && proven === connector, note: setProven }
}

interface ConnectProps {
  readonly definition: string
  /** Error code of a failed authorization. */
  readonly refusal: string | undefined
  /** Called with the id of a connector whose credentials a check has shown to work. */
  readonly onProven: (connector: string) => void
}

function Connect({ definition, refusal, onProven }: ConnectProps) {
  const navigate = useNavigate()
  const workspace = useWorkspace(DEFAULT_WORKSPACE)
  const knowsApps = useOAuthAppsAreKnown()
  const { service, isUnknown, error, refetch } = useService(definition)
  if (error !== null) return <ErrorState error={error} onRetry={refetch} />
  if (workspace.error !== null) return <ErrorState error={workspace.error} onRetry={workspace.refetch} />
  if (isUnknown) return <PickService />
  if (service === undefined || workspace.data === undefined || !knowsApps)
    return <Skeleton className="h-64 max-w-2xl" />
  return (
    <div className="max-w-2xl">
      <div className="mb-5 flex items-center gap-3">
        <ServiceIcon slug={service.slug} name={service.name} />
        <h2 className="font-semibold text-lg">{service.name}</h2>
        <Link to="/start" search={{}} className="ml-auto text-accent text-sm hover:underline">
          <Trans>Choose another service</Trans>
        </Link>
      </div>
      <ConnectForm
        service={service}
        workspace_id={workspace.data.id}
        path={`/start?definition=${encodeURIComponent(definition)}`}
        error={refusal}
        onConnected={({ id }, { status }) => {
          if (status === 'succeeded') onProven(id)
          navigate({ to: '/start', search: { connector: id } })
        }}
      />
      <Skip />
    </div>
  )
}

function Skip(): ReactNode {
  return (
    <p className="mt-8 text-muted text-sm">
      <Trans>
        No time now?{' '}
        <Link to="/" className="text-accent hover:underline">
          Look around first
        </Link>
        . These steps stay at <code>/start</code>.
      </Trans>
    </p>
  )
}
