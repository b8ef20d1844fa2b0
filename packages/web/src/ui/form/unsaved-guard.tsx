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
  return <LeaveDialog open={status === 'blocked'} onStay={() => reset?.()} onLeave={() => proceed?.()} />
}

interface LeaveDialogProps {
  readonly open: boolean
  readonly onStay: () => void
  readonly onLeave: () => void
}

/** Question to the person before entered values are lost. */
export function LeaveDialog({ open, onStay, onLeave }: LeaveDialogProps) {
  return (
    <ConfirmDialog
      open={open}
      title={t`Leave without saving?`}
      action={t`Leave`}
      danger
      busy={false}
      error={null}
      onClose={onStay}
      onConfirm={onLeave}
    >
      <p>
        <Trans>What you changed here was not saved. It is lost when you leave.</Trans>
      </p>
    </ConfirmDialog>
  )
}
