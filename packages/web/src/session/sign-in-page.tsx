import { t } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { CodeField } from '#entities/session/code-field.tsx'
import { getTexts } from '#entities/session/get-texts.ts'
import { isOwnPath } from '#entities/session/is-own-path.ts'
import { SIGN_IN_FAILURES } from '#entities/session/sign-in-failures.ts'
import { useCodeStep } from '#entities/session/use-code-step.ts'
import { useAuth } from '#entities/session/use-session.ts'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/form/fields.tsx'
import { Form } from '#ui/form/form.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { FrontPage } from './front-page.tsx'
import { PasskeySignIn } from './passkey-sign-in.tsx'
import { ProviderSignIn } from './provider-sign-in.tsx'

export function SignInPage() {
  const auth = useAuth()
  const router = useRouter()
  const { i18n } = useLingui()
  const { next, provider, failed } = useSearch({ from: '/sign-in' })
  const [email, setEmail] = useState('')
  const passwordField = useRef<HTMLInputElement>(null)
  const { data: awaitsOwner } = useQuery({ queryKey: ['awaits-owner'], queryFn: () => auth.awaitsOwner() })
  const step = useCodeStep()
  const goOn = () => router.history.replace(isOwnPath(next) ? next : '/')
  const signIn = useMutation({
    mutationFn: (credentials: Parameters<typeof auth.signIn>[0]) => auth.signIn(credentials),
    gcTime: 0,
    onSuccess: goOn,
    onError: (error) => {
      step.notice(error)
      if (!step.asksForCode) passwordField.current?.select()
    },
  })
  // A link from a company portal names the provider. The sign-in with it then begins without a click.
  const { mutate: begin, error: beginError } = useMutation({
    mutationFn: (id: string) => auth.beginProviderSignIn(id, { next: isOwnPath(next) ? next : undefined }),
    gcTime: 0,
    onSuccess: (url) => location.assign(url),
  })
  useEffect(() => {
    if (provider !== undefined && failed === undefined) begin(provider)
  }, [provider, failed, begin])
  const failure = Object.entries(SIGN_IN_FAILURES).find(([reason]) => reason === failed)?.[1]
  function submit(event: FormEvent<HTMLFormElement>) {
    signIn.mutate(getTexts(event.currentTarget, step.fields))
  }
  const error = step.shown(signIn.error)
  return (
    <FrontPage title={t`Sign in`} lead={t`Your organization’s Bulkhead server.`}>
      {awaitsOwner === true && (
        <div className="mb-5 rounded-md border border-line bg-surface px-3 py-2.5 text-sm">
          <Trans>
            This server has no owner yet. Open the one-time link that <code>bulkhead serve</code> printed when
            it started.
          </Trans>
        </div>
      )}
      {failure !== undefined && (
        <p role="alert" className="mb-5 rounded-md border border-line bg-surface px-3 py-2.5 text-sm">
          {i18n._(failure)}
        </p>
      )}
      {beginError !== null && <ErrorNote error={beginError} />}
      <Form onSubmit={submit} error={error} className="flex flex-col gap-4">
        <TextField
          label={t`E-mail`}
          name="email"
          type="email"
          autoComplete="username"
          required
          autoFocus
          onBlur={({ currentTarget }) => setEmail(currentTarget.value.trim())}
        />
        <TextField
          label={t`Password`}
          ref={passwordField}
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
        {step.asksForCode && <CodeField help={t`Of your authenticator app, or a recovery code.`} />}
        {error && <ErrorNote error={error} />}
        <Button type="submit" variant="primary" size="lg" busy={signIn.isPending}>
          <Trans>Sign in</Trans>
        </Button>
        <Link to="/forgot-password" className="self-start text-sm underline">
          <Trans>Forgot your password?</Trans>
        </Link>
      </Form>
      <div className="mt-5">
        <PasskeySignIn signIn={() => auth.signInByPasskey()} onSuccess={goOn} />
      </div>
      <ProviderSignIn email={email} next={isOwnPath(next) ? next : undefined} />
    </FrontPage>
  )
}
