import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Button } from '#ui/button.tsx'
import { TriangleAlert } from '#ui/icons.tsx'
import { Dialog, DialogBody, DialogFooter } from '#ui/layer/dialog.tsx'
import { CodeBlock } from '#ui/show/code.tsx'

interface EndpointSecretProps {
  readonly title: string
  readonly secret: string
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** The secret of an endpoint, the one time that it is seen. */
export function EndpointSecret({ title, secret, onClose, children }: EndpointSecretProps) {
  return (
    <Dialog open onClose={onClose} title={title} locked>
      <DialogBody className="flex flex-col gap-3 pb-5">
        <p className="flex gap-2 rounded-md border border-warn/30 bg-warn-soft px-3 py-2 text-sm">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warn" />
          <span>
            <Trans>Copy it now. It is not shown again. Your receiver verifies requests with it.</Trans>
          </span>
        </p>
        <CodeBlock code={secret} language="text" label={t`Secret`} wrap />
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
