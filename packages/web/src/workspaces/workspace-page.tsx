import { DEFAULT_WORKSPACE } from '@bulkhead/sdk/client'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link, useNavigate } from '@tanstack/react-router'
import { Ban, CircleCheck, Pencil, ShieldX, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { LastCalls } from '#entities/call/last-calls.tsx'
import { HealthBadge } from '#entities/connector/health-badge.tsx'
import { ServiceIcon } from '#entities/connector/service-icon.tsx'
import { toLabel } from '#entities/connector/to-label.ts'
import { getState, useConnectors } from '#entities/connector/use-connectors.ts'
import { useIsAdmin } from '#entities/session/use-is-admin.ts'
import { ChangeStatus } from '#entities/workspace/change-status.tsx'
import { useMay } from '#entities/workspace/use-may.ts'
import { useScope } from '#entities/workspace/workspace-scope.tsx'
import { Button } from '#ui/button.tsx'
import { CopyableId } from '#ui/copy-button.tsx'
import { Card, CardLink, Page } from '#ui/page.tsx'
import { Badge } from '#ui/show/badge.tsx'
import { Fact, Facts } from '#ui/show/facts.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { ErrorState } from '#ui/show/states.tsx'
import { Time } from '#ui/show/time.tsx'
import { ConfirmChange } from '../api/confirm-change.tsx'
import { useChange } from '../api/use-api.ts'
import type { WorkspaceItem } from '../entities/workspace/use-workspace.ts'
import type { WorkspaceDialogProps } from '../entities/workspace/workspace-dialog-props.ts'
import { RenameDialog } from '../ui/layer/rename-dialog.tsx'
import { useToasts } from '../ui/layer/toasts.tsx'
import { DeleteWorkspace } from './delete-workspace.tsx'

const OUTDATES = ['getWorkspace', 'listWorkspaces'] as const

/** Page of one workspace: connectors, activity and actions. */
export function WorkspacePage() {
  const workspace = useScope()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'rename' | 'revoke' | 'status' | 'delete'>()
  const close = () => setOpen(undefined)
  const isAdmin = useIsAdmin()
  const mayRevoke = useMay('manager')
  return (
    <Page
      title={workspace.name}
      isRoot
      heading={
        <>
          <span className="min-w-0 truncate">{workspace.name}</span>
          {workspace.status === 'inactive' && (
            <Badge tone="warn" dot>
              <Trans>inactive</Trans>
            </Badge>
          )}
        </>
      }
      actions={
        isAdmin &&
        workspace.name !== DEFAULT_WORKSPACE && (
          <Button icon={<Pencil />} onClick={() => setOpen('rename')}>
            <Trans>Rename</Trans>
          </Button>
        )
      }
    >
      <div className="grid gap-4 @4xl/page:grid-cols-2">
        <Connectors workspace={workspace} />
        <Activity workspace={workspace} />
        <About workspace={workspace} />
        {mayRevoke && (
          <Card title={t`Manage`}>
            <ul className="divide-y divide-line">
              <Act
                title={t`Revoke all tokens`}
                text={t`Ends every scoped token of this workspace now. New ones can be minted.`}
                button={
                  <Button icon={<ShieldX />} onClick={() => setOpen('revoke')}>
                    <Trans>Revoke</Trans>
                  </Button>
                }
              />
              {isAdmin && (
                <>
                  {workspace.status === 'active' ? (
                    <Act
                      title={t`Deactivate`}
                      text={t`Nothing can be executed, minted or added until it is active again. Connectors stay; scoped tokens end permanently.`}
                      button={
                        <Button icon={<Ban />} onClick={() => setOpen('status')}>
                          <Trans>Deactivate</Trans>
                        </Button>
                      }
                    />
                  ) : (
                    <Act
                      title={t`Activate`}
                      text={t`Tokens can be minted and operations executed again.`}
                      button={
                        <Button icon={<CircleCheck />} variant="primary" onClick={() => setOpen('status')}>
                          <Trans>Activate</Trans>
                        </Button>
                      }
                    />
                  )}
                  <Act
                    title={t`Delete`}
                    text={
                      workspace.name === DEFAULT_WORKSPACE
                        ? t`The default workspace cannot be deleted.`
                        : t`Its connectors, and the key that opens their credentials, are destroyed.`
                    }
                    button={
                      workspace.name !== DEFAULT_WORKSPACE && (
                        <Button icon={<Trash2 />} variant="danger-quiet" onClick={() => setOpen('delete')}>
                          <Trans>Delete</Trans>
                        </Button>
                      )
                    }
                  />
                </>
              )}
            </ul>
          </Card>
        )}
      </div>
      {open === 'rename' && <RenameWorkspace workspace={workspace} onClose={close} />}
      <RevokeTokens open={open === 'revoke'} workspace={workspace} onClose={close} />
      <ChangeStatus open={open === 'status'} workspace={workspace} onClose={close} />
      <DeleteWorkspace
        open={open === 'delete'}
        workspace={workspace}
        onClose={close}
        onDeleted={() => navigate({ to: '/workspaces', search: {}, replace: true })}
      />
    </Page>
  )
}

interface ActProps {
  readonly title: string
  readonly text: string
  readonly button: React.ReactNode
}

function Act({ title, text, button }: ActProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <h3 className="font-medium text-sm">{title}</h3>
        <p className="text-muted text-sm">{text}</p>
      </div>
      {button}
    </li>
  )
}

interface SectionProps {
  readonly workspace: WorkspaceItem
}

const SHOWN = 6

function Connectors({ workspace }: SectionProps) {
  const { connectors, error, refetch, isFetching } = useConnectors(workspace.id)
  return (
    <Card
      title={connectors === undefined ? t`Connectors` : t`Connectors (${connectors.length})`}
      actions={<CardLink to="/w/$workspace/connectors" params={{ workspace: workspace.id }} />}
    >
      {/* The minimum height fits two rows, or the empty state. */}
      <div className="min-h-25">
        {connectors === undefined ? (
          error === null ? (
            <SkeletonRows rows={2} />
          ) : (
            <ErrorState error={error} onRetry={refetch} isRetrying={isFetching} />
          )
        ) : connectors.length === 0 ? (
          <p className="px-4 py-10 text-center text-muted text-sm">
            <Trans>No connectors yet.</Trans>
          </p>
        ) : (
          <ul className="divide-y divide-line">
            {connectors.slice(0, SHOWN).map((connector) => (
              <li
                key={connector.id}
                className="relative flex min-h-10 items-center gap-3 px-4 text-sm transition-colors focus-within:bg-hover hover:bg-hover"
              >
                <ServiceIcon
                  slug={connector.summarized_source_template.connector_name}
                  name={connector.summarized_source_template.name}
                  size="sm"
                />
                <Link
                  to="/w/$workspace/connectors/$connector"
                  params={{ workspace: workspace.id, connector: connector.id }}
                  className="min-w-0 flex-1 truncate after:absolute after:inset-0"
                >
                  {toLabel(connector, connectors)}
                </Link>
                <HealthBadge connector_id={connector.id} state={getState(connector)} isQuiet />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  )
}

function Activity({ workspace }: SectionProps) {
  return (
    <Card
      title={t`Recent calls`}
      actions={<CardLink to="/w/$workspace/activity" params={{ workspace: workspace.id }} />}
    >
      <LastCalls of={{ workspace_id: workspace.id }} limit={SHOWN} />
    </Card>
  )
}

function About({ workspace }: SectionProps) {
  return (
    <Card title={t`About`}>
      <Facts>
        <Fact name={t`Name`}>{workspace.name}</Fact>
        <Fact name={t`ID`}>
          <CopyableId id={workspace.id} what={t`workspace id`} />
        </Fact>
        <Fact name={t`Other names`}>
          {workspace.aliases.length === 0 ? (
            <span className="text-muted">
              <Trans>none</Trans>
            </span>
          ) : (
            <Aliases workspace={workspace} />
          )}
        </Fact>
        <Fact name={t`Created`}>
          <Time at={workspace.created_at} />
        </Fact>
        <Fact name={t`Updated`}>
          <Time at={workspace.updated_at} />
        </Fact>
      </Facts>
    </Card>
  )
}

function Aliases({ workspace }: SectionProps) {
  const toasts = useToasts()
  const isAdmin = useIsAdmin()
  const end = useChange('deleteWorkspaceAlias', {
    outdates: ['getWorkspace', 'listWorkspaces'],
    onSuccess: (_workspace, { path }) => toasts.done(t`${path.name} is free again.`),
    onError: toasts.failed,
  })
  return (
    <ul className="flex flex-col">
      {workspace.aliases.map((name) => (
        <li key={name} className="flex items-center gap-2">
          <span className="min-w-0 flex-1 truncate">{name}</span>
          {isAdmin && (
            <Button
              size="sm"
              variant="ghost"
              aria-label={t`Free the name ${name}`}
              busy={end.isPending && end.variables.path.name === name}
              onClick={() => end.mutate({ path: { workspace_id: workspace.id, name } })}
            >
              <Trans>Give up</Trans>
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

interface RenameWorkspaceProps {
  readonly workspace: WorkspaceItem
  readonly onClose: () => void
}

function RenameWorkspace({ workspace, onClose }: RenameWorkspaceProps) {
  const toasts = useToasts()
  const path = { workspace_id: workspace.id }
  const undo = useChange('updateWorkspace', { outdates: OUTDATES, onError: toasts.failed })
  const rename = useChange('updateWorkspace', {
    outdates: OUTDATES,
    onSuccess: ({ name }) => {
      toasts.done(t`Renamed to ${name}.`, () => undo.mutate({ path, body: { name: workspace.name } }))
      onClose()
    },
  })
  return (
    <RenameDialog
      title={t`Rename workspace`}
      name={workspace.name}
      help={t`The old name stays an alias: clients that use it keep working, and no other workspace can take it.`}
      busy={rename.isPending}
      error={rename.error}
      onRename={(name) => rename.mutate({ path, body: { name } })}
      onClose={onClose}
    />
  )
}

function RevokeTokens({ open, workspace, onClose }: WorkspaceDialogProps) {
  return (
    <ConfirmChange
      open={open}
      change="revokeWorkspaceTokens"
      input={{ path: { workspace_id: workspace.id } }}
      done={t`All tokens of ${workspace.name} are revoked.`}
      onClose={onClose}
      title={t`Revoke all tokens?`}
      action={t`Revoke all`}
      danger
    >
      <p>
        <Trans>
          Every scoped token of <b className="break-words font-medium">{workspace.name}</b> is refused from
          now on, on every process within a second. Anyone who holds one needs a new one from your app, which
          can mint it at once.
        </Trans>
      </p>
      <p>
        <Trans>
          Connectors and credentials stay as they are. A call already sent to a service may finish.
        </Trans>
      </p>
    </ConfirmChange>
  )
}
