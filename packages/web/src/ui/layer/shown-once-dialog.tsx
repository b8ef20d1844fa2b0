import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Button } from '../button.tsx'
import { CodeBlock } from '../show/code.tsx'
import { Warning } from '../show/warning.tsx'
import { Dialog, DialogBody, DialogFooter } from './dialog.tsx'

interface ShownOnceDialogProps {
  readonly title: string
  readonly warning?: ReactNode
  /** Texts to copy. */
  readonly values?: readonly { readonly label: string; readonly value: string }[]
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** Dialog for a secret that is never shown again. Only its button closes it. */
export function ShownOnceDialog({ title, warning, values = [], onClose, children }: ShownOnceDialogProps) {
  return (
    <Dialog open onClose={onClose} title={title} locked>
      <DialogBody className="flex flex-col gap-3 pb-5">
        <Warning>
          {warning ?? <Trans>Copy it now. Only a hash of it is stored, and it is not shown again.</Trans>}
        </Warning>
        {values.map(({ label, value }) => (
          <CodeBlock key={label} code={value} language="text" label={label} wrap />
        ))}
        {children}
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onClick={onClose}>
          <Trans>I have copied it</Trans>
        </Button>
      </DialogFooter>
    </Dialog>
  )
}
