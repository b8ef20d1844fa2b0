import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '#api/api.ts'
import { ConfirmChange } from '#api/confirm-change.tsx'
import { useRead } from '#api/use-api.ts'
import { useCurrentWorkspace } from '#entities/workspace/use-current-workspace.ts'
import { useWorkspace } from '#entities/workspace/use-workspace.ts'
import { Button } from '#ui/button.tsx'
import { Card } from '#ui/page.tsx'
import { Badge } from '#ui/show/badge.tsx'
import { CardList } from '#ui/show/card-list.tsx'
import { LastUsed } from '#ui/show/last-used.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { EmptyState, ErrorState } from '#ui/show/states.tsx'
import { Time } from '#ui/show/time.tsx'
import { AccessPage } from './access-page.tsx'
import { CreateKey } from './create-key.tsx'
import { WorkspaceField } from './workspace-field.tsx'

type Key = Output<'listWorkspaceKeys'>['data'][number]

const SOON_MS = 7 * 86_400_000

const PREFIX = 'bhk_'

/** Page with the keys of a workspace, for clients that can only send a fixed header. */
export function KeysPage() {
  const named = useCurrentWorkspace()
  const current = useWorkspace(named)
  const [chosen, setChosen] = useState<string>()
  const [isCreating, setCreating] = useState(false)
  const workspace_id = chosen ?? current.data?.id
  const shown = useWorkspace(chosen ?? named).data
  // Owners and admins have all rights and no level.
  const isRefused = shown?.level !== undefined && shown.level !== 'manager'
  return (
    <AccessPage
      title={t`Keys`}
      actions={
        workspace_id !== undefined &&
        !isRefused && (
          <Button variant="primary" icon={<Plus />} onClick={() => setCreating(true)}>
            <Trans>Create key</Trans>
          </Button>
        )
      }
    >
      <p className="mb-4 max-w-2xl text-muted text-sm">
        <Trans>
          A key belongs to one workspace and is valid for months. Use it for workers, and for agents and tools
          that accept only a header. It can read, describe and execute, but not change settings.
        </Trans>
      </p>
      {workspace_id === undefined ? (
        <Card>
          {current.error === null ? (
            <SkeletonRows rows={3} />
          ) : (
            <ErrorState error={current.error} onRetry={current.refetch} />
          )}
        </Card>
      ) : (
        <>
          <div className="mb-4 max-w-sm">
            <WorkspaceField workspace_id={workspace_id} onChoose={setChosen} />
          </div>
          {isRefused ? (
            <Card>
              <EmptyState icon={<KeyRound />} title={t`Only managers can see keys`}>
                <Trans>Only managers of this workspace can see, make and revoke its keys.</Trans>
              </EmptyState>
            </Card>
          ) : (
            shown !== undefined && <Keys key={workspace_id} workspace_id={workspace_id} />
          )}
          {isCreating && <CreateKey workspace_id={workspace_id} onClose={() => setCreating(false)} />}
        </>
      )}
    </AccessPage>
  )
}

function Keys({ workspace_id }: { readonly workspace_id: string }) {
  const keys = useRead('listWorkspaceKeys', { path: { workspace_id } })
  const [revoking, setRevoking] = useState<Key>()
  const empty = (
    <EmptyState icon={<KeyRound />} title={t`No keys`}>
      <Trans>No key reaches this workspace.</Trans>
    </EmptyState>
  )
  return (
    <>
      <CardList read={keys} empty={empty}>
        {(items) => (
          <Card>
            <ul className="divide-y divide-line">
              {items.map((key) => (
                <KeyRow key={key.id} item={key} onRevoke={() => setRevoking(key)} />
              ))}
            </ul>
          </Card>
        )}
      </CardList>
      {revoking !== undefined && <RevokeKey item={revoking} onClose={() => setRevoking(undefined)} />}
    </>
  )
}

function KeyRow({ item, onRevoke }: { readonly item: Key; readonly onRevoke: () => void }) {
  const { name, hint, grant, created_at, expires_at, last_used_at } = item
  const leftMs = Date.parse(expires_at) - Date.now()
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-sm">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <span className="break-words font-medium">{name}</span>
          <code className="text-muted text-xs">
            {PREFIX}…{hint}
          </code>
          {grant !== null && (
            <Badge>
              <Trans>narrowed</Trans>
            </Badge>
          )}
          {leftMs <= 0 ? (
            <Badge tone="bad" dot>
              <Trans>expired</Trans>
            </Badge>
          ) : (
            leftMs < SOON_MS && (
              <Badge tone="warn" dot>
                <Trans>ends soon</Trans>
              </Badge>
            )
          )}
        </p>
        <p className="flex flex-wrap gap-x-4 text-muted text-xs">
          <span>
            <Trans>
              created <Time at={created_at} />
            </Trans>
          </span>
          <span>
            <Trans>
              ends <Time at={expires_at} />
            </Trans>
          </span>
          <span>
            <LastUsed at={last_used_at} />
          </span>
        </p>
      </div>
      <Button size="sm" aria-label={t`Revoke ${name}`} onClick={onRevoke}>
        <Trans>Revoke</Trans>
      </Button>
    </li>
  )
}

function RevokeKey({ item, onClose }: { readonly item: Key; readonly onClose: () => void }) {
  const { id, workspace_id, name } = item

  return (
    <ConfirmChange
      change="revokeWorkspaceKey"
      input={{ path: { workspace_id, key_id: id } }}
      outdates={['listWorkspaceKeys']}
      done={t`The key ${name} is revoked.`}
      onClose={onClose}
      title={t`Revoke this key?`}
      action={t`Revoke key`}
      danger
    >
      <p>
        <Trans>Anything using this key stops working immediately.</Trans>
      </p>
    </ConfirmChange>
  )
}
