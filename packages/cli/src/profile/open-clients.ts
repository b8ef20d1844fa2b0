import { Organization, Workspace, type WriteOptions } from '@bulkhead/sdk'
import type { Call } from '#command/command'
import { openSession } from './session.ts'

/** The organization of who calls. */
export function openOrganization(call: Pick<Call, 'flags' | 'terminal'>): Organization {
  return new Organization(openSession(call).client)
}

/** The workspace that is named, else `default`; that it is taken unasked is said on standard error. */
export function openWorkspace(call: Pick<Call, 'flags' | 'terminal'>): Workspace {
  const { client, kind, profile } = openSession(call)
  const { flags, terminal } = call
  const workspace_id = flags['workspace-id'] as string | undefined
  const named = flags.workspace as string | undefined
  const usual = terminal.environment.BULKHEAD_WORKSPACE || profile?.workspace
  const workspace_name = named ?? (workspace_id === undefined ? usual : undefined)
  if (workspace_name === undefined && workspace_id === undefined && kind === 'application') {
    const how = 'Another: --workspace <name>, or for good: bulkhead workspaces use <name>'
    terminal.stderr.write(`Workspace: default. ${how}\n`)
  }
  return new Workspace({
    ...client,
    ...(workspace_name !== undefined && { workspace_name }),
    ...(workspace_id !== undefined && { workspace_id }),
  })
}

/** Options of a call to the server: it ends with Ctrl-C, and is done once by its key. */
export function sendOptions({ signal, flags }: Pick<Call, 'signal' | 'flags'>): WriteOptions {
  const key = flags['idempotency-key']
  return { signal, ...(typeof key === 'string' && { idempotency_key: key }) }
}
