import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { SendLinkDialog } from '#entities/connect-link/send-link-dialog.tsx'
import { HealthBadge } from '#entities/connector/health-badge.tsx'
import { ServiceIcon } from '#entities/connector/service-icon.tsx'
import { type ConnectorDetail, getState, useConnector } from '#entities/connector/use-connectors.ts'
import { useOAuthAppsAreKnown } from '#entities/connector/use-oauth-app.ts'
import { useMay } from '#entities/workspace/use-may.ts'
import { useScope } from '#entities/workspace/workspace-scope.tsx'
import { Button, ButtonLink } from '#ui/button.tsx'
import type { Crumb } from '#ui/frame.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { EllipsisVertical, Link2, Pencil, Play, Stethoscope, Trash2 } from '#ui/icons.tsx'
import { Menu, MenuItem, MenuLine } from '#ui/layer/menu.tsx'
import { Page } from '#ui/page.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import { ErrorNote, ErrorState } from '#ui/show/states.tsx'
import { Tabs } from '#ui/tabs.tsx'
import { useShortcuts } from '#ui/use-shortcuts.ts'
import { CheckNote } from './check-note.tsx'
import { FailedAuthorizationNote, OAuthNote } from './connect/authorization-note.tsx'
import { ConnectorOverview } from './connector-overview.tsx'
import { ConnectorPermissions } from './connector-permissions.tsx'
import { ConnectorSettings } from './connector-settings.tsx'
import { DeleteConnector } from './delete-connector.tsx'
import { FailureNote } from './failure-note.tsx'
import { RenameConnector } from './rename-connector.tsx'
import { ReplaceCredentials } from './replace-credentials.tsx'
import { useArrival } from './use-arrival.ts'
import { useCheck } from './use-check.ts'

/** Page of one connector: health, settings and actions. */
export function ConnectorPage() {
  const workspace = useScope()
  const { connector: connector_id } = useParams({ from: '/app/w/$workspace/connectors/$connector' })
  const { tab = 'overview', error: refusal } = useSearch({ from: '/app/w/$workspace/connectors/$connector' })
  const navigate = useNavigate({ from: '/w/$workspace/connectors/$connector' })
  const { connector, error, refetch, isFetching } = useConnector(connector_id)
  const knowsApps = useOAuthAppsAreKnown()
  const mayUse = useMay('user')
  const mayManage = useMay('manager')
  const [open, setOpen] = useState<'rename' | 'credentials' | 'link' | 'delete'>()
  const check = useCheck(connector_id)
  const toTry = { connector: connector_id, ...useFailedOperation(connector) }
  useShortcuts({
    t: () => navigate({ to: '/w/$workspace/playground', params: { workspace: workspace.id }, search: toTry }),
  })
  const arrival = useArrival(connector_id, check.run)
  const close = () => setOpen(undefined)
  const trail: readonly Crumb[] = [
    { label: t`Connectors`, to: '/w/$workspace/connectors', params: { workspace: workspace.id } },
  ]

  if (connector === undefined || !knowsApps) {
    if (error !== null) {
      return (
        <Page title={t`Connector`} heading={null} trail={trail}>
          <ErrorState
            error={error}
            onRetry={refetch}
            isRetrying={isFetching}
            elsewhere={
              <ButtonLink to="/w/$workspace/connectors" params={{ workspace: workspace.id }}>
                <Trans>Connectors of {workspace.name}</Trans>
              </ButtonLink>
            }
            level={1}
          />
        </Page>
      )
    }
    return (
      <Page
        title={t`Connector`}
        trail={trail}
        heading={
          <>
            <span className="sr-only">
              <Trans>Connector</Trans>
            </span>
            <Skeleton className="h-4 w-40" />
          </>
        }
      >
        <Skeleton className="h-40" />
      </Page>
    )
  }
  const { name, source_template } = connector
  const service = source_template.name
  const isActive = workspace.status === 'active'
  // The page already explains the failure and its remedy. The result of a failed check would only repeat it.
  const isBroken = ['failing', 'needs_reauthentication'].includes(getState(connector))
  return (
    <Page
      title={name}
      trail={trail}
      heading={
        <>
          <span className="@max-2xl/bar:hidden">
            <ServiceIcon slug={source_template.connector_name} name={service} size="sm" />
          </span>
          <span className="min-w-0 truncate">{name}</span>
          <span className="@max-md/bar:sr-only flex">
            <HealthBadge connector_id={connector.id} state={getState(connector)} />
          </span>
        </>
      }
      actions={
        <>
          {mayUse && (
            <Button icon={<Stethoscope />} busy={check.isPending} disabled={!isActive} onClick={check.run}>
              <Trans>Check now</Trans>
            </Button>
          )}
          <ButtonLink
            to="/w/$workspace/playground"
            params={{ workspace: workspace.id }}
            search={toTry}
            icon={<Play />}
          >
            <Trans>Try it</Trans>
          </ButtonLink>
          {mayManage && (
            <Menu trigger={<IconButton label={t`More`} icon={<EllipsisVertical />} />}>
              <MenuItem icon={<Pencil />} onSelect={() => setOpen('rename')}>
                <Trans>Rename</Trans>
              </MenuItem>
              {isActive && (
                <MenuItem icon={<Link2 />} onSelect={() => setOpen('link')}>
                  <Trans>Send a reconnect link</Trans>
                </MenuItem>
              )}
              <MenuLine />
              <MenuItem icon={<Trash2 />} danger onSelect={() => setOpen('delete')}>
                <Trans>Delete</Trans>
              </MenuItem>
            </Menu>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {arrival !== undefined && (
          <OAuthNote
            tone="good"
            title={arrival === 'added' ? t`${name} was added` : t`${name} is connected again`}
          >
            <Trans>
              {service} granted access. The tokens are stored encrypted with the key of this workspace.
            </Trans>
          </OAuthNote>
        )}
        {refusal !== undefined && (
          <FailedAuthorizationNote
            error={refusal}
            service={service}
            slug={source_template.connector_name}
            outcome="changed"
          />
        )}
        {check.data && !(check.data.status === 'failed' && isBroken) && (
          <CheckNote check={check.data} service={service} />
        )}
        {check.error && <ErrorNote error={check.error} title={t`It could not be checked`} />}
        <FailureNote
          connector={connector}
          onReplace={() => setOpen('credentials')}
          onLink={mayManage ? () => setOpen('link') : undefined}
          mayManage={mayManage}
          onSettings={() => navigate({ search: { tab: 'settings' } })}
        />
        <Tabs
          label={t`About this connector`}
          isManual
          value={tab}
          onChange={(value) =>
            navigate({ search: value === 'overview' ? {} : { tab: value }, replace: true })
          }
          tabs={[
            {
              value: 'overview',
              label: t`Overview`,
              content: <ConnectorOverview connector={connector} />,
            },
            ...(mayManage
              ? [
                  {
                    value: 'settings',
                    label: t`Settings and credentials`,
                    content: (
                      <ConnectorSettings
                        connector={connector}
                        onReplace={() => setOpen('credentials')}
                        onDelete={() => setOpen('delete')}
                      />
                    ),
                  },
                  {
                    value: 'permissions',
                    label: t`Permissions`,
                    content: <ConnectorPermissions connector={connector} />,
                  },
                ]
              : []),
          ]}
        />
      </div>
      {open === 'rename' && <RenameConnector connector={connector} onClose={close} />}
      {open === 'link' && (
        <SendLinkDialog workspace={workspace} connector={{ id: connector_id, name }} onClose={close} />
      )}
      {open === 'credentials' && <ReplaceCredentials connector={connector} onClose={close} />}
      <DeleteConnector
        open={open === 'delete'}
        connector={connector}
        onClose={close}
        onDeleted={() =>
          navigate({
            to: '/w/$workspace/connectors',
            params: { workspace: workspace.id },
            search: {},
            replace: true,
          })
        }
      />
    </Page>
  )
}

/**
 * Returns the operation that failed last, so that it can be tried again. Keeps it after a repair, when the connector's
 * health no longer names it.
 */
function useFailedOperation(connector: ConnectorDetail | undefined) {
  const error = connector?.health?.last_error
  const [last, setLast] = useState<{ readonly of: string; readonly error: NonNullable<typeof error> }>()
  if (connector !== undefined && error != null && error.request_id !== last?.error.request_id) {
    setLast({ of: connector.id, error })
  }
  if (last === undefined || last.of !== connector?.id) return undefined
  const { entity, action } = last.error
  return entity !== null && action !== null ? { entity, action } : undefined
}
