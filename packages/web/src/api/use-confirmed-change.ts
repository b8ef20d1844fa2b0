import { useToasts } from '#ui/layer/toasts.tsx'
import type { Input, OperationId } from './api.ts'
import { useChange } from './use-api.ts'

interface ConfirmedChange<Id extends OperationId> {
  readonly input: Input<Id>
  /** Operations whose cached responses are outdated by the change. */
  readonly outdates?: readonly OperationId[]
  /** Toast after the change. */
  readonly done: string
  readonly onDone: () => void
}

/** Runs one change after its confirmation. Returns the props of a `ConfirmDialog`, which also shows the error. */
export function useConfirmedChange<Id extends OperationId>(
  id: Id,
  { input, outdates = [], done, onDone }: ConfirmedChange<Id>,
) {
  const toasts = useToasts()
  const { mutate, isPending, error } = useChange(id, {
    outdates,
    onSuccess: () => {
      toasts.done(done)
      onDone()
    },
  })
  return { busy: isPending, error, onConfirm: () => mutate(input) }
}
