import { Trans } from '@lingui/react/macro'
import type { ComponentProps, ReactNode } from 'react'
import { Button } from '../button.tsx'
import type { FieldLabels } from '../error-words.ts'
import { Form } from '../form/form.tsx'
import { ErrorNote } from '../show/states.tsx'
import { Dialog, DialogBody, DialogFooter } from './dialog.tsx'

type DialogProps = Pick<ComponentProps<typeof Dialog>, 'title' | 'description' | 'size' | 'onClose'>
type FormProps = Pick<ComponentProps<typeof Form>, 'ref' | 'changed' | 'autoComplete' | 'onSubmit'>

export interface FormDialogProps extends DialogProps, FormProps {
  /** Label of the button that submits the form. */
  readonly action: ReactNode
  readonly danger?: boolean
  readonly disabled?: boolean
  readonly busy: boolean
  readonly error: Error | null
  readonly errorTitle?: string
  /** Labels of the fields that the error may name. */
  readonly errorLabels?: FieldLabels
  /** Whether the note of the error is left out, because a field shows it. */
  readonly hidesError?: boolean
  /** Label of the button that closes the dialog. */
  readonly cancel?: ReactNode
  /** Buttons between the one that closes and the one that submits. */
  readonly actions?: ReactNode
  /** Escape, a click outside and the closing button of the heading. Default: `onClose`. */
  readonly onDismiss?: () => void
  /** Dialog above this one. It lies outside of the form, which its own form would submit otherwise. */
  readonly question?: ReactNode
  readonly children: ReactNode
}

/** Dialog with a form and the two buttons that end it. */
export function FormDialog({
  action,
  danger = false,
  disabled = false,
  busy,
  error,
  errorTitle,
  errorLabels,
  hidesError = false,
  cancel = <Trans>Cancel</Trans>,
  actions,
  onClose,
  onDismiss = onClose,
  question,
  title,
  description,
  size = 'md',
  children,
  ...form
}: FormDialogProps) {
  return (
    <Dialog open onClose={onDismiss} title={title} description={description} size={size} locked={busy}>
      {question}
      <Form {...form} error={error} className="contents">
        <DialogBody className="flex flex-col gap-4 pb-5">
          {children}
          {error !== null && !hidesError && (
            <ErrorNote error={error} title={errorTitle} labels={errorLabels} />
          )}
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose} disabled={busy}>
            {cancel}
          </Button>
          {actions}
          <Button type="submit" variant={danger ? 'danger' : 'primary'} busy={busy} disabled={disabled}>
            {action}
          </Button>
        </DialogFooter>
      </Form>
    </Dialog>
  )
}
