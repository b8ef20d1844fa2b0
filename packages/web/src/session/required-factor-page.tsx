import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { isOwnPath } from '#entities/session/is-own-path.ts'
import { PasskeyDialog } from '#entities/session/passkey-dialog.tsx'
import { SecondFactorDialog } from '#entities/session/second-factor-dialog.tsx'
import { useAuth } from '#entities/session/use-session.ts'
import { hasPasskeys } from '#entities/session/webauthn.ts'
import { Button } from '#ui/button.tsx'
import { FrontPage } from './front-page.tsx'
import { PasskeySignIn } from './passkey-sign-in.tsx'
import { useSignOut } from './use-sign-out.ts'

/** Page on which a person must set up a second factor that the organization requires. */
export function RequiredFactorPage() {
  const auth = useAuth()
  const queries = useQueryClient()
  const router = useRouter()
  const signOut = useSignOut()
  const { next } = useSearch({ from: '/second-factor' })
  const [open, setOpen] = useState<'app' | 'passkey'>()
  const { data: passkeys, isLoading } = useQuery({
    queryKey: ['passkeys'],
    queryFn: () => auth.listPasskeys(),
  })
  const hasPasskey = passkeys !== undefined && passkeys.data.length > 0
  async function close() {
    setOpen(undefined)
    const session = await queries.fetchQuery({ ...auth.session, staleTime: 0 })
    if (session?.needs_second_factor !== true) router.history.replace(isOwnPath(next) ? next : '/')
  }
  return (
    <FrontPage
      title={t`Set up a second factor`}
      lead={
        hasPasskey
          ? t`Your organization requires one, and you have a passkey: sign in with it to continue.`
          : t`Your organization requires one: a code from an authenticator app, or a passkey. Until you have one, nothing else works, including your agents and the command line.`
      }
    >
      <div className="flex flex-col gap-3">
        {isLoading ? null : hasPasskey ? (
          <PasskeySignIn signIn={() => auth.signInByPasskey()} onSuccess={close} variant="primary" />
        ) : (
          <>
            <Button variant="primary" size="lg" onClick={() => setOpen('app')}>
              <Trans>Set up an app</Trans>
            </Button>
            {hasPasskeys() && (
              <Button size="lg" onClick={() => setOpen('passkey')}>
                <Trans>Register a passkey</Trans>
              </Button>
            )}
          </>
        )}
        <Button size="lg" onClick={signOut}>
          <Trans>Sign out</Trans>
        </Button>
      </div>
      {open === 'app' && <SecondFactorDialog change="set" onClose={close} />}
      {open === 'passkey' && <PasskeyDialog onClose={close} />}
    </FrontPage>
  )
}
