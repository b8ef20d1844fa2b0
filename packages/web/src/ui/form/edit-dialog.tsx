import { useRef } from 'react'
import { FormDialog, type FormDialogProps } from '../layer/form-dialog.tsx'
import { useGuardedClose } from './unsaved-guard.tsx'

interface EditDialogProps extends Omit<FormDialogProps, 'onDismiss' | 'question'> {
  /** Default: whether something was entered in the form. */
  readonly isChanged?: () => boolean
}

/**
 * Dialog that creates or changes a thing. Escape, a click outside and the closing button ask first if something was
 * entered. Its own buttons call `onClose` at once.
 */
export function EditDialog({ changed: given, isChanged, onClose, ...dialog }: EditDialogProps) {
  const own = useRef(false)
  const changed = given ?? own
  const { guard, dismiss } = useGuardedClose(isChanged ?? (() => changed.current), onClose)
  return <FormDialog {...dialog} changed={changed} onClose={onClose} onDismiss={dismiss} question={guard} />
}
