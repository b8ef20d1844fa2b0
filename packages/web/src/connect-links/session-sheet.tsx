import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useChange, useRead } from '#api/use-api.ts'
import { useServices } from '#entities/connector/use-services.ts'
import { useSession } from '#entities/session/use-session.ts'
import { useMay } from '#entities/workspace/use-may.ts'
import { Button } from '#ui/button.tsx'
import { SideSheet } from '#ui/layer/side-sheet.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { Badge } from '#ui/show/badge.tsx'
import { Fact, Facts } from '#ui/show/facts.tsx'
import { Loaded } from '#ui/show/loaded.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { Time } from '#ui/show/time.tsx'
import { type ConnectSession, getAccount, getRecipient, getStatusWords } from './session-words.ts'

interface SessionSheetProps {
  readonly id: string
  /** Sessions of the list, in its order. */
  readonly ids: readonly string[]
  /** Shows another session. Undefined closes the panel. */
  readonly onShow: (id: string | undefined) => void
}

/** Panel for a connect link beside the list, with its actions. */
export function SessionSheet({ id, ids, onShow }: SessionSheetProps) {
  const read = useRead('getConnectSession', { path: { session_id: id } })
  const at = ids.indexOf(id)
  const step = (to: string | undefined) => (at < 0 || to === undefined ? undefined : () => onShow(to))
  return (
    <SideSheet
      label={t`Connect link`}
      heading={t`Connect link`}
      onClose={() => onShow(undefined)}
      onPrevious={step(ids[at - 1])}
      onNext={step(ids[at + 1])}
    >
      <Loaded read={read} skeleton={<Skeleton className="h-80" />}>
        {(data) => <Details key={id} session={data} />}
      </Loaded>
    </SideSheet>
  )
}

function Details({ session }: { readonly session: ConnectSession }) {
  const { byId } = useServices()
  const { text, tone } = getStatusWords(session)
  const { services, finished_by, previous_account, workspace_id, connector_id, person_id } = session
  const isManager = useMay('manager')
  const isOwn = useSession()?.person.id === person_id
  const mayDecide = isManager || isOwn
  const names = services?.map((one) => byId.get(one)?.name ?? one).join(', ') ?? t`Any`
  return (
    <div className="flex flex-col gap-4">
      {session.status === 'awaiting_confirmation' &&
        (mayDecide ? (
          <Decision session={session} />
        ) : (
          <p className="text-muted text-sm">
            <Trans>The person who made the link confirms it, or a manager of the workspace.</Trans>
          </p>
        ))}
      {session.status === 'open' && mayDecide && <Revoke session={session} />}
      <Facts>
        <Fact name={t`State`}>
          <Badge tone={tone} dot>
            {text}
          </Badge>
        </Fact>
        <Optional name={t`Service`} value={connector_id !== null && services === null ? undefined : names} />
        <Optional name={t`For`} value={getRecipient(session)} />
        <Optional name={t`Account`} value={getAccount(session)} />
        <Optional
          name={t`Before`}
          value={previous_account === null ? undefined : (previous_account.name ?? previous_account.id)}
        />
        <Optional name={t`Browser`} value={finished_by?.browser ?? undefined} />
        <Optional name={t`Network`} value={finished_by?.network ?? undefined} />
        <Optional name={t`Error`} value={session.error?.message} />
        <Moment name={t`Made`} at={session.created_at} />
        <Moment name={t`Works until`} at={session.status === 'open' ? session.expires_at : null} />
        <Moment name={t`Finished`} at={session.completed_at} />
        <Moment
          name={t`Confirm until`}
          at={session.status === 'awaiting_confirmation' ? session.confirm_until : null}
        />
        {session.status === 'completed' && connector_id !== null && (
          <Fact name={t`Connector`}>
            <Link
              to="/w/$workspace/connectors/$connector"
              params={{ workspace: workspace_id, connector: connector_id }}
              className="text-accent underline"
            >
              <Trans>Open it</Trans>
            </Link>
          </Fact>
        )}
      </Facts>
    </div>
  )
}

function Optional({ name, value }: { readonly name: string; readonly value: ReactNode }) {
  return value === undefined ? null : <Fact name={name}>{value}</Fact>
}

function Moment({ name, at }: { readonly name: string; readonly at: string | null }) {
  return at === null ? null : (
    <Fact name={name}>
      <Time at={at} />
    </Fact>
  )
}

const OUTDATED = ['listConnectSessions', 'getConnectSession', 'listConnectors', 'getConnector'] as const

/**
 * Buttons to confirm or reject a finished link. Account, browser and network help to see whether the intended person
 * finished it.
 */
function Decision({ session }: { readonly session: ConnectSession }) {
  const toasts = useToasts()
  const path = { session_id: session.session_id }
  const confirm = useChange('confirmConnectSession', {
    outdates: OUTDATED,
    onSuccess: () => toasts.done(t`The account is connected.`),
  })
  const discard = useChange('discardConnectSession', {
    outdates: OUTDATED,
    onSuccess: () => toasts.done(t`The credential was discarded.`),
  })
  const error = confirm.error ?? discard.error
  const isBusy = confirm.isPending || discard.isPending
  const account = getAccount(session)
  return (
    <section
      aria-label={t`Confirm`}
      className="flex flex-col gap-3 rounded-md border border-warn/30 bg-warn-soft p-3"
    >
      <p className="text-sm">
        {account === undefined ? (
          <Trans>Somebody connected an account that the service does not name.</Trans>
        ) : (
          <Trans>Somebody connected {account}.</Trans>
        )}{' '}
        <Trans>
          Is it the account you expect, from the person you sent the link to? It cannot be used until you
          confirm.
        </Trans>
      </p>
      <div className="flex gap-2">
        <Button
          variant="primary"
          busy={confirm.isPending}
          disabled={isBusy}
          onClick={() => confirm.mutate({ path, body: {} })}
        >
          <Trans>Confirm</Trans>
        </Button>
        <Button
          variant="danger"
          busy={discard.isPending}
          disabled={isBusy}
          onClick={() => discard.mutate({ path })}
        >
          <Trans>Discard</Trans>
        </Button>
      </div>
      {error && <ErrorNote error={error} />}
    </section>
  )
}

function Revoke({ session: { session_id } }: { readonly session: ConnectSession }) {
  const toasts = useToasts()
  const revoke = useChange('revokeConnectSession', {
    outdates: OUTDATED,
    onSuccess: () => toasts.done(t`The link was revoked.`),
  })
  return (
    <div className="flex flex-col items-start gap-2">
      <Button busy={revoke.isPending} onClick={() => revoke.mutate({ path: { session_id } })}>
        <Trans>Revoke link</Trans>
      </Button>
      {revoke.error && <ErrorNote error={revoke.error} />}
    </div>
  )
}
