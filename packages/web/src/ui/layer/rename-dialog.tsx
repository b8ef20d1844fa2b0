import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type ReactNode, useState } from 'react'
import { TextField } from '../form/fields.tsx'
import { FormDialog } from './form-dialog.tsx'

interface RenameDialogProps {
  readonly title: string
  readonly name: string
  readonly help?: ReactNode
  readonly busy: boolean
  readonly error: Error | null
  readonly onRename: (name: string) => void
  readonly onClose: () => void
}

export function RenameDialog({ name, help, onRename, ...dialog }: RenameDialogProps) {
  const [text, setText] = useState(name)
  function submit() {
    if (text === name) dialog.onClose()
    else onRename(text)
  }
  return (
    <FormDialog {...dialog} size="sm" action={<Trans>Rename</Trans>} onSubmit={submit}>
      <TextField
        label={t`Name`}
        help={help}
        name="name"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onFocus={(event) => event.target.select()}
        required
        maxLength={255}
        autoComplete="off"
        data-autofocus=""
      />
    </FormDialog>
  )
}
