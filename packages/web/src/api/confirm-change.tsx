import type { ComponentProps, ReactNode } from 'react'
import { ConfirmDialog } from '#ui/layer/confirm-dialog.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import type { Input, OperationId, Output } from './api.ts'
import { useChange } from './use-api.ts'

interface ConfirmChangeProps<Id extends OperationId>
  extends Omit<ComponentProps<typeof ConfirmDialog>, 'open' | 'busy' | 'error' | 'onConfirm'> {
  readonly change: Id
  readonly input: Input<Id>
  readonly open?: boolean
  /** Operations whose cached responses are outdated by the change. */
  readonly outdates?: readonly OperationId[]
  /** Toast after the change. */
  readonly done?: string
  /** Dialog after the change, such as the one with a secret that is shown once. Default: closes. */
  readonly result?: (output: Output<Id>) => ReactNode
  /** Default: `onClose`. */
  readonly onDone?: () => void
}

/** Dialog that runs one change once it is confirmed, and shows its error. */
export function ConfirmChange<Id extends OperationId>({
  change,
  input,
  open = true,
  outdates = [],
  done,
  result,
  onDone,
  ...dialog
}: ConfirmChangeProps<Id>) {
  const toasts = useToasts()
  const { mutate, data, isPending, error } = useChange(change, {
    outdates,
    onSuccess: () => {
      if (done !== undefined) toasts.done(done)
      if (result !== undefined) return
      if (onDone === undefined) dialog.onClose()
      else onDone()
    },
  })
  if (data !== undefined && result !== undefined) return result(data)
  return (
    <ConfirmDialog {...dialog} open={open} busy={isPending} error={error} onConfirm={() => mutate(input)} />
  )
}
