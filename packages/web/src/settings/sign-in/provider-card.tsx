import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { ConfirmChange } from '#api/confirm-change.tsx'
import { useChange } from '#api/use-api.ts'
import { Button } from '#ui/button.tsx'
import { CopyableId } from '#ui/copy-button.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { Card } from '#ui/page.tsx'
import { Badge } from '#ui/show/badge.tsx'
import { Fact, Facts } from '#ui/show/facts.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { Directory } from './directory.tsx'
import { Mappings } from './mappings.tsx'
import type { Provider } from './provider.ts'
import { ProviderDialog } from './provider-dialog.tsx'
import { Suggestions } from './suggestions.tsx'

interface ProviderCardProps {
  readonly provider: Provider
  readonly isOwner: boolean
}

/** Card of a provider with its settings, mappings, suggestions and directory. */
export function ProviderCard({ provider, isOwner }: ProviderCardProps) {
  const [open, setOpen] = useState<'change' | 'delete'>()
  const { id, name, issuer, client_id, redirect_url, sign_in_url, enabled, admits, claims } = provider
  const close = () => setOpen(undefined)
  return (
    <Card
      title={
        <span className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 pointer-coarse:min-h-10">
          {name}
          {!enabled && (
            <Badge tone="warn">
              <Trans>disabled</Trans>
            </Badge>
          )}
        </span>
      }
      actions={
        isOwner && (
          <>
            <TestButton provider={provider} />
            <Button onClick={() => setOpen('change')}>
              <Trans>
                Change <span className="sr-only">{name}</span>
              </Trans>
            </Button>
            <IconButton label={t`Delete ${name}`} icon={<Trash2 />} onClick={() => setOpen('delete')} />
          </>
        )
      }
    >
      <Facts>
        <Fact name={t`Issuer`}>
          <CopyableId id={issuer} what={t`issuer`} />
        </Fact>
        <Fact name={t`Client ID`}>
          <CopyableId id={client_id} what={t`client id`} />
        </Fact>
        <Fact name={t`Redirect URL`}>
          <CopyableId id={redirect_url} what={t`redirect URL`} />
        </Fact>
        <Fact name={t`Sign-in link`}>
          <CopyableId id={sign_in_url} what={t`sign-in link`} />
        </Fact>
        <Fact name={t`Lets in`}>
          {admits === 'domain' ? (
            <Trans>Everyone with a verified address of your domains, and everyone invited</Trans>
          ) : (
            <Trans>Everyone invited</Trans>
          )}
        </Fact>
      </Facts>
      <Mappings provider={provider} isOwner={isOwner} />
      {provider.mappings.some(({ suggests }) => suggests !== undefined) && (
        <Suggestions provider={id} groups={claims.groups} />
      )}
      <Directory provider={provider} isOwner={isOwner} />
      {open === 'change' && <ProviderDialog provider={provider} redirectUrl={redirect_url} onClose={close} />}
      {open === 'delete' && <DeleteProvider provider={provider} onClose={close} />}
    </Card>
  )
}

/** Button that sends this browser to the provider and back, without signing anyone in. */
function TestButton({ provider: { id, name } }: { readonly provider: Provider }) {
  const test = useChange('testProvider', {
    onSuccess: ({ authorization_url }) => location.assign(authorization_url),
  })
  return (
    <>
      {test.error && <ErrorNote error={test.error} title={t`Could not start the test`} />}
      <Button
        busy={test.isPending || test.isSuccess}
        onClick={() => test.mutate({ path: { provider_id: id } })}
      >
        <Trans>
          Test <span className="sr-only">{name}</span>
        </Trans>
      </Button>
    </>
  )
}

interface DeleteProviderProps {
  readonly provider: Provider
  readonly onClose: () => void
}

function DeleteProvider({ provider: { id, name }, onClose }: DeleteProviderProps) {
  return (
    <ConfirmChange
      change="deleteProvider"
      input={{ path: { provider_id: id } }}
      outdates={['listProviders']}
      done={t`${name} was deleted.`}
      onClose={onClose}
      title={t`Delete ${name}?`}
      action={t`Delete provider`}
      danger
    >
      <ul>
        <li>
          <Trans>Sessions that began with {name} end at once, with the tokens minted in them.</Trans>
        </li>
        <li>
          <Trans>
            People stay, but are no longer linked to it. People without a password, a passkey or another
            linked provider can no longer sign in until you remove them and invite them again.
          </Trans>
        </li>
      </ul>
    </ConfirmChange>
  )
}
