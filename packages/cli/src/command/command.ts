import type { Input, OperationShape } from '@bulkhead/contract/operation'
import type { Terminal } from '#terminal/terminal'

/** Positional argument of a command. */
export interface ArgumentSpec {
  readonly name: string
  readonly description: string
  readonly isOptional?: true
  /** Takes all remaining words. */
  readonly isRepeated?: true
  readonly choices?: readonly string[]
}

/** Flag that only the command line has. Flags of operations derive from the contract. */
export interface Flag {
  /** Name without the dashes. */
  readonly name: string
  /** Placeholder for the value. Without one, the flag is a switch. */
  readonly value?: string
  readonly description: string
  readonly choices?: readonly string[]
  /** The flag may be given several times. */
  readonly isRepeated?: true
  readonly isRequired?: true
  /** Alias of one letter. */
  readonly short?: string
}

/** Query and body of an operation, as one object. */
export type Given<O extends OperationShape> = Input<O>['query'] & Input<O>['body']

/** Arguments and flags of an invocation. */
export interface Call<G = Record<string, unknown>> {
  /** Arguments in the order of their declaration. Arguments that were left out at the end are missing. */
  readonly args: readonly string[]
  /** Values from the contract's flags and `--json`, in the API's spelling. The server validates them. */
  readonly given: G
  /** Names of the values that were given on the command line itself, where secrets are not allowed. */
  readonly inline: ReadonlySet<string>
  /** Values by flag name. */
  readonly flags: Readonly<Record<string, string | readonly string[] | boolean | undefined>>
  readonly terminal: Terminal
  /** Signal that Ctrl-C aborts. After the first access, Ctrl-C no longer ends the process by itself. */
  readonly signal: AbortSignal
}

/** Specification of a command, for the parser, help, completion and the command's page. */
export interface CommandSpec {
  /** Words of the command, such as `workspaces rename`. */
  readonly words: string
  /** Summary in one line, without a full stop. */
  readonly summary: string
  /** Background for somebody who runs the command for the first time. */
  readonly about?: string
  readonly args?: readonly ArgumentSpec[]
  readonly flags?: readonly Flag[]
  /**
   * API operation that the command calls. Its query and body become flags; its response defines the choices of
   * `--fields`.
   */
  readonly operation?: OperationShape
  /** Descriptions of derived flags, where the contract's words do not fit a flag. */
  readonly descriptions?: Readonly<Record<string, string>>
  /** Properties of the operation without a flag, each with another way to give it, or the reason why there is none. */
  readonly withoutFlag?: Readonly<Record<string, string>>
  /**
   * Reach of the command: the whole organization or one workspace. Absent if the command calls no server as a client.
   */
  readonly reaches?: 'organization' | 'workspace'
  /** The command asks for confirmation, unless `--yes` is given. */
  readonly confirms?: true
  /** Whether the result can be shown as a table or as JSON. Always true with an operation. */
  readonly shows?: boolean
  /** Command lines as people type them, without `bulkhead`. */
  readonly examples: readonly string[]
  /** @returns The exit code, 0 if nothing. */
  // biome-ignore lint/suspicious/noConfusingVoidType: most commands have nothing to say
  readonly run: (call: Call) => Promise<number | void>
}

/** Declares a command for an API operation, and so types its input. */
export function command<const O extends OperationShape>(
  spec: Omit<CommandSpec, 'run' | 'operation'> & {
    readonly operation: O
    // biome-ignore lint/suspicious/noConfusingVoidType: most commands have nothing to say
    readonly run: (call: Call<Given<O>>) => Promise<number | void>
  },
): CommandSpec {
  return spec as unknown as CommandSpec
}
