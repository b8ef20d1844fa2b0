import { msg, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Link2, SearchX } from 'lucide-react'
import { useState } from 'react'
import { usePages } from '#api/use-api.ts'
import { SendLinkDialog } from '#entities/connect-link/send-link-dialog.tsx'
import { useServices } from '#entities/connector/use-services.ts'
import { useMay } from '#entities/workspace/use-may.ts'
import { useScope } from '#entities/workspace/workspace-scope.tsx'
import { translated } from '#texts/translated.ts'
import { Button } from '#ui/button.tsx'
import { Segments } from '#ui/form/segments.tsx'
import { DataList } from '#ui/list/data-list.tsx'
import { LoadedPages } from '#ui/list/paged-list.tsx'
import { Page } from '#ui/page.tsx'
import { Badge } from '#ui/show/badge.tsx'
import { EmptyState } from '#ui/show/states.tsx'
import { Time } from '#ui/show/time.tsx'
import { SessionSheet } from './session-sheet.tsx'
import { type ConnectSession, getAccount, getRecipient, getStatusWords } from './session-words.ts'

const FILTERS = [
  { value: 'all', label: msg`All` },
  { value: 'awaiting_confirmation', label: msg`To confirm` },
  { value: 'open', label: msg`Open` },
] as const

/** Page with the connect links of a workspace, newest first. */
export function ConnectLinksPage() {
  const workspace = useScope()
  const { status, link } = useSearch({ from: '/app/w/$workspace/connect-links' })
  const navigate = useNavigate({ from: '/w/$workspace/connect-links' })
  const [isSending, setSending] = useState(false)
  const chosen = status === 'open' || status === 'awaiting_confirmation' ? status : 'all'
  const list = usePages('listConnectSessions', {
    workspace_id: workspace.id,
    ...(chosen !== 'all' && { status: chosen }),
  })
  const set = (changes: { status?: string; link?: string }) => {
    const all = Object.entries({ status, link, ...changes }).filter(([, value]) => value !== undefined)
    navigate({ search: Object.fromEntries(all), replace: true })
  }
  const ids = list.items.map(({ session_id }) => session_id)
  const onShow = (id: string | undefined) => set({ link: id as string })
  const mayUse = useMay('user')
  const isEmpty = list.isSuccess && list.items.length === 0 && chosen === 'all'
  const getSend = (variant: 'primary' | 'secondary') =>
    mayUse &&
    workspace.status === 'active' && (
      <Button variant={variant} icon={<Link2 />} onClick={() => setSending(true)}>
        <Trans>Send a connect link</Trans>
      </Button>
    )
  return (
    <Page
      title={t`Connect links`}
      width="list"
      trail={[{ label: t`Connectors`, to: '/w/$workspace/connectors', params: { workspace: workspace.id } }]}
      actions={getSend(isEmpty ? 'secondary' : 'primary')}
      aside={link !== undefined && <SessionSheet id={link} ids={ids} onShow={onShow} />}
      toolbar={
        <Segments
          label={t`State`}
          value={chosen}
          options={translated(FILTERS)}
          onChange={(value) => set({ status: (value === 'all' ? undefined : value) as string })}
        />
      }
    >
      <LoadedPages
        list={list}
        empty={
          <EmptyState
            icon={chosen === 'all' ? <Link2 /> : <SearchX />}
            title={chosen === 'all' ? t`No connect links` : t`No such links`}
            actions={isEmpty && getSend('primary')}
          >
            {chosen === 'all'
              ? t`With a link, the owner of the account connects it in a browser. No credential is sent by mail or chat.`
              : t`No link of this workspace is in this state.`}
          </EmptyState>
        }
      >
        {() => (
          <Links
            list={list}
            current={link}
            onMove={link === undefined ? undefined : ({ session_id }) => onShow(session_id)}
          />
        )}
      </LoadedPages>
      {isSending && <SendLinkDialog workspace={workspace} onClose={() => setSending(false)} />}
    </Page>
  )
}

interface LinksProps {
  readonly list: ReturnType<typeof usePages<'listConnectSessions'>>
  readonly current: string | undefined
  readonly onMove: ((session: ConnectSession) => void) | undefined
}

function Links({ list, current, onMove }: LinksProps) {
  const { byId } = useServices()
  const { status } = useSearch({ from: '/app/w/$workspace/connect-links' })
  return (
    <DataList
      label={t`Connect links`}
      rows={list.items}
      getKey={({ session_id }) => session_id}
      getLink={({ session_id, workspace_id }) => ({
        to: '/w/$workspace/connect-links',
        params: { workspace: workspace_id },
        search: { ...(status !== undefined && { status }), link: session_id },
      })}
      getCurrent={({ session_id }) => session_id === current}
      onMove={onMove}
      hasMore={list.hasNextPage}
      isLoadingMore={list.isFetchingNextPage}
      moreError={list.isFetchNextPageError ? list.error : null}
      onMore={list.fetchNextPage}
      columns={[
        {
          header: t`For`,
          width: 'minmax(0,1fr)',
          cell: (one) => (
            <span className="block truncate">
              {getRecipient(one) ?? (one.kind === 'reconnect' ? t`Reconnect` : t`Anyone with the link`)}
            </span>
          ),
        },
        {
          header: t`Service`,
          width: 'minmax(0,1fr)',
          wide: true,
          cell: ({ services }) => (
            <span className="block truncate text-muted">
              {services?.map((id) => byId.get(id)?.name ?? id).join(', ') ?? t`Any`}
            </span>
          ),
        },
        {
          header: t`Account`,
          width: 'minmax(0,1fr)',
          wide: true,
          cell: (one) => <span className="block truncate text-muted">{getAccount(one) ?? '–'}</span>,
        },
        {
          header: t`State`,
          width: '10.5rem',
          cell: (one) => {
            const { text, tone } = getStatusWords(one)
            return (
              <Badge tone={tone} dot>
                {text}
              </Badge>
            )
          },
        },
        {
          header: t`Made`,
          width: '5.5rem',
          align: 'end',
          cell: ({ created_at }) => <Time at={created_at} className="text-muted" />,
        },
      ]}
    />
  )
}
