import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { useRead } from '#api/use-api.ts'
import type { LinkedProvider } from '#entities/session/auth.ts'
import { SIGN_IN_FAILURES } from '#entities/session/sign-in-failures.ts'
import { useIsAdmin } from '#entities/session/use-is-admin.ts'
import { useAuth, useSession } from '#entities/session/use-session.ts'
import { i18n } from '#texts/i18n.ts'
import { Button } from '#ui/button.tsx'
import { cx } from '#ui/cx.ts'
import { Card } from '#ui/page.tsx'
import { LastUsed } from '#ui/show/last-used.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { Warning } from '#ui/show/warning.tsx'
import { ConfirmDialog } from '../ui/layer/confirm-dialog.tsx'
import { useToasts } from '../ui/layer/toasts.tsx'

/**
 * Card with the providers that are linked to the person's own account, and those that can be. Renders nothing if there
 * are none.
 */
export function LinkProvider() {
  const auth = useAuth()
  const { linked, failed } = useSearch({ from: '/app/settings/account' })
  const own = useQuery({ queryKey: ['linked-providers'], queryFn: () => auth.listLinkedProviders() })
  const known = useKnownProviders()
  const link = useMutation({
    mutationFn: (provider: string) => auth.linkProvider(provider),
    gcTime: 0,
    onSuccess: (url) => location.assign(url),
  })
  const reason = Object.entries(SIGN_IN_FAILURES).find(([name]) => name === failed)?.[1]
  const isLinked = own.data?.data ?? []
  const others = known.providers.filter(({ id }) => isLinked.every(({ provider_id }) => provider_id !== id))
  const isEmpty = isLinked.length + others.length === 0 && own.error === null
  // The card waits for both lists, so that no button moves away from under the pointer.
  if (own.isLoading || known.isLoading) return null
  if (isEmpty && linked === undefined && reason === undefined) return null
  return (
    <Card
      title={t`Your company's provider`}
      description={t`Link your account there once. From then on you can sign in with it.`}
    >
      {isLinked.length > 0 && (
        <ul className="divide-y divide-line">
          {isLinked.map((one) => (
            <LinkedRow key={one.provider_id} provider={one} />
          ))}
        </ul>
      )}
      {(linked !== undefined || reason !== undefined || own.error || others.length > 0) && (
        <div
          className={cx(
            'flex flex-col gap-3 border-line px-4 py-4 text-sm',
            isLinked.length > 0 && 'border-t',
          )}
        >
          {linked !== undefined && (
            <p role="status" className="flex items-center gap-2">
              <CircleCheck aria-hidden="true" className="size-4 shrink-0 text-good" />
              <Trans>The provider is linked. From now on you can sign in with it.</Trans>
            </p>
          )}
          {reason !== undefined && <Warning>{i18n._(reason)}</Warning>}
          {own.error && <ErrorNote error={own.error} title={t`The linked providers could not be read`} />}
          {link.error && <ErrorNote error={link.error} title={t`The provider was not linked`} />}
          {others.length > 0 && (
            <div className="flex flex-wrap gap-2">
              {others.map(({ id, name }) => (
                <Button key={id} busy={link.isPending} onClick={() => link.mutate(id)}>
                  <Trans>Link {name}</Trans>
                </Button>
              ))}
            </div>
          )}
        </div>
      )}
    </Card>
  )
}

function LinkedRow({ provider }: { readonly provider: LinkedProvider }) {
  const [isAsking, setAsking] = useState(false)
  const { name, last_used_at, announced } = provider
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 text-sm">
      <div className="min-w-0 flex-1 basis-56">
        <p className="break-words">{name}</p>
        <p className="text-muted text-xs">
          <LastUsed at={last_used_at} />
        </p>
        {announced && (
          <p className="text-muted text-xs">
            <Trans>
              Your company's directory manages this account, so you cannot unlink it here. Ask an admin.
            </Trans>
          </p>
        )}
      </div>
      {!announced && (
        <Button size="sm" onClick={() => setAsking(true)}>
          <Trans>
            Unlink <span className="sr-only">{name}</span>
          </Trans>
        </Button>
      )}
      {isAsking && <UnlinkProvider provider={provider} onClose={() => setAsking(false)} />}
    </li>
  )
}

interface KnownProviders {
  readonly providers: readonly { readonly id: string; readonly name: string }[]
  readonly isLoading: boolean
}

/** Returns the providers that the person can link. Members find those of their mail domain. */
function useKnownProviders(): KnownProviders {
  const auth = useAuth()
  const isAdmin = useIsAdmin()
  const email = useSession()?.person.email ?? ''
  const all = useRead('listProviders', {}, { enabled: isAdmin })
  const found = useQuery({
    queryKey: ['sign-in-providers', email],
    queryFn: () => auth.findProviders(email),
    enabled: !isAdmin && email !== '',
    retry: false,
  })
  return isAdmin
    ? { providers: (all.data?.data ?? []).filter(({ enabled }) => enabled), isLoading: all.isLoading }
    : { providers: found.data?.data ?? [], isLoading: found.isLoading }
}

interface UnlinkProviderProps {
  readonly provider: LinkedProvider
  readonly onClose: () => void
}

/**
 * Dialog that unlinks a provider from the person's own account. The server refuses if no other way to sign in is left.
 */
function UnlinkProvider({ provider: { provider_id, name }, onClose }: UnlinkProviderProps) {
  const auth = useAuth()
  const toasts = useToasts()
  const client = useQueryClient()
  const navigate = useNavigate({ from: '/settings/account' })
  const unlink = useMutation({
    mutationFn: () => auth.unlinkProvider(provider_id),
    onSuccess: () => {
      toasts.done(t`${name} was unlinked.`)
      // The URL may still contain the parameter that says it was linked.
      navigate({ search: {}, replace: true })
      // The rights that the provider granted have ended. If this session began there, it has ended too.
      client.invalidateQueries()
      onClose()
    },
  })
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t`Unlink ${name}?`}
      action={t`Unlink`}
      danger
      busy={unlink.isPending}
      error={unlink.error}
      onConfirm={() => unlink.mutate()}
    >
      <ul>
        <li>
          <Trans>You no longer sign in with {name}, and lose the role or workspaces that it gave you.</Trans>
        </li>
        <li>
          <Trans>
            Sessions that began there end, with the agents that were connected in them, including this one if
            you signed in there.
          </Trans>
        </li>
      </ul>
    </ConfirmDialog>
  )
}
