import type { OperationShape } from '@bulkhead/contract/operation'
import type { Bulkhead, List } from '@bulkhead/sdk'
import { openClient, openClientOfPerson } from '#profile/open-clients'
import { confirm } from '#terminal/ask'
import { answerList, showRecord } from './answer.ts'
import { type Call, type CommandSpec, command, type Given } from './command.ts'

/** Command that calls one operation of the contract, from which its flags and fields derive. */
interface ApiSpec<O extends OperationShape> extends Omit<CommandSpec, 'run' | 'operation'> {
  readonly operation: O
}

interface RecordSpec<O extends OperationShape, Opened> extends ApiSpec<O> {
  /** Opens the client, before anything is asked or sent. */
  readonly open: (call: Call<Given<O>>) => Opened | Promise<Opened>
  /** Returns the question to confirm. */
  readonly asks?: (...args: string[]) => string
  readonly send: (opened: Opened, call: Call<Given<O>>, ...args: string[]) => PromiseLike<object>
}

/** Declares a command that calls its operation once and shows the record that comes back. */
export function recordCommand<const O extends OperationShape, Opened>({
  open,
  asks,
  send,
  ...spec
}: RecordSpec<O, Opened>): CommandSpec {
  return command({
    ...spec,
    ...(asks !== undefined && { confirms: true }),
    run: async (call) => {
      const opened = await open(call)
      if (asks !== undefined) await confirm(call, asks(...call.args))
      await showRecord(call, spec.operation, () => send(opened, call, ...call.args))
    },
  })
}

type OrganizationSpec<O extends OperationShape> = Omit<RecordSpec<O, Bulkhead>, 'open' | 'reaches'>

/** Declares a {@link recordCommand} that acts on the organization. */
export function organizationCommand<const O extends OperationShape>(spec: OrganizationSpec<O>): CommandSpec {
  return recordCommand({ ...spec, reaches: 'organization', open: openClient })
}

/** Declares a {@link recordCommand} that only people may run, not applications. */
export function personCommand<const O extends OperationShape>(spec: OrganizationSpec<O>): CommandSpec {
  return recordCommand({ ...spec, reaches: 'organization', open: openClientOfPerson })
}

interface ListSpec<O extends OperationShape> extends Omit<ApiSpec<O>, 'reaches'> {
  readonly send: (
    client: Bulkhead,
    call: Call<Given<O>>,
    page: { readonly limit: number },
    ...args: string[]
  ) => List<object>
}

/** Declares a command that lists things of the organization, in the columns of `output/columns.ts`. */
export function organizationList<const O extends OperationShape>(spec: ListSpec<O>): CommandSpec {
  return listCommand(spec, openClient)
}

/** Declares an {@link organizationList} that only people may run, not applications. */
export function personList<const O extends OperationShape>(spec: ListSpec<O>): CommandSpec {
  return listCommand(spec, openClientOfPerson)
}

function listCommand<const O extends OperationShape>(
  { send, ...spec }: ListSpec<O>,
  open: typeof openClient,
): CommandSpec {
  return command({
    ...spec,
    reaches: 'organization',
    run: (call) =>
      answerList(call, spec.operation, (page) =>
        send(open(call), call as Call<Given<O>>, page, ...call.args),
      ),
  })
}
