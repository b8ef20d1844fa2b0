import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { LogIn } from 'lucide-react'
import { readConnectionSpec } from '#entities/connector/connection-spec.ts'
import type { ConnectorDetail } from '#entities/connector/use-connectors.ts'
import { useOAuthAppState } from '#entities/connector/use-oauth-app.ts'
import { useScope } from '#entities/workspace/workspace-scope.tsx'
import { Button } from '#ui/button.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { OAuthAppLink } from './authorization-note.tsx'
import { useAuthorize } from './use-authorize.ts'

/**
 * Returns an action that sends the browser to the service again, so that the owner authorizes it. The connector gets
 * new credentials and keeps everything else.
 */
export function useConnectAgain(connector: ConnectorDetail) {
  const { source_template } = connector
  const { options } = readConnectionSpec(source_template.user_config_spec.connectionSpecification)
  const isAuthorizable = options.some(({ authorization }) => authorization !== undefined)
  const app = useOAuthAppState(source_template.source_definition_id, isAuthorizable)
  const { begin, error, isPending } = useAuthorize()
  return {
    app,
    error,
    isPending,
    begin: () =>
      begin({
        body: { connector_id: connector.id },
        journey: {
          path: `/w/${connector.workspace_id}/connectors/${connector.id}`,
          connector_id: connector.id,
        },
      }),
  }
}

interface ConnectAgainProps {
  readonly again: ReturnType<typeof useConnectAgain>
  readonly variant?: 'primary' | 'secondary'
}

/** Button to connect again. Renders nothing if the owner cannot be asked to authorize. */
export function ConnectAgainButton({ again, variant = 'secondary' }: ConnectAgainProps) {
  const workspace = useScope()
  if (again.app !== 'ready') return null
  return (
    <Button
      variant={variant}
      icon={<LogIn />}
      busy={again.isPending}
      disabled={workspace.status !== 'active'}
      onClick={again.begin}
    >
      <Trans>Connect again</Trans>
    </Button>
  )
}

interface ConnectAgainFaultProps extends Pick<ConnectAgainProps, 'again'> {
  readonly connector: ConnectorDetail
}

/** Reason why the browser was not sent to the service. */
export function ConnectAgainFault({ again, connector }: ConnectAgainFaultProps) {
  const { name, connector_name } = connector.source_template
  if (again.error) return <ErrorNote error={again.error} title={t`You could not be sent to ${name}`} />
  if (again.app !== 'missing' && again.app !== 'outdated') return null
  return (
    <p className="text-muted text-sm">
      <Trans>With an OAuth app for {name} you could sign in there instead.</Trans>{' '}
      <OAuthAppLink slug={connector_name}>
        {again.app === 'missing' ? t`Set one up` : t`Enter it again`}
      </OAuthAppLink>
    </p>
  )
}
