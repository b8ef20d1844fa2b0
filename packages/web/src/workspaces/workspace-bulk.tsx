import { DEFAULT_WORKSPACE } from '@bulkhead/sdk/client'
import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { CircleCheck, ShieldX, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '#api/api.ts'
import { type Bulk, useBulk } from '#api/use-bulk.ts'
import { Button } from '#ui/button.tsx'
import { ConfirmDialog } from '#ui/layer/confirm-dialog.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { SelectionBar } from '#ui/list/selection-bar.tsx'

export type WorkspaceItem = Output<'listWorkspaces'>['data'][number]
type Status = WorkspaceItem['status']

interface WorkspaceBulkProps {
  readonly selected: ReadonlyMap<string, WorkspaceItem>
  readonly onClear: () => void
}

/** Bulk actions on workspaces. */
export function WorkspaceBulk({ selected, onClear }: WorkspaceBulkProps) {
  const toasts = useToasts()
  const { run, progress } = useBulk(['listWorkspaces', 'getWorkspace', 'getWorkspaceStats'])
  const [asked, setAsked] = useState<'deactivate' | 'delete'>()
  const all = [...selected.values()]
  const active = all.filter(({ status }) => status === 'active')
  const inactive = all.filter(({ status }) => status === 'inactive')
  const deletable = all.filter(({ name }) => name !== DEFAULT_WORKSPACE)

  function tell(
    { done, failed, error }: Bulk<WorkspaceItem>,
    what: (count: number) => string,
    undo?: () => void,
  ) {
    if (done.length > 0) toasts.done(what(done.length), undo)
    if (error !== undefined)
      toasts.failed(
        new Error(
          `${t`${plural(failed.length, { one: '# workspace', other: '# workspaces' })} could not be changed.`} ${error.message}`,
        ),
      )
    setAsked(undefined)
    onClear()
  }
  async function setStatus(workspaces: readonly WorkspaceItem[], status: Status, isUndo = false) {
    const result = await run(workspaces, (api, { id }) =>
      api.call('updateWorkspace', { path: { workspace_id: id }, body: { status } }),
    )
    const back = status === 'active' ? 'inactive' : 'active'
    tell(
      result,
      status === 'active' ? toActive : toInactive,
      isUndo ? undefined : () => void setStatus(result.done, back, true),
    )
  }
  async function remove() {
    const result = await run(deletable, (api, { id }) =>
      api.call('deleteWorkspace', { path: { workspace_id: id } }),
    )
    tell(result, toDeleted)
  }
  return (
    <>
      <SelectionBar
        count={all.length}
        progress={progress && t`${progress.done} of ${progress.of}`}
        onClear={onClear}
      >
        <Button
          size="sm"
          variant="ghost"
          icon={<ShieldX />}
          disabled={active.length === 0}
          onClick={() => setAsked('deactivate')}
        >
          <Trans>Deactivate</Trans>
        </Button>
        <Button
          size="sm"
          variant="ghost"
          icon={<CircleCheck />}
          disabled={inactive.length === 0}
          onClick={() => setStatus(inactive, 'active')}
        >
          <Trans>Activate</Trans>
        </Button>
        <Button
          size="sm"
          variant="ghost"
          icon={<Trash2 />}
          disabled={deletable.length === 0}
          onClick={() => setAsked('delete')}
        >
          <Trans>Delete</Trans>
        </Button>
      </SelectionBar>
      <ConfirmDialog
        open={asked === 'deactivate'}
        onClose={() => setAsked(undefined)}
        title={t`Deactivate ${plural(active.length, { one: '# workspace', other: '# workspaces' })}?`}
        action={t`Deactivate`}
        danger
        busy={progress !== undefined}
        error={null}
        onConfirm={() => setStatus(active, 'inactive')}
      >
        <p>
          <Trans>
            Nothing can be minted, executed, checked or added in them until they are activated again. Reading
            and deleting stay possible.
          </Trans>
        </p>
        <p>
          <Trans>Existing scoped tokens end permanently: after activating, new ones have to be minted.</Trans>
        </p>
      </ConfirmDialog>
      <ConfirmDialog
        open={asked === 'delete'}
        onClose={() => setAsked(undefined)}
        title={t`Delete ${plural(deletable.length, { one: '# workspace', other: '# workspaces' })} permanently?`}
        action={t`Delete ${plural(deletable.length, { one: '# workspace', other: '# workspaces' })}`}
        danger
        typed={String(deletable.length)}
        busy={progress !== undefined}
        error={null}
        onConfirm={remove}
      >
        <p>
          <Trans>
            Their connectors, credentials, keys and tokens are destroyed. Nothing encrypted in them can be
            read again.
          </Trans>
        </p>
        {deletable.length < all.length && (
          <p>
            <Trans>The default workspace stays: it cannot be deleted.</Trans>
          </p>
        )}
      </ConfirmDialog>
    </>
  )
}

function toActive(count: number): string {
  return plural(count, { one: '# workspace is active.', other: '# workspaces are active.' })
}

function toInactive(count: number): string {
  return plural(count, { one: '# workspace is inactive.', other: '# workspaces are inactive.' })
}

function toDeleted(count: number): string {
  return plural(count, { one: '# workspace was deleted.', other: '# workspaces were deleted.' })
}
