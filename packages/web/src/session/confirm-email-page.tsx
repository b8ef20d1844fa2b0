import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useAuth } from '#entities/session/use-session.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { FrontPage } from './front-page.tsx'

/** Page that confirms a new email address with a mailed link. */
export function ConfirmEmailPage() {
  const auth = useAuth()
  const [token] = useState(() => location.hash.slice(1))
  // The link works for anyone who has it, so it must not stay in the URL or the history.
  useEffect(() => history.replaceState(history.state, '', location.pathname), [])
  const confirm = useMutation({ mutationFn: () => auth.confirmEmailChange(token), gcTime: 0 })
  return (
    <FrontPage title={t`Confirm your address`} lead={t`From then on you sign in with it.`}>
      <div className="flex flex-col gap-4">
        {confirm.error && <ErrorNote error={confirm.error} />}
        {confirm.data === undefined ? (
          <Button variant="primary" size="lg" busy={confirm.isPending} onClick={() => confirm.mutate()}>
            <Trans>Confirm</Trans>
          </Button>
        ) : (
          <>
            <p role="status" className="rounded-md border border-line bg-surface px-3 py-2.5 text-sm">
              <Trans>
                Your address is now <strong className="break-all">{confirm.data}</strong>.
              </Trans>
            </p>
            <ButtonLink to="/">
              <Trans>Go on</Trans>
            </ButtonLink>
          </>
        )}
      </div>
    </FrontPage>
  )
}
