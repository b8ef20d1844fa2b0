import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useBlocker } from '@tanstack/react-router'
import { useState } from 'react'
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

/** Returns the function that closes a dialog, which asks first if something was changed, and the question to show. */
export function useGuardedClose(isChanged: () => boolean, onClose: () => void) {
  const [isAsked, setAsked] = useState(false)
  return {
    dismiss: () => (isChanged() ? setAsked(true) : onClose()),
    guard: (
      <>
        <UnsavedGuard isChanged={isChanged} />
        <LeaveDialog open={isAsked} onStay={() => setAsked(false)} onLeave={onClose} />
      </>
    ),
  }
}

interface LeaveDialogProps {
  readonly open: boolean
  readonly onStay: () => void
  readonly onLeave: () => void
}

/** Question to the person before entered values are lost. */
function LeaveDialog({ open, onStay, onLeave }: LeaveDialogProps) {
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
