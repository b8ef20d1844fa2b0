import { Trans } from '@lingui/react/macro'
import { Hand, LogIn } from 'lucide-react'
import type { AuthOption } from '#entities/connector/connection-spec.ts'
import type { OAuthAppState } from '#entities/connector/use-oauth-app.ts'
import type { Service } from '#entities/connector/use-service.ts'
import { Button } from '#ui/button.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import { OAuthAppLink } from './authorization-note.tsx'
import { CredentialFields } from './credential-fields.tsx'

interface OptionFieldsProps {
  readonly option: AuthOption
  readonly service: Pick<Service, 'name' | 'slug'>
  readonly app: OAuthAppState
  /** Whether the person chose to type tokens although the service could be asked for authorization. */
  readonly isByHand: boolean
  readonly onByHand: (isByHand: boolean) => void
  /** Error messages by name of the control. */
  readonly errors: Readonly<Record<string, string>>
}

/** Fields of one way to authenticate: authorization at the service if available, typed credentials otherwise. */
export function OptionFields({ option, service, app, isByHand, onByHand, errors }: OptionFieldsProps) {
  const typed = <CredentialFields option={option} errors={errors} />
  if (option.authorization === undefined || app === 'impossible') return typed
  const { name, slug } = service
  switch (app) {
    case 'loading':
      return <Skeleton className="h-28" />
    case 'missing':
    case 'outdated':
      return (
        <div className="flex flex-col gap-4">
          <p className="rounded-md bg-sunken px-3 py-2 text-muted text-sm">
            {app === 'missing' ? (
              <Trans>
                Signing in with {name} needs an OAuth app. <OAuthAppLink slug={slug}>Set one up</OAuthAppLink>
                , or enter tokens that you have.
              </Trans>
            ) : (
              <Trans>
                The OAuth app for {name} is out of date: its endpoints have changed since it was entered.{' '}
                <OAuthAppLink slug={slug}>Enter it again</OAuthAppLink>, or enter tokens that you have.
              </Trans>
            )}
          </p>
          {typed}
        </div>
      )
    case 'ready':
      return isByHand ? (
        <div className="flex flex-col gap-4">
          {typed}
          <div>
            <Button size="sm" icon={<LogIn />} onClick={() => onByHand(false)}>
              <Trans>Use the OAuth app instead</Trans>
            </Button>
          </div>
        </div>
      ) : (
        <div className="flex flex-col gap-4">
          <div className="flex flex-col items-start gap-3 rounded-lg border border-line bg-surface px-4 py-3.5 text-sm">
            <p>
              <Trans>
                {name} asks you whether this connector may have access, and sends you back here. Tokens are
                stored encrypted and never reach the browser.
              </Trans>
            </p>
            <Button size="sm" icon={<Hand />} onClick={() => onByHand(true)}>
              <Trans>Enter tokens by hand</Trans>
            </Button>
          </div>
          {option.authorization.fields.length > 0 && (
            <CredentialFields option={{ ...option, fields: option.authorization.fields }} errors={errors} />
          )}
        </div>
      )
  }
}
