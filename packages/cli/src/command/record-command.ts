import type { OperationShape } from '@bulkhead/contract/operation'
import { confirm } from '#terminal/ask'
import { showRecord } from './answer.ts'
import { type Call, type CommandSpec, command, type Given } from './command.ts'

/** Declares a command that calls its operation once and shows the record that comes back. */
export function recordCommand<const O extends OperationShape, Opened>({
  open,
  asks,
  send,
  ...spec
}: Omit<CommandSpec, 'run' | 'operation'> & {
  readonly operation: O
  /** Opens the client, before anything is asked or sent. */
  readonly open: (call: Call<Given<O>>) => Opened | Promise<Opened>
  /** Returns the question to confirm. */
  readonly asks?: (...args: string[]) => string
  readonly send: (opened: Opened, call: Call<Given<O>>, ...args: string[]) => PromiseLike<object>
}): CommandSpec {
  return command({
    ...spec,
    run: async (call) => {
      const opened = await open(call)
      if (asks !== undefined) await confirm(call, asks(...call.args))
      await showRecord(call, spec.operation, () => send(opened, call, ...call.args))
    },
  })
}
