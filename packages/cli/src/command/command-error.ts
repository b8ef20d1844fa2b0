/** Exit codes. Scripts rely on these: a number never changes its meaning. */
export const EXIT = {
  done: 0,
  failed: 1,
  /** No login, or invalid credentials. */
  unauthenticated: 2,
  notFound: 3,
  /** The command line, or what it gave, is not right as it is. */
  invalid: 4,
  /** The answer to a question was no. */
  declined: 5,
  /** 128 and the number of SIGINT. */
  interrupted: 130,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** A command cannot do what it was asked. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError'
  readonly exitCode: ExitCode
  /** Stable, as the codes of the API are. */
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

/** The command line was not understood, so nothing was tried. */
export class UsageError extends CommandError {
  override readonly name = 'UsageError'

  constructor(message: string, hint?: string) {
    super(EXIT.invalid, 'usage', message, hint)
  }
}

/** Asked whether to go on, somebody said no. */
export class Declined extends CommandError {
  override readonly name = 'Declined'

  constructor() {
    super(EXIT.declined, 'declined', 'Nothing was done.')
  }
}

/** Somebody pressed Ctrl-C. */
export class Interrupted extends CommandError {
  override readonly name = 'Interrupted'

  constructor() {
    super(EXIT.interrupted, 'interrupted', 'Interrupted.')
  }
}
