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
  /** Name without the dashes. */
  readonly name: string
  /** Placeholder for the value. Without one, the flag is a switch. */
  readonly value?: string
  readonly description: string
  readonly choices?: readonly string[]
  /** May be given several times. */
  readonly isRepeated?: true
  readonly isRequired?: true
  /** Alias of one letter. */
  readonly short?: string
}

/** Query and body of an operation, as one object. */
export type Given<O extends OperationShape> = Input<O>['query'] & Input<O>['body']

/** Arguments and flags of an invocation. */
export interface Call<G = Record<string, unknown>> {
  /** In the order of the declaration; those that were left out at the end are missing. */
  readonly args: readonly string[]
  /** Values from the contract's flags and `--json`, in the API's spelling. The server validates them. */
  readonly given: G
  /** Names of the values given on the command line itself, where secrets must not be. */
  readonly inline: ReadonlySet<string>
  /** Values by flag name. */
  readonly flags: Readonly<Record<string, string | readonly string[] | boolean | undefined>>
  readonly terminal: Terminal
  /** Aborted by Ctrl-C. Asking for it takes Ctrl-C over. */
  readonly signal: AbortSignal
}

/** Specification of a command, for the parser, help, completion and the command's page. */
export interface CommandSpec {
  /** `workspaces rename`. */
  readonly words: string
  /** Summary in one line, without a full stop. */
  readonly summary: string
  /** Background for somebody who runs the command for the first time. */
  readonly about?: string
  readonly args?: readonly ArgumentSpec[]
  readonly flags?: readonly Flag[]
  /** The operation of the API behind it: its query and body become flags, its answer the choice of `--fields`. */
  readonly operation?: OperationShape
  /** Descriptions of derived flags, where the contract's words do not fit a flag. */
  readonly descriptions?: Readonly<Record<string, string>>
  /** Properties of the operation that have no flag, each with how it is given instead, or why it is not. */
  readonly withoutFlag?: Readonly<Record<string, string>>
  /** Whether it acts on all of the organization or in one workspace; absent: it calls no server as a client. */
  readonly reaches?: 'organization' | 'workspace'
  /** It asks before it acts, or takes `--yes`. */
  readonly confirms?: true
  /** Whether its answer may be shown as a table or as JSON; of an operation it may. */
  readonly shows?: boolean
  /** Command lines as people type them, without `bulkhead`. */
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
