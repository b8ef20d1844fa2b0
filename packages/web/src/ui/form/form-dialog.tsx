import { type ComponentProps, useState } from 'react'
import { Dialog } from '../layer/dialog.tsx'
import { LeaveDialog, UnsavedGuard } from './unsaved-guard.tsx'

interface FormDialogProps extends Omit<ComponentProps<typeof Dialog>, 'open'> {
  readonly isChanged: () => boolean
}

/**
 * Dialog with a form. Escape, a click outside and the closing button ask first if something was entered. Its own
 * buttons call `onClose` at once.
 */
export function FormDialog({ isChanged, onClose, children, ...dialog }: FormDialogProps) {
  const [isAsked, setAsked] = useState(false)
  return (
    <Dialog {...dialog} open onClose={() => (isChanged() ? setAsked(true) : onClose())}>
      <UnsavedGuard isChanged={isChanged} />
      <LeaveDialog open={isAsked} onStay={() => setAsked(false)} onLeave={onClose} />
      {children}
    </Dialog>
  )
}
