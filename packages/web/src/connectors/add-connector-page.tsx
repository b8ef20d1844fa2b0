import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ServiceIcon } from '#entities/connector/service-icon.tsx'
import { useOAuthAppsAreKnown } from '#entities/connector/use-oauth-app.ts'
import { useService } from '#entities/connector/use-service.ts'
import { useScope } from '#entities/workspace/workspace-scope.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { NotFound } from '#ui/not-found.tsx'
import { Page } from '#ui/page.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import { ErrorState } from '#ui/show/states.tsx'
import { ConnectForm } from './connect/connect-form.tsx'
import { despite } from './despite.ts'

export function AddConnectorPage() {
  const workspace = useScope()
  const { definition } = useParams({ from: '/app/w/$workspace/connectors/new/$definition' })
  const { error: refusal } = useSearch({ from: '/app/w/$workspace/connectors/new/$definition' })
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const toasts = useToasts()
  const knowsApps = useOAuthAppsAreKnown()
  const { service, isUnknown, error, refetch } = useService(definition)
  if (isUnknown) return <NotFound />
  return (
    <Page
      title={service === undefined ? t`Add connector` : t`Add ${service.name}`}
      width="text"
      trail={[
        { label: t`Connectors`, to: '/w/$workspace/connectors', params: { workspace: workspace.id } },
        { label: t`Add connector`, to: '/w/$workspace/connectors/new', params: { workspace: workspace.id } },
      ]}
      heading={
        service === undefined ? (
          <>
            <span className="sr-only">
              <Trans>Add connector</Trans>
            </span>
            <Skeleton className="h-4 w-32" />
          </>
        ) : (
          <>
            <span className="@max-2xl/bar:hidden">
              <ServiceIcon slug={service.slug} name={service.name} size="sm" />
            </span>
            <span className="truncate">{service.name}</span>
          </>
        )
      }
    >
      <div>
        {error !== null && <ErrorState error={error} onRetry={refetch} />}
        {service === undefined || !knowsApps ? (
          error === null && (
            <div className="flex flex-col gap-4">
              <Skeleton className="h-9" />
              <Skeleton className="h-9" />
              <Skeleton className="h-9 w-1/2" />
            </div>
          )
        ) : (
          <ConnectForm
            key={service.definition_id}
            service={service}
            workspace_id={workspace.id}
            path={pathname}
            error={refusal}
            onConnected={({ id, name }, { status }) => {
              toasts.done(t`${name} was added${{ despite: despite(status) }}.`)
              navigate({
                to: '/w/$workspace/connectors/$connector',
                params: { workspace: workspace.id, connector: id },
                replace: true,
              })
            }}
          />
        )}
      </div>
    </Page>
  )
}
