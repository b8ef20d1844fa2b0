import { Trans } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useAuth } from '#entities/session/use-session.ts'
import { Button } from '#ui/button.tsx'
import { ErrorNote } from '#ui/show/states.tsx'

interface ProviderSignInProps {
  /** Email address as typed so far. */
  readonly email: string
  /** Path of the page to open after the sign-in. */
  readonly next: string | undefined
  /** Whether going to a provider loses input on the page. */
  readonly leavesPage?: boolean
}

/** Buttons for signing in with the providers of the email address's domain. Renders nothing if the domain has none. */
export function ProviderSignIn({ email, next, leavesPage = false }: ProviderSignInProps) {
  const auth = useAuth()
  const domain = /^[^\s@]+@([^\s@]+\.[^\s@]+)$/.exec(email)?.[1]?.toLowerCase()
  const { data } = useQuery({
    queryKey: ['sign-in-providers', domain],
    queryFn: () => auth.findProviders(email),
    enabled: domain !== undefined,
    retry: false,
  })
  if (data === undefined) return null
  return (
    <ProviderButtons providers={data.data} passwords={data.passwords} next={next}>
      {leavesPage && (
        <p className="text-muted text-sm">
          <Trans>Signing in with a provider leaves this page, and what you entered is lost.</Trans>
        </p>
      )}
    </ProviderButtons>
  )
}

interface ProviderButtonsProps {
  readonly providers: readonly { readonly id: string; readonly name: string }[]
  /** Whether the organization lets people sign in by a password. */
  readonly passwords: boolean
  readonly next?: string | undefined
  /** Token of the link of an invitation, which the sign-in takes. */
  readonly invitation?: string
  readonly children?: ReactNode
}

/** Buttons that lead to providers. Renders nothing without a provider. */
export function ProviderButtons({ providers, passwords, next, invitation, children }: ProviderButtonsProps) {
  const auth = useAuth()
  const begin = useMutation({
    mutationFn: (provider: string) => auth.beginProviderSignIn(provider, { next, invitation }),
    gcTime: 0,
    onSuccess: (url) => location.assign(url),
  })
  if (providers.length === 0) return null
  return (
    <div className="mt-5 flex flex-col gap-3 border-line border-t pt-5">
      {!passwords && (
        <p className="text-muted text-sm">
          <Trans>Your organization does not accept passwords.</Trans>
        </p>
      )}
      {children}
      {providers.map(({ id, name }) => (
        <Button key={id} size="lg" busy={begin.isPending} onClick={() => begin.mutate(id)}>
          <Trans>Sign in with {name}</Trans>
        </Button>
      ))}
      {begin.error && <ErrorNote error={begin.error} />}
    </div>
  )
}
