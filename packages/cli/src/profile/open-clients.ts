import { Bulkhead, type Workspace, type WriteOptions } from '@bulkhead/sdk'
import type { Call } from '#command/command'
import { CommandError, EXIT } from '#command/command-error'
import { openSession, type Session } from './session.ts'

/** Creates the SDK's client for the caller. */
export function openClient(call: Pick<Call, 'flags' | 'terminal'>): Bulkhead {
  return new Bulkhead(openSession(call).client)
}

/**
 * Creates the SDK's client for a person who signed in. Only people can manage people.
 *
 * @throws CommandError for an application, and for a token or a sign-in of one workspace.
 */
export function openClientOfPerson(call: Pick<Call, 'flags' | 'terminal'>): Bulkhead {
  const { client, kind, profile } = openSession(call)
  if (kind === 'person') return new Bulkhead(client)
  const who =
    kind === 'application'
      ? 'you are an application'
      : profile === undefined
        ? 'you have a token of one workspace'
        : 'your sign-in reaches one workspace'
  const hint =
    profile === undefined
      ? `Sign in: bulkhead login. Then unset ${kind === 'token' ? 'BULKHEAD_TOKEN' : 'BULKHEAD_CLIENT_ID'}, or name the profile: --profile <name>`
      : 'Sign in as yourself: bulkhead login --profile <another name>'
  const message = `This requires a person who is signed in, but ${who}.`
  throw new CommandError(EXIT.unauthenticated, 'not_a_person', message, hint)
}

/** Opens the named workspace, else `default`. If none was named, a line on standard error shows the choice. */
export function openWorkspace(call: Pick<Call, 'flags' | 'terminal'>): Workspace {
  const session = openSession(call)
  const { client, kind } = session
  const { flags, terminal } = call
  const id = flags['workspace-id'] as string | undefined
  const named = flags.workspace as string | undefined
  const name = named ?? (id === undefined ? usualWorkspace(call, session) : undefined)
  if (name === undefined && id === undefined && kind !== 'token') {
    const how = 'To use another one: --workspace <name>, or for all calls: bulkhead workspaces use <name>'
    terminal.stderr.write(`Workspace: default. ${how}\n`)
  }
  const bulkhead = new Bulkhead(client)
  if (name === undefined && id === undefined) return bulkhead.workspace()
  return bulkhead.workspace({ ...(name !== undefined && { name }), ...(id !== undefined && { id }) })
}

/**
 * Returns the name of the workspace for commands that name none. Undefined means `default`, or the only workspace that the
 * sign-in reaches, by whichever name it has now.
 *
 * @throws CommandError if the variable is set but empty: a script that found no customer must not act in `default`.
 */
export function usualWorkspace(
  { terminal }: Pick<Call, 'terminal'>,
  { profile }: Session,
): string | undefined {
  const { BULKHEAD_WORKSPACE } = terminal.environment
  if (BULKHEAD_WORKSPACE !== '')
    return BULKHEAD_WORKSPACE ?? (profile?.only_workspace === undefined ? profile?.workspace : undefined)
  const hint = 'Set it to the name of a workspace, or unset it to use the default one.'
  throw new CommandError(EXIT.invalid, 'configuration', 'BULKHEAD_WORKSPACE is set but empty.', hint)
}

/**
 * Verifies that the workspace exists. @throws NotFoundError if it does not, or if its name and its id belong to two
 * workspaces.
 */
export async function assertWorkspace(
  call: Pick<Call, 'flags' | 'terminal' | 'signal'>,
  { name, id }: Workspace,
): Promise<void> {
  // A token always has an existing workspace.
  if (openSession(call).kind === 'token') return
  const reference = { ...(name !== undefined && { name }), ...(id !== undefined && { id }) }
  await openClient(call).workspaces.get(reference, {}, { signal: call.signal })
}

/** Returns the options of a call to the server: Ctrl-C aborts it, and its idempotency key makes it run once. */
export function sendOptions({ signal, flags }: Pick<Call, 'signal' | 'flags'>): WriteOptions {
  const key = flags['idempotency-key']
  return { signal, ...(typeof key === 'string' && { idempotencyKey: key }) }
}
