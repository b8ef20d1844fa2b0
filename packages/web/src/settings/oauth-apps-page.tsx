import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useRead } from '#api/use-api.ts'
import { ServiceIcon } from '#entities/connector/service-icon.tsx'
import type { OAuthApp } from '#entities/connector/use-oauth-app.ts'
import { ButtonLink } from '#ui/button.tsx'
import { CopyableId } from '#ui/copy-button.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { Card } from '#ui/page.tsx'
import { Badge } from '#ui/show/badge.tsx'
import { Fact, Facts } from '#ui/show/facts.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { ErrorState } from '#ui/show/states.tsx'
import { Time } from '#ui/show/time.tsx'
import { ConfirmChange } from '../api/confirm-change.tsx'
import { OAuthAppDialog } from './oauth-app-dialog.tsx'
import { SettingsPage } from './settings-page.tsx'

/** Page with the organization's OAuth apps at services. */
export function OAuthAppsPage() {
  const { data, error, refetch, isFetching } = useRead('listOAuthCredentials', {})
  const { service } = useSearch({ from: '/app/settings/oauth-apps' })
  const navigate = useNavigate({ from: '/settings/oauth-apps' })
  const [removed, setRemoved] = useState<OAuthApp>()
  const apps = data?.data ?? []
  const entered = apps.filter(({ credentials }) => credentials !== null)
  const others = apps.filter(({ credentials }) => credentials === null)
  const opened = apps.find(({ connector_name }) => connector_name === service)
  return (
    <SettingsPage title={t`OAuth apps`}>
      <p className="text-muted text-sm">
        <Trans>
          An OAuth app tells a service who is asking its users for access. Register one at the service and
          enter it here. Connectors are then added by signing in there, and nobody has to find a token first.
        </Trans>
      </p>
      {data === undefined ? (
        <Card>
          {error === null ? (
            <SkeletonRows rows={5} />
          ) : (
            <ErrorState error={error} onRetry={refetch} isRetrying={isFetching} />
          )}
        </Card>
      ) : (
        <>
          {entered.map((app) => (
            <EnteredApp key={app.connector_definition_id} app={app} onRemove={() => setRemoved(app)} />
          ))}
          <Card title={entered.length === 0 ? t`Services` : t`Services without an app`}>
            {others.length === 0 ? (
              <p className="px-4 py-4 text-muted text-sm">
                <Trans>Every service that takes an app has one.</Trans>
              </p>
            ) : (
              <ul className="divide-y divide-line">
                {others.map(({ connector_definition_id, connector_name, name }) => (
                  <li key={connector_definition_id}>
                    <Link
                      to="/settings/oauth-apps"
                      search={{ service: connector_name }}
                      className="flex min-h-12 items-center gap-3 px-4 py-2 text-sm -outline-offset-2 transition-colors hover:bg-hover"
                    >
                      <ServiceIcon slug={connector_name} name={name} size="sm" />
                      <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
                      <span className="text-accent">
                        <Trans>Set up</Trans>
                      </span>
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </Card>
        </>
      )}
      {opened !== undefined && (
        <OAuthAppDialog
          key={opened.connector_definition_id}
          app={opened}
          onClose={() => navigate({ search: {}, replace: true })}
        />
      )}
      {removed !== undefined && <RemoveOAuthApp app={removed} onClose={() => setRemoved(undefined)} />}
    </SettingsPage>
  )
}

interface EnteredAppProps {
  readonly app: OAuthApp
  readonly onRemove: () => void
}

function EnteredApp({ app, onRemove }: EnteredAppProps) {
  const { connector_name, name, callback_url, credentials } = app
  if (credentials === null) return null
  return (
    <Card
      title={
        <span className="flex min-h-8 flex-wrap pointer-coarse:min-h-10 items-center gap-x-3 gap-y-1">
          <ServiceIcon slug={connector_name} name={name} size="sm" />
          {name}
          {credentials.status === 'outdated' && (
            <Badge tone="warn">
              <Trans>enter it again</Trans>
            </Badge>
          )}
        </span>
      }
      actions={
        <>
          <ButtonLink to="/settings/oauth-apps" search={{ service: connector_name }}>
            <Trans>
              Replace <span className="sr-only">the app for {name}</span>
            </Trans>
          </ButtonLink>
          <IconButton label={t`Remove the app for ${name}`} icon={<Trash2 />} onClick={onRemove} />
        </>
      }
    >
      {credentials.status === 'outdated' && (
        <p className="border-line border-b bg-warn-soft px-4 py-2.5 text-sm">
          <Trans>
            The token endpoints of {name} have changed since this app was entered. Nothing is sent to them
            until you enter it again.
          </Trans>
        </p>
      )}
      <Facts>
        <Fact name={t`Client ID`}>
          <CopyableId id={credentials.client_id} what={t`client id`} />
        </Fact>
        <Fact name={t`Client secret`}>
          <span aria-hidden="true" className="tracking-widest">
            ••••••••
          </span>
          <span className="sr-only">
            <Trans>Hidden</Trans>
          </span>
        </Fact>
        <Fact name={t`Redirect URI`}>
          <CopyableId id={callback_url} what={t`redirect URI`} />
        </Fact>
        <Fact name={t`Entered`}>
          <Time at={credentials.updated_at} />
        </Fact>
      </Facts>
    </Card>
  )
}

interface RemoveOAuthAppProps {
  readonly app: OAuthApp
  readonly onClose: () => void
}

function RemoveOAuthApp({ app: { connector_name, name }, onClose }: RemoveOAuthAppProps) {
  return (
    <ConfirmChange
      change="deleteOAuthCredentials"
      input={{ path: { connector_type: connector_name } }}
      outdates={['listOAuthCredentials']}
      done={t`The OAuth app for ${name} was removed.`}
      onClose={onClose}
      title={t`Remove the OAuth app for ${name}?`}
      action={t`Remove app`}
      danger
    >
      <p>
        <Trans>
          Connectors that were added with it work until their tokens expire, and can no longer renew them.
          Once the same app is entered again, they can. The app stays registered at {name}.
        </Trans>
      </p>
    </ConfirmChange>
  )
}
