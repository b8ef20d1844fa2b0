import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Button } from '../button.tsx'
import { Dialog, DialogBody, DialogFooter } from './dialog.tsx'

interface ShownOnceDialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Dialog for a value that is never shown again. Only its button closes it. */
export function ShownOnceDialog({ title, onClose, children }: ShownOnceDialogProps) {
  return (
    <Dialog open onClose={onClose} title={title} locked>
      <DialogBody className="flex flex-col gap-3 pb-5">{children}</DialogBody>
      <DialogFooter>
        <Button variant="primary" onClick={onClose}>
          <Trans>I have copied it</Trans>
        </Button>
      </DialogFooter>
    </Dialog>
  )
}
