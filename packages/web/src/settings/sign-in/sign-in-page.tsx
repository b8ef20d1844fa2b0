import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useRead } from '#api/use-api.ts'
import { useSession } from '#entities/session/use-session.ts'
import { Button } from '#ui/button.tsx'
import { Card } from '#ui/page.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { ErrorState } from '#ui/show/states.tsx'
import { SettingsPage } from '../settings-page.tsx'
import { DomainsCard } from './domains-card.tsx'
import { PolicyCards } from './policy-cards.tsx'
import { ProviderCard } from './provider-card.tsx'
import { ProviderDialog } from './provider-dialog.tsx'
import { ProviderTest } from './provider-test.tsx'

/**
 * Page with the sign-in settings: providers, mail domains and passwords. Only owners can change them. Admins can see
 * them.
 */
export function SignInSettingsPage() {
  const { data, error, refetch, isFetching } = useRead('listProviders', {})
  // All cards are shown together, so that none moves when another one is loaded.
  const domains = useRead('listDomains', {})
  const policy = useRead('getSignInPolicy', {})
  const isReading = domains.isPending || policy.isPending
  const { provider, test } = useSearch({ from: '/app/settings/sign-in' })
  const navigate = useNavigate({ from: '/settings/sign-in' })
  const isOwner = useSession()?.person.role === 'owner'
  const [isAdding, setAdding] = useState(false)
  const providers = data?.data ?? []
  const tested = providers.find(({ id }) => id === provider)
  return (
    <SettingsPage title={t`Sign-in`}>
      <p className="text-muted text-sm">
        <Trans>People sign in with their company account, through any OpenID Connect provider.</Trans>{' '}
        <a href="/docs/guides/sign-in" className="text-accent underline underline-offset-2">
          <Trans>Settings for Keycloak, Entra ID and Google</Trans>
        </a>
      </p>
      {!isOwner && (
        <p className="text-muted text-sm">
          <Trans>Only owners can change these settings. You can accept suggestions.</Trans>
        </p>
      )}
      {data === undefined || isReading ? (
        <Card>
          {error === null ? (
            <SkeletonRows rows={12} />
          ) : (
            <ErrorState error={error} onRetry={refetch} isRetrying={isFetching} />
          )}
        </Card>
      ) : (
        <>
          {providers.map((one) => (
            <ProviderCard key={one.id} provider={one} isOwner={isOwner} />
          ))}
          <Card
            title={providers.length === 0 ? t`No provider yet` : t`Another provider`}
            description={t`The server reads the provider's settings at once, and says what does not match.`}
            actions={
              isOwner && (
                <Button
                  variant={providers.length === 0 ? 'primary' : 'secondary'}
                  icon={<Plus />}
                  onClick={() => setAdding(true)}
                >
                  <Trans>Add a provider</Trans>
                </Button>
              )
            }
          />
          <DomainsCard isOwner={isOwner} />
          <PolicyCards isOwner={isOwner} />
          {isAdding && <ProviderDialog redirectUrl={data.redirect_url} onClose={() => setAdding(false)} />}
        </>
      )}
      {isOwner && tested !== undefined && test !== undefined && (
        <ProviderTest provider={tested} test={test} onClose={() => navigate({ search: {}, replace: true })} />
      )}
    </SettingsPage>
  )
}
