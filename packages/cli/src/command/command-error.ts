/** Exit codes. Scripts rely on them: a number never changes its meaning. */
export const EXIT = {
  done: 0,
  failed: 1,
  /** No login, or invalid credentials. */
  unauthenticated: 2,
  notFound: 3,
  /** The command line, a file or other input is invalid. */
  invalid: 4,
  /** Somebody declined the confirmation. */
  declined: 5,
  /** 128 + 2 (SIGINT). */
  interrupted: 130,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Error of a command. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError'
  readonly exitCode: ExitCode
  /** Stable code, like those of the API. */
  readonly code: string
  /** Suggested remedy. */
  readonly hint: string | undefined

  constructor(exitCode: ExitCode, code: string, message: string, hint?: string) {
    super(message)
    this.exitCode = exitCode
    this.code = code
    this.hint = hint
  }
}

/** Error of a command line that was not understood. Nothing was tried. */
export class UsageError extends CommandError {
  override readonly name = 'UsageError'

  constructor(message: string, hint?: string) {
    super(EXIT.invalid, 'usage', message, hint)
  }
}

/** Error of a command whose confirmation somebody declined. */
export class Declined extends CommandError {
  override readonly name = 'Declined'

  constructor() {
    super(EXIT.declined, 'declined', 'Nothing was done.')
  }
}

/** Error of a command that Ctrl-C ended, or the end of input at a question. */
export class Interrupted extends CommandError {
  override readonly name = 'Interrupted'

  constructor() {
    super(EXIT.interrupted, 'interrupted', 'Interrupted.')
  }
}
