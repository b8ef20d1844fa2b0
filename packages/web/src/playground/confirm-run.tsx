import type { OperationDescription } from '@bulkhead/sdk'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ConfirmDialog } from '#ui/layer/confirm-dialog.tsx'
import { CodeBlock } from '#ui/show/code.tsx'

interface ConfirmRunProps {
  /** Parameters that would be sent. Undefined: no confirmation is open. */
  readonly params: Record<string, unknown> | undefined
  readonly operation: OperationDescription
  readonly service: string
  readonly onClose: () => void
  readonly onConfirm: (params: Record<string, unknown>) => void
}

/** Confirmation before a run changes something at the service. */
export function ConfirmRun({ params, operation, service, onClose, onConfirm }: ConfirmRunProps) {
  const { entity, action, effect } = operation
  return (
    <ConfirmDialog
      open={params !== undefined}
      onClose={onClose}
      title={
        effect === 'destructive'
          ? t`This cannot be undone at ${service}`
          : t`This changes something at ${service}`
      }
      action={t`Run ${entity}.${action}`}
      danger={effect === 'destructive'}
      busy={false}
      error={null}
      onConfirm={() => params !== undefined && onConfirm(params)}
    >
      <p className="mb-3">
        <Trans>This runs for real, in the account whose credentials are stored, with these parameters:</Trans>
      </p>
      <CodeBlock code={JSON.stringify(params ?? {}, null, 2)} language="json" label={t`Parameters`} wrap />
    </ConfirmDialog>
  )
}
