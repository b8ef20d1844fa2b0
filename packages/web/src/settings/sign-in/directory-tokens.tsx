import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useChange } from '#api/use-api.ts'
import { useConfirmedChange } from '#api/use-confirmed-change.ts'
import { CopyableId } from '#ui/copy-button.tsx'
import { ConfirmDialog } from '#ui/layer/confirm-dialog.tsx'
import { ShownOnceDialog } from '#ui/layer/shown-once-dialog.tsx'
import { CodeBlock } from '#ui/show/code.tsx'
import { Warning } from '#ui/show/warning.tsx'

interface NewDirectoryTokenProps {
  /** Id of the provider. */
  readonly provider: string
  /** Number of valid tokens. */
  readonly living: number
  readonly onClose: () => void
}

/** Dialog that creates a token of a directory, next to the newest one, for rotation without downtime. */
export function NewDirectoryToken({ provider, living, onClose }: NewDirectoryTokenProps) {
  const create = useChange('createDirectoryToken', { outdates: ['getDirectory'] })
  if (create.data !== undefined) {
    return (
      <ShownOnceDialog title={t`Token of the directory`} onClose={onClose}>
        <Warning>
          <Trans>Copy it now. Only a hash of it is stored, and it is not shown again.</Trans>
        </Warning>
        <CodeBlock code={create.data.token} language="text" label={t`Token`} wrap />
        <p className="text-muted text-sm">
          <Trans>Enter it at your provider, with the base URL:</Trans>{' '}
          <CopyableId id={create.data.scim_url} what={t`base URL`} />
        </p>
      </ShownOnceDialog>
    )
  }
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={living === 0 ? t`Create a token for the directory?` : t`Replace the token of the directory?`}
      action={t`Create token`}
      danger={living > 1}
      busy={create.isPending}
      error={create.error}
      onConfirm={() => create.mutate({ path: { provider_id: provider } })}
    >
      <ul>
        <li>
          <Trans>
            Anyone who has the token adds and removes people, and changes their groups and the rights that
            these give.
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
    </ConfirmDialog>
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
  const confirmed = useConfirmedChange('deleteDirectoryTokens', {
    input: {
      path: { provider_id: provider },
      query: keepsNewest ? { only: 'previous' } : {},
    },
    outdates: ['getDirectory'],
    done: keepsNewest ? t`The older token has ended.` : t`The directory has no token any more.`,
    onDone: onEnded,
  })
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={keepsNewest ? t`End the older token?` : t`Disconnect the directory?`}
      action={t`End now`}
      danger
      {...confirmed}
    >
      <ul>
        <li>
          {keepsNewest ? (
            <Trans>It is refused at once. Your provider must have the newer one by now.</Trans>
          ) : (
            <Trans>
              Your provider is refused at once, and cannot announce anything until it has another token.
            </Trans>
          )}
        </li>
        <li>
          <Trans>People and groups stay as they were announced last.</Trans>
        </li>
      </ul>
    </ConfirmDialog>
  )
}
