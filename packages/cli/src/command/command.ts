import type { Input, OperationShape } from '@bulkhead/contract/operation'
import type { Terminal } from '#terminal/terminal'

/** A positional argument of a command. */
export interface ArgumentSpec {
  readonly name: string
  readonly description: string
  readonly isOptional?: true
  /** Takes all words that are left. */
  readonly isRepeated?: true
  readonly choices?: readonly string[]
}

/** An option that is of the command line alone: those of operations derive from the contract. */
export interface Flag {
  /** As it is typed, without the dashes. */
  readonly name: string
  /** What to call its value; without one it is a switch. */
  readonly value?: string
  readonly description: string
  readonly choices?: readonly string[]
  /** May be given several times. */
  readonly isRepeated?: true
  readonly isRequired?: true
  /** Of one letter. */
  readonly short?: string
}

/** What an operation takes in its query and its body, as one object. */
export type Given<O extends OperationShape> = Input<O>['query'] & Input<O>['body']

/** What a command was called with. */
export interface Call<G = Record<string, unknown>> {
  /** In the order of the declaration; those that were left out at the end are missing. */
  readonly args: readonly string[]
  /** From flags of the contract and from `--json`, in the spelling of the API. The server validates it. */
  readonly given: G
  /** What of it stood on the command line itself, where secrets must not be. */
  readonly inline: ReadonlySet<string>
  /** By the name of the flag. */
  readonly flags: Readonly<Record<string, string | readonly string[] | boolean | undefined>>
  readonly terminal: Terminal
  /** Aborted by Ctrl-C. Asking for it takes Ctrl-C over. */
  readonly signal: AbortSignal
}

/** What a command is, for the parser, for help, for completion and for the page about it. */
export interface CommandSpec {
  /** `workspaces rename`. */
  readonly words: string
  /** One line without a full stop. */
  readonly summary: string
  /** What somebody who never did it has to know. */
  readonly about?: string
  readonly args?: readonly ArgumentSpec[]
  readonly flags?: readonly Flag[]
  /** The operation of the API behind it: its query and body become flags, its answer the choice of `--fields`. */
  readonly operation?: OperationShape
  /** Of flags that derive from the operation, where the words of the contract do not fit a flag. */
  readonly descriptions?: Readonly<Record<string, string>>
  /** Properties of the operation that have no flag, each with how it is given instead, or why it is not. */
  readonly withoutFlag?: Readonly<Record<string, string>>
  /** Whether it acts on all of the organization or in one workspace; absent: it calls no server as a client. */
  readonly reaches?: 'organization' | 'workspace'
  /** It asks before it acts, or takes `--yes`. */
  readonly confirms?: true
  /** Whether its answer may be shown as a table or as JSON; of an operation it may. */
  readonly shows?: boolean
  /** What people type, without `bulkhead`. */
  readonly examples: readonly string[]
  /** @returns The exit code, 0 if nothing. */
  // biome-ignore lint/suspicious/noConfusingVoidType: most commands have nothing to say
  readonly run: (call: Call) => Promise<number | void>
}

/** Declares a command over an operation of the API, and so types what it is given. */
export function command<const O extends OperationShape>(
  spec: Omit<CommandSpec, 'run' | 'operation'> & {
    readonly operation: O
    // biome-ignore lint/suspicious/noConfusingVoidType: most commands have nothing to say
    readonly run: (call: Call<Given<O>>) => Promise<number | void>
  },
): CommandSpec {
  return spec as unknown as CommandSpec
}
