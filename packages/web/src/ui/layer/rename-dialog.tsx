import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type ReactNode, useState } from 'react'
import { Button } from '../button.tsx'
import { Field } from '../form/field.tsx'
import { Form } from '../form/form.tsx'
import { Input } from '../form/input.tsx'
import { ErrorNote } from '../show/states.tsx'
import { Dialog, DialogBody, DialogFooter } from './dialog.tsx'

interface RenameDialogProps {
  readonly title: string
  readonly name: string
  readonly help?: ReactNode
  readonly busy: boolean
  readonly error: Error | null
  readonly onRename: (name: string) => void
  readonly onClose: () => void
}

export function RenameDialog({ title, name, help, busy, error, onRename, onClose }: RenameDialogProps) {
  const [text, setText] = useState(name)
  function submit() {
    if (text === name) onClose()
    else onRename(text)
  }
  return (
    <Dialog open onClose={onClose} title={title} size="sm" locked={busy}>
      <Form onSubmit={submit} error={error} className="contents">
        <DialogBody className="flex flex-col gap-4 pb-5">
          <Field label={t`Name`} {...(help !== undefined && { help })}>
            {(control) => (
              <Input
                {...control}
                name="name"
                value={text}
                onChange={(event) => setText(event.target.value)}
                onFocus={(event) => event.target.select()}
                required
                maxLength={255}
                autoComplete="off"
                data-autofocus=""
              />
            )}
          </Field>
          {error !== null && <ErrorNote error={error} />}
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose} disabled={busy}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" variant="primary" busy={busy}>
            <Trans>Rename</Trans>
          </Button>
        </DialogFooter>
      </Form>
    </Dialog>
  )
}
