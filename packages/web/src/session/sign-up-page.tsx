import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useEffect, useState } from 'react'
import { Button, ButtonLink } from '#ui/button.tsx'
import { Field } from '#ui/field.tsx'
import { KeyRound } from '#ui/icons.tsx'
import { Input } from '#ui/input.tsx'
import { SecretInput } from '#ui/secret-input.tsx'
import { EmptyState, ErrorNote } from '#ui/states.tsx'
import { FrontPage } from './front-page.tsx'
import { textsOf } from './texts-of.ts'
import { useAuth } from './use-session.ts'

const SHORTEST = 12

/** The first owner signs up here, by the one-time link that the server printed. */
export function SignUpPage() {
  const auth = useAuth()
  const navigate = useNavigate()
  const [token] = useState(() => location.hash.slice(1))
  // The link signs up whoever has it: it must not stay in the address or the history.
  useEffect(() => history.replaceState(history.state, '', location.pathname), [])
  const signUp = useMutation({
    mutationFn: (owner: { name: string; email: string; password: string }) =>
      auth.signUp({ token, ...owner }),
    gcTime: 0,
    onSuccess: () => navigate({ to: '/start', replace: true }),
  })
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    signUp.mutate(textsOf(event.currentTarget, ['name', 'email', 'password']))
  }
  if (token === '') {
    return (
      <FrontPage title="Sign up" lead="Signing up takes a one-time link.">
        <EmptyState
          icon={<KeyRound />}
          title="The link is incomplete"
          className="rounded-lg border border-line bg-surface py-8"
          actions={<ButtonLink to="/sign-in">Sign in</ButtonLink>}
        >
          Open the whole link that <code>bulkhead serve</code> printed, including what follows the{' '}
          <code>#</code>. It works once; until there is an owner, the server prints a new one each time it
          starts.
        </EmptyState>
      </FrontPage>
    )
  }
  return (
    <FrontPage title="Welcome aboard" lead="You are the first: this makes you the owner of the organization.">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Name">
          {(control) => (
            <Input {...control} name="name" autoComplete="name" required maxLength={255} autoFocus />
          )}
        </Field>
        <Field label="E-mail" help="What you sign in with. Nothing is sent to it.">
          {(control) => <Input {...control} name="email" type="email" autoComplete="username" required />}
        </Field>
        <Field label="Password" help={`${SHORTEST} characters or more.`}>
          {(control) => (
            <SecretInput
              {...control}
              name="password"
              autoComplete="new-password"
              required
              minLength={SHORTEST}
            />
          )}
        </Field>
        {signUp.error && <ErrorNote error={signUp.error} />}
        <Button type="submit" variant="primary" size="lg" busy={signUp.isPending}>
          Sign up
        </Button>
      </form>
    </FrontPage>
  )
}
