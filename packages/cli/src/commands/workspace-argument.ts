import type { WorkspaceReference } from '@bulkhead/sdk'
import type { ArgumentSpec, Call, Flag } from '#command/command'

/** The workspace that a command is about, as its first argument. */
export const WORKSPACE: ArgumentSpec = { name: 'workspace', description: 'Its name, or a former one' }

export const BY_ID: readonly Flag[] = [
  { name: 'by-id', description: 'The workspace is given by its id, not by its name' },
]

/** A name may look like an id, so which of them is meant is said, and never guessed. */
export function getReference({
  args: [workspace = ''],
  flags,
}: Pick<Call, 'args' | 'flags'>): WorkspaceReference {
  return flags['by-id'] === true ? { id: workspace } : { name: workspace }
}
