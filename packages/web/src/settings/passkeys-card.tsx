import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Passkey } from '#entities/session/auth.ts'
import { PasskeyDialog } from '#entities/session/passkey-dialog.tsx'
import { useAuth } from '#entities/session/use-session.ts'
import { hasPasskeys } from '#entities/session/webauthn.ts'
import { Button } from '#ui/button.tsx'
import { ConfirmDialog } from '#ui/layer/confirm-dialog.tsx'
import { RenameDialog } from '#ui/layer/rename-dialog.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { Card } from '#ui/page.tsx'
import { LastUsed } from '#ui/show/last-used.tsx'
import { Loaded } from '#ui/show/loaded.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { Time } from '#ui/show/time.tsx'

/** Card with the passkeys of the signed-in person. */
export function PasskeysCard() {
  const auth = useAuth()
  const client = useQueryClient()
  const [isAdding, setAdding] = useState(false)
  const queryKey = ['passkeys']
  const read = useQuery({ queryKey, queryFn: () => auth.listPasskeys() })
  function close() {
    setAdding(false)
    client.invalidateQueries({ queryKey })
  }
  return (
    <Card
      title={t`Passkeys`}
      description={t`Sign in with your fingerprint, face or device PIN, without a password or a code.`}
    >
      <Loaded read={read} skeleton={<SkeletonRows rows={1} />}>
        {(data) => (
          <>
            {data.data.length > 0 && (
              <ul className="divide-y divide-line border-line border-b">
                {data.data.map((passkey) => (
                  <PasskeyRow key={passkey.id} passkey={passkey} />
                ))}
              </ul>
            )}
            <div className="px-4 py-3 text-sm">
              {hasPasskeys() ? (
                <Button onClick={() => setAdding(true)}>
                  <Trans>Register a passkey</Trans>
                </Button>
              ) : (
                <p className="text-muted">
                  <Trans>
                    This browser does not support passkeys, or the page was not opened over https.
                  </Trans>
                </p>
              )}
            </div>
          </>
        )}
      </Loaded>
      {isAdding && <PasskeyDialog onClose={close} />}
    </Card>
  )
}

function PasskeyRow({ passkey: { id, name, created_at, last_used_at } }: { readonly passkey: Passkey }) {
  const auth = useAuth()
  const toasts = useToasts()
  const client = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const [isRenaming, setRenaming] = useState(false)
  const rename = useMutation({
    mutationFn: (name: string) => auth.renamePasskey(id, name),
    onSuccess: () => {
      setRenaming(false)
      toasts.done(t`The passkey was renamed.`)
      client.invalidateQueries({ queryKey: ['passkeys'] })
    },
  })
  const remove = useMutation({
    mutationFn: () => auth.deletePasskey(id),
    onSuccess: () => {
      setAsking(false)
      toasts.done(t`The passkey was removed.`)
      // If this session began with the removed passkey, it has ended too.
      client.invalidateQueries()
    },
  })
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 text-sm">
      <div className="min-w-0 flex-1 basis-56">
        <p className="break-words">{name}</p>
        <p className="text-muted text-xs">
          <Trans>
            Registered <Time at={created_at} />
          </Trans>
          {', '}
          <LastUsed at={last_used_at} />
        </p>
      </div>
      <Button size="sm" aria-label={t`Rename ${name}`} onClick={() => setRenaming(true)}>
        <Trans>Rename</Trans>
      </Button>
      <Button size="sm" aria-label={t`Remove ${name}`} onClick={() => setAsking(true)}>
        <Trans>Remove</Trans>
      </Button>
      {isRenaming && (
        <RenameDialog
          title={t`Rename passkey`}
          name={name}
          busy={rename.isPending}
          error={rename.error}
          onRename={rename.mutate}
          onClose={() => setRenaming(false)}
        />
      )}
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t`Remove the passkey ${name}?`}
        action={t`Remove`}
        danger
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
      >
        <Trans>
          It no longer signs you in, and sessions that began with it end, including this one if you signed in
          with it. Also delete it on the device.
        </Trans>
      </ConfirmDialog>
    </li>
  )
}
