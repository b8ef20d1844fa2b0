import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useBlocker } from '@tanstack/react-router'
import { ConfirmDialog } from '../layer/confirm-dialog.tsx'

/** Asks for confirmation before a person leaves a form with unsaved changes. */
export function UnsavedGuard({ isChanged }: { readonly isChanged: boolean | (() => boolean) }) {
  const mustAsk = () => (typeof isChanged === 'function' ? isChanged() : isChanged)
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: mustAsk,
    enableBeforeUnload: mustAsk,
    withResolver: true,
  })
  return (
    <ConfirmDialog
      open={status === 'blocked'}
      title={t`Leave without saving?`}
      action={t`Leave`}
      danger
      busy={false}
      error={null}
      onClose={() => reset?.()}
      onConfirm={() => proceed?.()}
    >
      <p>
        <Trans>What you changed here was not saved. It is lost when you leave.</Trans>
      </p>
    </ConfirmDialog>
  )
}
