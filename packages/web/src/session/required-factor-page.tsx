import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { isOwnPath } from '#entities/session/is-own-path.ts'
import { SecondFactorDialog } from '#entities/session/second-factor-dialog.tsx'
import { useAuth } from '#entities/session/use-session.ts'
import { Button } from '#ui/button.tsx'
import { FrontPage } from './front-page.tsx'
import { useSignOut } from './use-sign-out.ts'

/** Has a person set up a second factor that the organization requires, before anything else. */
export function RequiredFactorPage() {
  const auth = useAuth()
  const queries = useQueryClient()
  const router = useRouter()
  const signOut = useSignOut()
  const { next } = useSearch({ from: '/second-factor' })
  const [isOpen, setOpen] = useState(false)
  async function close() {
    setOpen(false)
    const session = await queries.fetchQuery({ ...auth.session, staleTime: 0 })
    if (session?.needs_second_factor !== true) router.history.replace(isOwnPath(next) ? next : '/')
  }
  return (
    <FrontPage
      title={t`Set up a second factor`}
      lead={t`Your organization requires one: a code of an authenticator app, asked for after your password. Everything else waits until you have one, your agents and the command line too.`}
    >
      <div className="flex flex-col gap-3">
        <Button variant="primary" size="lg" onClick={() => setOpen(true)}>
          <Trans>Set up an app</Trans>
        </Button>
        <Button size="lg" onClick={signOut}>
          <Trans>Sign out</Trans>
        </Button>
      </div>
      {isOpen && <SecondFactorDialog change="set" onClose={close} />}
    </FrontPage>
  )
}
