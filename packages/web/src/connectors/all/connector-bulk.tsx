import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { Link2, Stethoscope, Trash2 } from 'lucide-react'
import { type ComponentProps, useEffect, useRef, useState } from 'react'
import type { Output } from '#api/api.ts'
import { useBulk } from '#api/use-bulk.ts'
import { useIsAdmin } from '#entities/session/use-is-admin.ts'
import { Button } from '#ui/button.tsx'
import { ConfirmDialog } from '#ui/layer/confirm-dialog.tsx'
import { ShownOnceDialog } from '#ui/layer/shown-once-dialog.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { SelectionBar } from '#ui/list/selection-bar.tsx'
import { LinkList } from '#ui/show/link-list.tsx'

export type Connector = Output<'listOrganizationCredentials'>['data'][number]

/** Milliseconds until a call is recorded: up to a second after its response. */
const ON_RECORD_MS = 1_500
const OUTDATES = [
  'listOrganizationCredentials',
  'listConnectors',
  'getConnector',
  'listWorkspaces',
  'listConnectSessions',
] as const

/** Lifetime of the links in seconds: 7 days, since people receive them by mail. */
const LINK_SECONDS = 604_800
const CONFIRM_SECONDS = 604_800

type Link = ComponentProps<typeof LinkList>['links'][number]

interface ConnectorBulkProps {
  readonly selected: ReadonlyMap<string, Connector>
  readonly onClear: () => void
}

/** Bulk actions on connectors of several workspaces. */
export function ConnectorBulk({ selected, onClear }: ConnectorBulkProps) {
  const toasts = useToasts()
  const client = useQueryClient()
  const { run, progress } = useBulk(OUTDATES)
  const isAdmin = useIsAdmin()
  const [isAsked, setAsked] = useState(false)
  const [links, setLinks] = useState<readonly Link[]>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const all = [...selected.values()]

  async function check() {
    const outcomes = { works: 0, fails: 0, unclear: 0 }
    const { failed, error } = await run(all, async (api, { id }) => {
      const { status } = await api.call('checkConnector', { path: { connector_id: id }, body: {} })
      outcomes[status === 'succeeded' ? 'works' : status === 'failed' ? 'fails' : 'unclear'] += 1
    })
    const parts = [
      outcomes.works > 0 && plural(outcomes.works, { one: '# connector works', other: '# connectors work' }),
      outcomes.fails > 0 && plural(outcomes.fails, { one: '# fails', other: '# fail' }),
      outcomes.unclear > 0 && t`${{ count: outcomes.unclear }} without a result`,
    ].filter(Boolean)
    if (parts.length > 0) toasts.done(`${parts.join(', ')}.`)
    if (error !== undefined)
      toasts.failed(
        new Error(
          `${t`${plural(failed.length, { one: '# connector', other: '# connectors' })} could not be checked.`} ${error.message}`,
        ),
      )
    onClear()
    timer.current = setTimeout(() => {
      for (const operation of OUTDATES) client.invalidateQueries({ queryKey: [operation] })
    }, ON_RECORD_MS)
  }
  async function link() {
    const made: Link[] = []
    const { failed, error } = await run(all, async (api, { id, connector_name, workspace_name }) => {
      const body = { connector_id: id, expires_in: LINK_SECONDS, confirm_within: CONFIRM_SECONDS }
      const { url } = await api.call('createConnectSession', { body })
      made.push({ key: id, name: `${workspace_name}, ${connector_name}`, url })
    })
    if (made.length > 0) setLinks(made)
    if (error !== undefined)
      toasts.failed(
        new Error(
          `${t`No link was made for ${plural(failed.length, { one: '# connector', other: '# connectors' })}.`} ${error.message}`,
        ),
      )
    onClear()
  }
  async function remove() {
    const { done, failed, error } = await run(all, (api, { id }) =>
      api.call('deleteConnector', { path: { connector_id: id } }),
    )
    if (done.length > 0)
      toasts.done(
        plural(done.length, { one: '# connector was deleted.', other: '# connectors were deleted.' }),
      )
    if (error !== undefined)
      toasts.failed(
        new Error(
          `${t`${plural(failed.length, { one: '# connector', other: '# connectors' })} could not be deleted.`} ${error.message}`,
        ),
      )
    setAsked(false)
    onClear()
  }
  return (
    <>
      <SelectionBar
        count={all.length}
        progress={progress && t`${progress.done} of ${progress.of}`}
        onClear={onClear}
      >
        <Button size="sm" variant="ghost" icon={<Stethoscope />} onClick={check}>
          <Trans>Check</Trans>
        </Button>
        {isAdmin && (
          <Button size="sm" variant="ghost" icon={<Link2 />} onClick={link}>
            <Trans>Reconnect links</Trans>
          </Button>
        )}
        <Button size="sm" variant="ghost" icon={<Trash2 />} onClick={() => setAsked(true)}>
          <Trans>Delete</Trans>
        </Button>
      </SelectionBar>
      {links !== undefined && (
        <ShownOnceDialog
          title={t`Reconnect links`}
          onClose={() => setLinks(undefined)}
          warning={
            <Trans>
              Send each link to the owner of the account. It works once, for 7 days, and is not shown again.
              The current credential is used until you confirm the new one.
            </Trans>
          }
        >
          <LinkList links={links} />
        </ShownOnceDialog>
      )}
      <ConfirmDialog
        open={isAsked}
        onClose={() => setAsked(false)}
        title={t`Delete ${plural(all.length, { one: '# connector', other: '# connectors' })} permanently?`}
        action={t`Delete ${plural(all.length, { one: '# connector', other: '# connectors' })}`}
        danger
        typed={String(all.length)}
        busy={progress !== undefined}
        error={null}
        onConfirm={remove}
      >
        <p>
          <Trans>
            Their encrypted credentials are removed permanently, and every call through them fails from then
            on.
          </Trans>
        </p>
        <p>
          <Trans>
            The credentials may stay valid at the services: revoke them there if nothing else uses them.
          </Trans>
        </p>
      </ConfirmDialog>
    </>
  )
}
