import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useRead } from '#api/use-api.ts'
import { SIGN_IN_FAILURES } from '#entities/session/sign-in-failures.ts'
import { useIsAdmin } from '#entities/session/use-is-admin.ts'
import { useAuth, useSession } from '#entities/session/use-session.ts'
import { i18n } from '#texts/i18n.ts'
import { Button } from '#ui/button.tsx'
import { CircleCheck } from '#ui/icons.tsx'
import { Card } from '#ui/page.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { Warning } from '#ui/show/warning.tsx'

/** Buttons to link a provider of the organization to the own account. Nothing where it has no provider. */
export function LinkProvider() {
  const auth = useAuth()
  const { linked, failed } = useSearch({ from: '/app/settings/account' })
  const providers = useOwnProviders()
  const link = useMutation({
    mutationFn: (provider: string) => auth.linkProvider(provider),
    gcTime: 0,
    onSuccess: (url) => location.assign(url),
  })
  const reason = Object.entries(SIGN_IN_FAILURES).find(([name]) => name === failed)?.[1]
  if (providers.length === 0 && linked === undefined && reason === undefined) return null
  return (
    <Card
      title={t`Your company's provider`}
      description={t`Link the account that you have there once. From then on you sign in by it.`}
    >
      <div className="flex flex-col gap-3 px-4 py-4 text-sm">
        {linked !== undefined && (
          <p role="status" className="flex items-center gap-2">
            <CircleCheck aria-hidden="true" className="size-4 shrink-0 text-good" />
            <Trans>The provider is linked. Sign in by it from now on.</Trans>
          </p>
        )}
        {reason !== undefined && <Warning>{i18n._(reason)}</Warning>}
        {link.error && <ErrorNote error={link.error} title={t`The provider was not linked`} />}
        <div className="flex flex-wrap gap-2">
          {providers.map(({ id, name }) => (
            <Button key={id} busy={link.isPending} onClick={() => link.mutate(id)}>
              <Trans>Link {name}</Trans>
            </Button>
          ))}
        </div>
      </div>
    </Card>
  )
}

/** Providers that the person may link. Members find those of their mail domain. */
function useOwnProviders(): readonly { readonly id: string; readonly name: string }[] {
  const auth = useAuth()
  const isAdmin = useIsAdmin()
  const email = useSession()?.person.email ?? ''
  const all = useRead('listProviders', {}, { enabled: isAdmin })
  const found = useQuery({
    queryKey: ['sign-in-providers', email],
    queryFn: () => auth.findProviders(email),
    enabled: !isAdmin && email !== '',
    retry: false,
  })
  return isAdmin ? (all.data?.data ?? []).filter(({ enabled }) => enabled) : (found.data?.data ?? [])
}
