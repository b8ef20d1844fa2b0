import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useEffect, useState } from 'react'
import { CodeField } from '#entities/session/code-field.tsx'
import { getTexts } from '#entities/session/get-texts.ts'
import { useCodeStep } from '#entities/session/use-code-step.ts'
import { useAuth } from '#entities/session/use-session.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { SecretField } from '#ui/form/fields.tsx'
import { Form } from '#ui/form/form.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { FrontPage } from './front-page.tsx'

/** Page for setting another password with a mailed link. */
export function ResetPasswordPage() {
  const auth = useAuth()
  const navigate = useNavigate()
  const step = useCodeStep()
  const [token] = useState(() => location.hash.slice(1))
  // The link signs in anyone who has it, so it must not stay in the URL or the history.
  useEffect(() => history.replaceState(history.state, '', location.pathname), [])
  const reset = useMutation({
    mutationFn: (given: { new_password: string; code?: string }) => auth.resetPassword({ token, ...given }),
    gcTime: 0,
    onError: step.notice,
    onSuccess: () => navigate({ to: '/', replace: true }),
  })
  function submit(event: FormEvent<HTMLFormElement>) {
    const form = event.currentTarget
    reset.mutate({
      ...getTexts(form, ['new_password']),
      ...(step.asksForCode && getTexts(form, ['code'])),
    })
  }
  const error = step.shown(reset.error)
  return (
    <FrontPage title={t`Choose another password`} lead={t`Your other sessions end, in all browsers.`}>
      <Form onSubmit={submit} error={error} className="flex flex-col gap-4">
        <SecretField
          label={t`New password`}
          help={t`At least 12 characters. Longer is better than complicated.`}
          name="new_password"
          autoComplete="new-password"
          required
          minLength={12}
          maxLength={128}
        />
        {step.asksForCode && <CodeField help={t`Of your authenticator app, or a recovery code.`} />}
        {error && <ErrorNote error={error} />}
        <Button type="submit" variant="primary" size="lg" busy={reset.isPending}>
          <Trans>Set the password</Trans>
        </Button>
        <ButtonLink to="/forgot-password">
          <Trans>Request another mail</Trans>
        </ButtonLink>
      </Form>
    </FrontPage>
  )
}
