import { Trans } from '@lingui/react/macro'
import { type ReactNode, useState } from 'react'
import { Button } from '../button.tsx'
import { Field } from '../form/field.tsx'
import { Form } from '../form/form.tsx'
import { Input } from '../form/input.tsx'
import { ErrorNote } from '../show/states.tsx'
import { Dialog, DialogBody, DialogFooter } from './dialog.tsx'

interface ConfirmDialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  /** Label of the button, in a word or two. */
  readonly action: string
  readonly danger?: boolean
  /** Text to type before the action, which cannot be undone. */
  readonly typed?: string
  readonly busy: boolean
  readonly error: Error | null
  readonly onConfirm: () => void
  /** Exact consequences of the action. */
  readonly children: ReactNode
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  return props.open ? <OpenConfirm {...props} /> : null
}

function OpenConfirm({
  onClose,
  title,
  action,
  danger = false,
  typed,
  busy,
  error,
  onConfirm,
  children,
}: ConfirmDialogProps) {
  const [text, setText] = useState('')
  const isSure = typed === undefined || text === typed
  function submit() {
    if (isSure) onConfirm()
  }
  return (
    <Dialog open onClose={onClose} title={title} size="sm" locked={busy}>
      <Form onSubmit={submit} error={error} className="contents">
        <DialogBody className="flex flex-col gap-4 pb-5">
          <div className="text-sm [&_li]:ml-5 [&_li]:list-disc [&_p+p]:mt-2 [&_ul]:my-2">{children}</div>
          {typed !== undefined && (
            <Field
              label={
                <Trans>
                  Type <code className="select-all break-all rounded-sm bg-sunken px-1 py-px">{typed}</code>{' '}
                  to continue
                </Trans>
              }
            >
              {(control) => (
                <Input
                  {...control}
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                  autoComplete="off"
                  data-autofocus=""
                />
              )}
            </Field>
          )}
          {error !== null && <ErrorNote error={error} />}
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose} disabled={busy}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" variant={danger ? 'danger' : 'primary'} busy={busy} disabled={!isSure}>
            {action}
          </Button>
        </DialogFooter>
      </Form>
    </Dialog>
  )
}
