import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { LinkedProvider } from '#entities/session/auth.ts'
import { useAuth } from '#entities/session/use-session.ts'
import { ConfirmDialog } from '#ui/layer/confirm-dialog.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'

interface UnlinkProviderProps {
  readonly provider: LinkedProvider
  readonly onClose: () => void
}

/**
 * Dialog that unlinks a provider from the person's own account. The server refuses if no other way to sign in is left.
 */
export function UnlinkProvider({ provider: { provider_id, name }, onClose }: UnlinkProviderProps) {
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
            Sessions that began there end, with the agents that were connected in them: this one too, if you
            signed in there.
          </Trans>
        </li>
      </ul>
    </ConfirmDialog>
  )
}
