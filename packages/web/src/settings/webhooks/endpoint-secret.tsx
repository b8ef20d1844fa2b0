import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { ShownOnceDialog } from '#ui/layer/shown-once-dialog.tsx'
import { CodeBlock } from '#ui/show/code.tsx'
import { Warning } from '#ui/show/warning.tsx'

interface EndpointSecretProps {
  readonly title: string
  readonly secret: string
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** Dialog with the secret of an endpoint, which is shown only once. */
export function EndpointSecret({ title, secret, onClose, children }: EndpointSecretProps) {
  return (
    <ShownOnceDialog title={title} onClose={onClose}>
      <Warning>
        <Trans>Copy it now. It is not shown again. Your receiver verifies requests with it.</Trans>
      </Warning>
      <CodeBlock code={secret} language="text" label={t`Secret`} wrap />
      {children}
    </ShownOnceDialog>
  )
}
