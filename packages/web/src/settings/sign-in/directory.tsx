import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { Output } from '#api/api.ts'
import { useRead } from '#api/use-api.ts'
import { CallerName } from '#entities/session/caller-name.tsx'
import { formatNumber } from '#texts/format.ts'
import { Button } from '#ui/button.tsx'
import { CopyableId } from '#ui/copy-button.tsx'
import { Dialog, DialogBody, DialogFooter } from '#ui/layer/dialog.tsx'
import { Fact, Facts } from '#ui/show/facts.tsx'
import { Loaded } from '#ui/show/loaded.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { Time } from '#ui/show/time.tsx'
import { Warning } from '#ui/show/warning.tsx'
import { EndDirectoryTokens, NewDirectoryToken } from './directory-tokens.tsx'
import type { Provider } from './provider.ts'

interface DirectoryProps {
  readonly provider: Provider
  readonly isOwner: boolean
}

/** Part of a provider's card with a button that opens its directory. */
export function Directory({ provider, isOwner }: DirectoryProps) {
  const [isOpen, setOpen] = useState(false)
  const { name } = provider
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 border-line border-t px-4 py-3 text-sm">
      <div className="min-w-0">
        <h3 className="font-medium">
          <Trans>Directory (SCIM)</Trans>
        </h3>
        <p className="text-muted">
          <Trans>Adds people with their groups before they sign in, and removes those who leave.</Trans>
        </p>
      </div>
      <Button size="sm" onClick={() => setOpen(true)}>
        <Trans>
          Open <span className="sr-only">the directory of {name}</span>
        </Trans>
      </Button>
      {isOpen && <DirectoryDialog provider={provider} isOwner={isOwner} onClose={() => setOpen(false)} />}
    </div>
  )
}

interface DirectoryDialogProps extends DirectoryProps {
  readonly onClose: () => void
}

/** Dialog with a directory's base URL and tokens, and the number of its users and groups. */
function DirectoryDialog({ provider: { id, name, enabled }, isOwner, onClose }: DirectoryDialogProps) {
  const [step, setStep] = useState<'create' | 'end_older' | 'end_all'>()
  const read = useRead('getDirectory', { path: { provider_id: id } })
  const { data } = read

  const tokens = data?.tokens ?? []
  const back = () => setStep(undefined)
  if (step === 'create') return <NewDirectoryToken provider={id} living={tokens.length} onClose={back} />
  if (step !== undefined) {
    return (
      <EndDirectoryTokens provider={id} keepsNewest={step === 'end_older'} onEnded={onClose} onClose={back} />
    )
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Directory of ${name}`}
      description={
        <>
          <Trans>Enter the base URL and a token at your provider.</Trans>{' '}
          <a href="/docs/guides/scim" className="text-accent underline underline-offset-2">
            <Trans>Settings for Entra ID and Okta</Trans>
          </a>
        </>
      }
    >
      <DialogBody className="flex flex-col gap-4 pb-5">
        <Loaded read={read} skeleton={<SkeletonRows rows={4} />}>
          {(data) => (
            <>
              <DirectoryFacts directory={data} />
              {!enabled && tokens.length > 0 && (
                <Warning>
                  <Trans>The provider is disabled, so its tokens are refused.</Trans>
                </Warning>
              )}
              {isOwner && (
                <div className="flex flex-wrap gap-2">
                  <Button
                    variant={tokens.length === 0 ? 'primary' : 'secondary'}
                    onClick={() => setStep('create')}
                  >
                    {tokens.length === 0 ? t`Create a token` : t`Replace the token`}
                  </Button>
                  {tokens.length > 1 && (
                    <Button onClick={() => setStep('end_older')}>
                      <Trans>End the older token</Trans>
                    </Button>
                  )}
                  {tokens.length > 0 && (
                    <Button variant="danger" onClick={() => setStep('end_all')}>
                      {tokens.length === 1 ? t`End the token` : t`End all tokens`}
                    </Button>
                  )}
                </div>
              )}
            </>
          )}
        </Loaded>
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>
          <Trans>Done</Trans>
        </Button>
      </DialogFooter>
    </Dialog>
  )
}

interface DirectoryFactsProps {
  readonly directory: Output<'getDirectory'>
}

function DirectoryFacts({ directory: { scim_url, users, groups, tokens } }: DirectoryFactsProps) {
  return (
    <div className="rounded-md border border-line">
      <Facts>
        <Fact name={t`Base URL`}>
          <CopyableId id={scim_url} what={t`base URL`} />
        </Fact>
        <Fact name={t`Users`}>
          {formatNumber(users)}{' '}
          <span className="text-muted">
            <Trans>provisioned, or signed in with the provider</Trans>
          </span>
        </Fact>
        <Fact name={t`Groups`}>{formatNumber(groups)}</Fact>
        <Fact name={t`Tokens`}>
          {tokens.length === 0 ? (
            <Trans>None yet: nothing has been provisioned.</Trans>
          ) : (
            <ul>
              {tokens.map(({ created_at, created_by }) => (
                <li key={created_at} className="flex flex-wrap gap-x-2">
                  <span>
                    <Trans>
                      created <Time at={created_at} />
                    </Trans>
                  </span>
                  {created_by !== null && (
                    <span className="min-w-0 text-muted">
                      <CallerName call={{ application_id: null, person_id: created_by }} />
                    </span>
                  )}
                </li>
              ))}
            </ul>
          )}
        </Fact>
      </Facts>
    </div>
  )
}
