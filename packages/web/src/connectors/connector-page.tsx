import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { EllipsisVertical, Link2, Pencil, Play, Stethoscope, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
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
import { Menu, MenuItem, MenuLine } from '#ui/layer/menu.tsx'
import { Page } from '#ui/page.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import { ErrorNote, ErrorState } from '#ui/show/states.tsx'
import { Tabs } from '#ui/tabs.tsx'
import { useShortcuts } from '#ui/use-shortcuts.ts'
import { ConfirmChange } from '../api/confirm-change.tsx'
import { useChange } from '../api/use-api.ts'
import { LastCalls } from '../entities/call/last-calls.tsx'
import { noteCheck } from '../entities/connector/last-check.ts'
import { currentJourney, endJourney } from '../entities/session/oauth-journey.ts'
import { CopyableId } from '../ui/copy-button.tsx'
import { RenameDialog } from '../ui/layer/rename-dialog.tsx'
import { useToasts } from '../ui/layer/toasts.tsx'
import { Card, CardLink } from '../ui/page.tsx'
import { Fact, Facts } from '../ui/show/facts.tsx'
import { Time } from '../ui/show/time.tsx'
import { CheckNote } from './check-note.tsx'
import { FailedAuthorizationNote, OAuthNote } from './connect/authorization-note.tsx'
import { ConnectorPermissions } from './connector-permissions.tsx'
import { ConnectorSettings } from './connector-settings.tsx'
import { FailureNote } from './failure-note.tsx'
import { ReplaceCredentials } from './replace-credentials.tsx'

const SHOWN = 6

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

/**
 * Returns whether the person has just come from an authorization at the service that `added` this connector or
 * `renewed` its credentials. Undefined otherwise. Only an authorization that began in this tab counts, because anyone
 * can make a link that claims one.
 *
 * @param onArrival Called once after an authorization.
 */
function useArrival(connector_id: string, onArrival: () => void): 'added' | 'renewed' | undefined {
  const { connector_id: brought } = useSearch({ from: '/app/w/$workspace/connectors/$connector' })
  const navigate = useNavigate({ from: '/w/$workspace/connectors/$connector' })
  const [arrival, setArrival] = useState<'added' | 'renewed'>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the effect must run once per URL
  useEffect(() => {
    if (brought === undefined) return
    const journey = currentJourney()
    endJourney()
    navigate({ search: ({ connector_id: _, ...rest }) => rest, replace: true })
    if (journey === undefined || brought !== connector_id) return
    if (journey.connector_id !== undefined && journey.connector_id !== connector_id) return
    setArrival(journey.connector_id === undefined ? 'added' : 'renewed')
    onArrival()
  }, [brought])
  return arrival
}

/** Checks a connector. */
function useCheck(connector_id: string) {
  const client = useQueryClient()
  const check = useChange('checkConnector', {
    outdates: ['getConnector', 'listConnectors', 'listToolCalls'],
    onSuccess: ({ status }) => noteCheck(client, connector_id, status),
  })
  return { ...check, run: () => check.mutate({ path: { connector_id }, body: {} }) }
}

function ConnectorOverview({ connector }: { readonly connector: ConnectorDetail }) {
  const { source_template, health } = connector
  return (
    <div className="grid gap-4 @4xl/page:grid-cols-[minmax(0,1fr)_22rem]">
      <Card
        title={t`Recent calls`}
        actions={
          <CardLink
            to="/w/$workspace/activity"
            params={{ workspace: connector.workspace_id }}
            search={{ connector: connector.id }}
          >
            <Trans>All calls</Trans>
          </CardLink>
        }
      >
        <LastCalls of={{ connector_id: connector.id }} limit={SHOWN} />
      </Card>
      <Card title={t`Details`}>
        <Facts>
          <Fact name={t`ID`}>
            <CopyableId id={connector.id} what={t`connector id`} />
          </Fact>
          <Fact name={t`Service`}>{source_template.name}</Fact>
          <Fact name={t`Sends to`}>
            {connector.base_url === null ? (
              <span className="text-muted">
                <Trans>an address that its credentials hold</Trans>
              </span>
            ) : (
              <code className="break-all text-xs">{connector.base_url}</code>
            )}
          </Fact>
          <Fact name={t`Created`}>
            <Time at={connector.created_at} />
          </Fact>
          <Fact name={t`Updated`}>
            <Time at={connector.updated_at} />
          </Fact>
          <Fact name={t`Last call`}>
            {health?.last_call_at ? <Time at={health.last_call_at} /> : t`never`}
          </Fact>
        </Facts>
      </Card>
    </div>
  )
}

interface DeleteConnectorProps {
  readonly open: boolean
  readonly connector: ConnectorDetail
  readonly onClose: () => void
  readonly onDeleted: () => void
}

function DeleteConnector({ open, connector, onClose, onDeleted }: DeleteConnectorProps) {
  const service = connector.source_template.name

  return (
    <ConfirmChange
      open={open}
      change="deleteConnector"
      input={{ path: { connector_id: connector.id } }}
      outdates={['listConnectors', 'listWorkspaces']}
      done={t`${connector.name} was deleted.`}
      onDone={onDeleted}
      onClose={onClose}
      title={t`Delete this connector?`}
      action={t`Delete connector`}
      danger
    >
      <p>
        <Trans>
          <b className="break-words font-medium">{connector.name}</b> and its encrypted credentials are
          removed permanently, and every call through it fails from then on.
        </Trans>
      </p>
      <p>
        <Trans>
          The credentials may stay valid at {service}: revoke them there if nothing else uses them. The
          records of its calls are kept as long as the organization keeps records.
        </Trans>
      </p>
    </ConfirmChange>
  )
}

interface RenameConnectorProps {
  readonly connector: ConnectorDetail
  readonly onClose: () => void
}

function RenameConnector({ connector, onClose }: RenameConnectorProps) {
  const toasts = useToasts()
  const path = { connector_id: connector.id }
  const outdates = ['getConnector', 'listConnectors'] as const
  const undo = useChange('updateConnector', { outdates, onError: toasts.failed })
  const rename = useChange('updateConnector', {
    outdates,
    onSuccess: ({ name }) => {
      toasts.done(t`Renamed to ${name}.`, () => undo.mutate({ path, body: { name: connector.name } }))
      onClose()
    },
  })
  return (
    <RenameDialog
      title={t`Rename connector`}
      name={connector.name}
      busy={rename.isPending}
      error={rename.error}
      onRename={(name) => rename.mutate({ path, body: { name } })}
      onClose={onClose}
    />
  )
}
