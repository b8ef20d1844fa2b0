import { Trans } from '@lingui/react/macro'
import { type ReactNode, useState } from 'react'
import { TextField } from '../form/fields.tsx'
import { FormDialog } from './form-dialog.tsx'

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

function OpenConfirm({ typed, onConfirm, children, open: _, ...dialog }: ConfirmDialogProps) {
  const [text, setText] = useState('')
  const isSure = typed === undefined || text === typed
  return (
    <FormDialog {...dialog} size="sm" disabled={!isSure} onSubmit={() => isSure && onConfirm()}>
      <div className="text-sm [&_li]:ml-5 [&_li]:list-disc [&_p+p]:mt-2 [&_ul]:my-2">{children}</div>
      {typed !== undefined && (
        <TextField
          label={
            <Trans>
              Type <code className="select-all break-all rounded-sm bg-sunken px-1 py-px">{typed}</code> to
              continue
            </Trans>
          }
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoComplete="off"
          data-autofocus=""
        />
      )}
    </FormDialog>
  )
}
