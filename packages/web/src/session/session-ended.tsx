import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState, useSyncExternalStore } from 'react'
import { CodeField } from '#entities/session/code-field.tsx'
import { getTexts } from '#entities/session/get-texts.ts'
import { useCodeStep } from '#entities/session/use-code-step.ts'
import { useAuth } from '#entities/session/use-session.ts'
import { useLanguage } from '#texts/language.ts'
import { Button } from '#ui/button.tsx'
import { cx } from '#ui/cx.ts'
import { TextField } from '#ui/form/fields.tsx'
import { Form } from '#ui/form/form.tsx'
import { Dialog, DialogBody, DialogFooter } from '#ui/layer/dialog.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { PasskeySignIn } from './passkey-sign-in.tsx'
import { ProviderSignIn } from './provider-sign-in.tsx'

/**
 * Shows the pages of the app. If the session ends while a page is open, the page is hidden until its person signs in
 * again. Its input is kept.
 */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const auth = useAuth()
  const hasEnded = useSyncExternalStore(auth.watchEnd, auth.hasEnded)
  return (
    <>
      <div className={cx('contents', hasEnded && 'invisible')}>{children}</div>
      {hasEnded && <SessionEnded />}
    </>
  )
}

function SessionEnded() {
  useLanguage()
  const auth = useAuth()
  const [email, setEmail] = useState(auth.lastEmail() ?? '')
  const step = useCodeStep()
  const signIn = useMutation({
    mutationFn: (credentials: Parameters<typeof auth.resume>[0]) => auth.resume(credentials),
    gcTime: 0,
    onError: step.notice,
  })
  function submit(event: FormEvent<HTMLFormElement>) {
    signIn.mutate(getTexts(event.currentTarget, step.fields))
  }
  const error = step.shown(signIn.error)
  return (
    <Dialog
      open
      locked
      onClose={() => {}}
      size="sm"
      title={t`Your session has ended`}
      description={t`It was ended elsewhere or has expired. Sign in again to continue where you were: what you entered is still here.`}
    >
      <Form onSubmit={submit} error={error} className="contents">
        <DialogBody className="flex flex-col gap-4 pb-5">
          <TextField
            label={t`E-mail`}
            name="email"
            type="email"
            autoComplete="username"
            defaultValue={auth.lastEmail()}
            required
            onBlur={({ currentTarget }) => setEmail(currentTarget.value.trim())}
          />
          <TextField
            label={t`Password`}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            data-autofocus=""
          />
          {step.asksForCode && <CodeField help={t`Of your authenticator app, or a recovery code.`} />}
          {error && <ErrorNote error={error} />}
          <PasskeySignIn signIn={() => auth.resumeByPasskey()} />
          <ProviderSignIn email={email} next={`${location.pathname}${location.search}`} leavesPage />
        </DialogBody>
        <DialogFooter>
          <Button type="submit" variant="primary" busy={signIn.isPending}>
            <Trans>Sign in</Trans>
          </Button>
        </DialogFooter>
      </Form>
    </Dialog>
  )
}
