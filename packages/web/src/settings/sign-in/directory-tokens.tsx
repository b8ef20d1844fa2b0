import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ConfirmChange } from '#api/confirm-change.tsx'
import { CopyableId } from '#ui/copy-button.tsx'
import { ShownOnceDialog } from '#ui/layer/shown-once-dialog.tsx'

interface NewDirectoryTokenProps {
  /** Id of the provider. */
  readonly provider: string
  /** Number of valid tokens. */
  readonly living: number
  readonly onClose: () => void
}

/** Dialog that creates a token of a directory, next to the newest one, for rotation without downtime. */
export function NewDirectoryToken({ provider, living, onClose }: NewDirectoryTokenProps) {
  return (
    <ConfirmChange
      change="createDirectoryToken"
      input={{ path: { provider_id: provider } }}
      outdates={['getDirectory']}
      onClose={onClose}
      title={living === 0 ? t`Create a token for the directory?` : t`Replace the token of the directory?`}
      action={t`Create token`}
      danger={living > 1}
      result={({ token, scim_url }) => (
        <ShownOnceDialog
          title={t`Token of the directory`}
          values={[{ label: t`Token`, value: token }]}
          onClose={onClose}
        >
          <p className="text-muted text-sm">
            <Trans>Enter it at your provider, with the base URL:</Trans>{' '}
            <CopyableId id={scim_url} what={t`base URL`} />
          </p>
        </ShownOnceDialog>
      )}
    >
      <ul>
        <li>
          <Trans>
            Anyone who has the token can add and remove people, and change their groups and the rights that
            these grant.
          </Trans>
        </li>
        {living === 1 && (
          <li>
            <Trans>The token that your provider has now works until you end it.</Trans>
          </li>
        )}
        {living > 1 && (
          <li>
            <Trans>The older of the two tokens ends at once.</Trans>
          </li>
        )}
      </ul>
    </ConfirmChange>
  )
}

interface EndDirectoryTokensProps {
  /** Id of the provider. */
  readonly provider: string
  /** Whether the newest token stays valid. */
  readonly keepsNewest: boolean
  readonly onEnded: () => void
  readonly onClose: () => void
}

/** Dialog that revokes the tokens of a directory: all of them, or only the older one. */
export function EndDirectoryTokens({ provider, keepsNewest, onEnded, onClose }: EndDirectoryTokensProps) {
  return (
    <ConfirmChange
      change="deleteDirectoryTokens"
      input={{
        path: { provider_id: provider },
        query: keepsNewest ? { only: 'previous' } : {},
      }}
      outdates={['getDirectory']}
      done={keepsNewest ? t`The older token has ended.` : t`The directory no longer has a token.`}
      onDone={onEnded}
      onClose={onClose}
      title={keepsNewest ? t`End the older token?` : t`Disconnect the directory?`}
      action={t`End now`}
      danger
    >
      <ul>
        <li>
          {keepsNewest ? (
            <Trans>It is refused at once. Your provider must have the newer one by now.</Trans>
          ) : (
            <Trans>
              Your provider is refused at once, and cannot provision anything until it has another token.
            </Trans>
          )}
        </li>
        <li>
          <Trans>People and groups stay as they were last provisioned.</Trans>
        </li>
      </ul>
    </ConfirmChange>
  )
}
