import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { explainFailure } from '#entities/connector/explain-failure.ts'
import { type ConnectorDetail, getState } from '#entities/connector/use-connectors.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { CopyableId } from '#ui/copy-button.tsx'
import { Problem } from '#ui/show/problem.tsx'
import { Time } from '#ui/show/time.tsx'
import { ConnectAgainButton, ConnectAgainFault, useConnectAgain } from './connect/connect-again.tsx'

interface FailureNoteProps {
  readonly connector: ConnectorDetail
  readonly onReplace: () => void
  /**
   * Opens the dialog for a link by which the account's owner connects it again. Undefined if the person may not send
   * links.
   */
  readonly onLink: (() => void) | undefined
  /** Whether the person may change the connector. */
  readonly mayManage: boolean
  readonly onSettings: () => void
}

/** Explains why a connector does not work, and offers the remedy. */
export function FailureNote({ connector, onReplace, onLink, onSettings, mayManage }: FailureNoteProps) {
  const state = getState(connector)
  const again = useConnectAgain(connector)
  if (state !== 'failing' && state !== 'needs_reauthentication') return null
  const error = connector.health?.last_error
  const isLapsed = state === 'needs_reauthentication'
  const failure = isLapsed || !error ? { code: state, upstream_status: null } : error
  const { connector_name: slug } = connector.source_template
  const { title, text, remedy } = explainFailure(failure, connector.source_template.name)
  return (
    <Problem label={t`Why it does not work`} title={title}>
      <p className="mt-0.5 text-sm">{text}</p>
      {error && (
        <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs">
          <span>
            {error.entity !== null && (
              <>
                <code>{`${error.entity}.${error.action}`}</code>,{' '}
              </>
            )}
            <Time at={error.at} />
          </span>
          <code>{error.code}</code>
          <CopyableId id={error.request_id} what={t`request id`} />
        </p>
      )}
      <div className="mt-3 flex flex-wrap gap-2">
        {!mayManage && remedy !== undefined && (
          <p className="w-full text-sm">
            <Trans>A manager of this workspace can fix it.</Trans>
          </p>
        )}
        {mayManage && remedy === 'replace credentials' && (
          <>
            <ConnectAgainButton again={again} variant={isLapsed ? 'primary' : 'secondary'} />
            <Button variant={isLapsed && again.app === 'ready' ? 'secondary' : 'primary'} onClick={onReplace}>
              <Trans>Replace credentials</Trans>
            </Button>
            {onLink !== undefined && (
              <Button onClick={onLink}>
                <Trans>Send a reconnect link</Trans>
              </Button>
            )}
          </>
        )}
        {mayManage && remedy === 'enter OAuth app' && (
          <ButtonLink
            variant="primary"
            to="/settings/oauth-apps"
            search={slug === null ? {} : { service: slug }}
          >
            <Trans>Set up the OAuth app</Trans>
          </ButtonLink>
        )}
        {mayManage && remedy === 'edit settings' && (
          <Button onClick={onSettings}>
            <Trans>Edit settings</Trans>
          </Button>
        )}
        <ButtonLink
          to="/w/$workspace/activity"
          params={{ workspace: connector.workspace_id }}
          search={{ connector: connector.id, status: 'error' }}
        >
          <Trans>Failed calls</Trans>
        </ButtonLink>
      </div>
      {remedy === 'replace credentials' && (
        <div className="mt-3 empty:hidden">
          <ConnectAgainFault again={again} connector={connector} />
        </div>
      )}
    </Problem>
  )
}
