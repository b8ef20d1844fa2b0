import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { getTexts } from '#entities/session/get-texts.ts'
import { useAuth } from '#entities/session/use-session.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { TextField } from '#ui/form/fields.tsx'
import { Form } from '#ui/form/form.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { FrontPage } from './front-page.tsx'

/** Page for requesting a mail with a link to set another password. */
export function ForgotPasswordPage() {
  const auth = useAuth()
  const ask = useMutation({ mutationFn: (email: string) => auth.forgotPassword(email), gcTime: 0 })
  function submit(event: FormEvent<HTMLFormElement>) {
    ask.mutate(getTexts(event.currentTarget, ['email']).email)
  }
  return (
    <FrontPage title={t`Forgot your password?`} lead={t`You get a link by mail to choose a new one.`}>
      <Form onSubmit={submit} error={ask.error} className="flex flex-col gap-4">
        <TextField label={t`E-mail`} name="email" type="email" autoComplete="username" required autoFocus />
        {ask.error && <ErrorNote error={ask.error} />}
        {ask.data !== undefined && (
          <p role="status" className="rounded-md border border-line bg-surface px-3 py-2.5 text-sm">
            {ask.data === 'asked' ? (
              <Trans>
                If somebody signs in with a password by this address, a mail is on its way. Its link works for
                30 minutes.
              </Trans>
            ) : ask.data === 'off' ? (
              <Trans>
                This server sends no mail. Ask the person who runs it:{' '}
                <code>bulkhead operator owners reset</code>
              </Trans>
            ) : (
              <Trans>The mail server cannot be reached. Try again later.</Trans>
            )}
          </p>
        )}
        <Button type="submit" variant="primary" size="lg" busy={ask.isPending}>
          <Trans>Send the link</Trans>
        </Button>
        <ButtonLink to="/sign-in">
          <Trans>Sign in</Trans>
        </ButtonLink>
      </Form>
    </FrontPage>
  )
}
