import { styleText } from 'node:util'
import {
  ApiError,
  AuthenticationError,
  BulkheadError,
  ConfigurationError,
  NotFoundError,
  ValidationError,
} from '@bulkhead/sdk'
import { printable } from '#output/printable'
import { openSession, type Session } from '#profile/session'
import type { Terminal } from '#terminal/terminal'
import { CommandError, EXIT, type ExitCode, Interrupted } from './command-error.ts'
import { getMessage } from './get-message.ts'

/** What a person does who needs a new workspace. */
export const HOW_TO_MAKE_WORKSPACES =
  'Only an application can create a workspace. Set BULKHEAD_CLIENT_ID and BULKHEAD_CLIENT_SECRET, or log in as one: bulkhead login --application --profile <name>'

/** Report of an error. Programs get it as JSON, with the names of the API's errors. */
interface ErrorReport {
  readonly code: string
  readonly message: string
  readonly hint?: string
  readonly status?: number
  readonly request_id?: string
  readonly errors?: readonly { readonly field: string | null; readonly message: string }[]
}

/**
 * Prints an error to standard error and returns its exit code.
 *
 * @param args Command line, which tells whether the credentials come from a profile or the environment.
 */
export function reportError(thrown: unknown, terminal: Terminal, args: readonly string[] = []): number {
  const { stderr } = terminal
  const [exitCode, plain] = toReport(thrown)
  const report =
    thrown instanceof AuthenticationError
      ? { ...plain, hint: whereTheCredentialsAreFrom(terminal, args) }
      : plain.code === 'workspace_not_found'
        ? { ...plain, hint: howToFindWorkspaces(terminal, args) }
        : plain
  stderr.write(stderr.isTTY === true ? readable(report, stderr) : `${JSON.stringify(report)}\n`)
  return exitCode
}

function toReport(thrown: unknown): readonly [ExitCode, ErrorReport] {
  if (thrown instanceof CommandError) {
    const { exitCode, code, message, hint } = thrown
    return [exitCode, { code, message, ...(hint !== undefined && { hint }) }]
  }
  // An aborted call of the SDK throws the signal's reason. A call that is aborted in between throws its own error.
  if (thrown instanceof Error && thrown.name === 'AbortError') return toReport(new Interrupted())
  if (thrown instanceof ApiError) {
    const { code, message, status, requestId, errors } = thrown
    const hint = hintFor(thrown)
    const report = {
      code,
      message,
      ...(hint !== undefined && { hint }),
      status,
      ...(requestId !== undefined && { request_id: requestId }),
      ...(errors.length > 0 && { errors }),
    }
    return [getExitCode(thrown), report]
  }
  if (thrown instanceof BulkheadError) {
    const { code, message } = thrown
    const hint = hintFor(thrown)
    return [getExitCode(thrown), { code, message, ...(hint !== undefined && { hint }) }]
  }
  return [EXIT.failed, { code: 'failed', message: getMessage(thrown) }]
}

function getExitCode(error: BulkheadError): ExitCode {
  if (error instanceof AuthenticationError) return EXIT.unauthenticated
  if (error instanceof NotFoundError) return EXIT.notFound
  if (error instanceof ValidationError) return EXIT.invalid
  return error instanceof ConfigurationError ? EXIT.invalid : EXIT.failed
}

function hintFor(error: BulkheadError): string | undefined {
  switch (error.code) {
    case 'connection_failed':
      return 'Start a server: bulkhead serve. Or log in to another one: bulkhead login --url <address>'
    case 'workspace_inactive':
      return 'Activate it: bulkhead workspaces activate <name>'
    case 'person_not_found':
      return 'See everyone: bulkhead people list'
    case 'invitation_not_found':
      return 'See all invitations: bulkhead people invitations list'
    case 'unknown_operation':
      return 'See what it can do: bulkhead connectors describe <connector>'
    default:
      return undefined
  }
}

/** Suggests where to correct the credentials. An environment variable takes precedence over every login. */
function whereTheCredentialsAreFrom({ environment }: Terminal, args: readonly string[]): string {
  const usesProfile = args[0] === 'login' || args.some((word) => /^--profile(=|$)/.test(word))
  if (!usesProfile && environment.BULKHEAD_TOKEN) {
    return 'The token comes from BULKHEAD_TOKEN: set another one, or unset the variable.'
  }
  if (!usesProfile && environment.BULKHEAD_CLIENT_ID) {
    return 'They come from BULKHEAD_CLIENT_ID and BULKHEAD_CLIENT_SECRET: set others, or unset both and log in: bulkhead login'
  }
  return 'Log in again: bulkhead login'
}

/** Suggests how to get to a workspace that exists. Only an application makes one. */
function howToFindWorkspaces(terminal: Terminal, args: readonly string[]): string {
  const see = 'See which ones exist: bulkhead workspaces list.'
  switch (getKind(terminal, args)) {
    case 'application':
      return `${see} A token for a new name creates one: bulkhead workspaces token <name>`
    case 'token':
      return 'See which one the token reaches: bulkhead whoami'
    default:
      return `${see} ${HOW_TO_MAKE_WORKSPACES}`
  }
}

/** Returns the kind of the caller. Undefined if there is none anymore. */
function getKind(terminal: Terminal, args: readonly string[]): Session['kind'] | undefined {
  const at = args.findIndex((word) => /^--profile(=|$)/.test(word))
  const profile = at < 0 ? undefined : (args[at]?.split('=')[1] ?? args[at + 1])
  try {
    return openSession({ flags: { profile }, terminal }).kind
  } catch {
    return undefined
  }
}

function readable(
  { message, hint, errors = [], request_id, status }: ErrorReport,
  stream: NodeJS.WritableStream,
): string {
  // A single error is the message itself. Several are listed with their fields.
  const faults = errors.length > 1 ? errors.map(({ field, message }) => `  ${field ?? '-'}: ${message}`) : []
  const trace =
    status !== undefined && status >= 500 && request_id !== undefined ? [`Request id: ${request_id}`] : []
  const label = styleText('red', 'bulkhead:', { stream })
  const lines = [`${message}`, ...faults, ...(hint === undefined ? [] : [hint]), ...trace].map(printable)
  return `${label} ${lines.join('\n')}\n`
}
