import { ApiError } from '@bulkhead/sdk/client'
import type { MessageDescriptor } from '@lingui/core'
import { msg, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { KeyRound } from 'lucide-react'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import type { LinkPurpose, SignUpLink } from '#entities/session/auth.ts'
import { getTexts } from '#entities/session/get-texts.ts'
import { useAuth } from '#entities/session/use-session.ts'
import { i18n } from '#texts/i18n.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { SecretField, TextField } from '#ui/form/fields.tsx'
import { Form } from '#ui/form/form.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import { EmptyState, ErrorNote, ErrorState } from '#ui/show/states.tsx'
import { FrontPage } from './front-page.tsx'
import { ProviderButtons } from './provider-sign-in.tsx'

const SHORTEST = 12

/** Texts by purpose of the link. */
const PURPOSES = {
  first_owner: {
    title: msg`Welcome aboard`,
    lead: msg`You are the first: this makes you the owner of the organization.`,
    action: msg`Sign up`,
  },
  owner: {
    title: msg`Welcome aboard`,
    lead: msg`This makes you an owner of the organization, in addition to its current owners.`,
    action: msg`Sign up`,
  },
  invitation: {
    title: msg`Welcome aboard`,
    lead: msg`You were invited to the organization. Enter the e-mail address that was invited.`,
    action: msg`Sign up`,
  },
  password: {
    title: msg`Choose another password`,
    lead: msg`Enter the e-mail address that you sign in with. Your other sessions have ended.`,
    action: msg`Set the password`,
  },
} as const satisfies Record<LinkPurpose, Record<'title' | 'lead' | 'action', MessageDescriptor>>

/** Page for signing up with a one-time link, or for setting another password with one. */
export function SignUpPage() {
  const auth = useAuth()
  const [token] = useState(() => location.hash.slice(1))
  // The link signs up anyone who has it, so it must not stay in the URL or the history.
  useEffect(() => history.replaceState(history.state, '', location.pathname), [])
  const link = useQuery({
    // The token stays out of the query key, so it is stored only in this page.
    queryKey: ['sign-up-link'],
    queryFn: () => auth.readSignUpLink(token),
    enabled: token !== '',
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (token === '') {
    return (
      <BadLink title={t`The link is incomplete`}>
        <Trans>
          Open the whole link that <code>bulkhead serve</code> printed, including what follows the{' '}
          <code>#</code>. It works once; until there is an owner, the server prints a new one each time it
          starts.
        </Trans>
      </BadLink>
    )
  }
  if (link.error instanceof ApiError && link.error.code === 'sign_up_link_invalid') {
    return (
      <BadLink title={t`The link no longer works`}>
        <Trans>
          It was used or revoked, has expired, or belongs to another server. Ask the person who invited you
          for a new one, or the person who runs the server: <code>bulkhead operator owners link</code>
        </Trans>
      </BadLink>
    )
  }
  if (link.data === undefined) {
    return (
      <FrontPage title={t`Sign up`} lead={t`To sign up you need a one-time link.`}>
        {link.error === null ? (
          <Skeleton className="h-72" />
        ) : (
          <ErrorState error={link.error} onRetry={link.refetch} isRetrying={link.isFetching} />
        )}
      </FrontPage>
    )
  }
  return <SignUpForm token={token} link={link.data} />
}

function BadLink({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <FrontPage title={t`Sign up`} lead={t`To sign up you need a one-time link.`}>
      <EmptyState
        icon={<KeyRound />}
        title={title}
        className="rounded-lg border border-line bg-surface py-8"
        actions={
          <ButtonLink to="/sign-in">
            <Trans>Sign in</Trans>
          </ButtonLink>
        }
      >
        {children}
      </EmptyState>
    </FrontPage>
  )
}

function SignUpForm({ token, link }: { readonly token: string; readonly link: SignUpLink }) {
  const { purpose, providers, passwords } = link
  const auth = useAuth()
  const navigate = useNavigate()
  const { title, lead, action } = PURPOSES[purpose]
  const isNew = purpose !== 'password'
  const signUp = useMutation({
    mutationFn: (owner: { name: string; email: string; password: string }) =>
      auth.signUp({ token, ...owner, name: owner.name || toName(owner.email) }),
    gcTime: 0,
    onSuccess: () =>
      navigate({ to: purpose === 'first_owner' || purpose === 'owner' ? '/start' : '/', replace: true }),
  })
  function submit(event: FormEvent<HTMLFormElement>) {
    signUp.mutate(getTexts(event.currentTarget, ['name', 'email', 'password']))
  }
  return (
    <FrontPage title={i18n._(title)} lead={i18n._(lead)}>
      <Form onSubmit={submit} error={signUp.error} className="flex flex-col gap-4">
        <TextField
          label={t`E-mail`}
          help={t`You sign in with this. No mail is sent.`}
          name="email"
          type="email"
          autoComplete="username"
          required
          autoFocus
        />
        <SecretField
          label={t`Password`}
          help={t`${SHORTEST} characters or more.`}
          name="password"
          autoComplete="new-password"
          required
          minLength={SHORTEST}
        />
        <TextField
          label={t`Name`}
          optional={isNew}
          {...(isNew && { help: t`What colleagues see. Default: the part of the address before the @.` })}
          name="name"
          autoComplete="name"
          required={!isNew}
          maxLength={255}
        />
        {signUp.error && <ErrorNote error={signUp.error} />}
        <Button type="submit" variant="primary" size="lg" busy={signUp.isPending}>
          {i18n._(action)}
        </Button>
      </Form>
      <ProviderButtons providers={providers} passwords={passwords} invitation={token} />
    </FrontPage>
  )
}

/** Returns the part before the `@` of an email address, for example `grace` of `grace@example.com`. */
function toName(email: string): string {
  return email.split('@', 1)[0] || email
}
