import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { type FormEvent, useRef } from 'react'
import { getTexts } from '#entities/session/get-texts.ts'
import { useAuth } from '#entities/session/use-session.ts'
import { Button } from '#ui/button.tsx'
import { Field } from '#ui/form/field.tsx'
import { Form } from '#ui/form/form.tsx'
import { Input } from '#ui/form/input.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { FrontPage } from './front-page.tsx'

export function SignInPage() {
  const auth = useAuth()
  const router = useRouter()
  const { next } = useSearch({ from: '/sign-in' })
  const passwordField = useRef<HTMLInputElement>(null)
  const { data: awaitsOwner } = useQuery({ queryKey: ['awaits-owner'], queryFn: () => auth.awaitsOwner() })
  const signIn = useMutation({
    mutationFn: (credentials: { email: string; password: string }) => auth.signIn(credentials),
    gcTime: 0,
    // Only a path of this app: whoever made the link must not choose where one ends up.
    onSuccess: () => router.history.replace(isOwnPath(next) ? next : '/'),
    onError: () => passwordField.current?.select(),
  })
  function submit(event: FormEvent<HTMLFormElement>) {
    signIn.mutate(getTexts(event.currentTarget, ['email', 'password']))
  }
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
      <Form onSubmit={submit} error={signIn.error} className="flex flex-col gap-4">
        <Field label={t`E-mail`}>
          {(control) => (
            <Input {...control} name="email" type="email" autoComplete="username" required autoFocus />
          )}
        </Field>
        <Field label={t`Password`}>
          {(control) => (
            <Input
              {...control}
              ref={passwordField}
              name="password"
              type="password"
              autoComplete="current-password"
              required
            />
          )}
        </Field>
        {signIn.error && <ErrorNote error={signIn.error} />}
        <Button type="submit" variant="primary" size="lg" busy={signIn.isPending}>
          <Trans>Sign in</Trans>
        </Button>
      </Form>
    </FrontPage>
  )
}

function isOwnPath(path: string | undefined): path is string {
  return (
    path !== undefined &&
    new URL(path, location.origin).origin === location.origin &&
    /^\/(?![/\\])/.test(path)
  )
}
