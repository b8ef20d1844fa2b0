import type { WorkspaceReference } from '@bulkhead/sdk'
import type { ArgumentSpec, Call, Flag } from '#command/command'

/** Argument that names a workspace, the first one of a command. */
export const WORKSPACE: ArgumentSpec = { name: 'workspace', description: 'Its name, or a former one' }

export const BY_ID: readonly Flag[] = [
  { name: 'by-id', description: 'The workspace is given by its id, not by its name' },
]

/**
 * Returns the workspace of the first argument. A name may look like an id, so `--by-id` decides and nothing is guessed.
 */
export function getReference({
  args: [workspace = ''],
  flags,
}: Pick<Call, 'args' | 'flags'>): WorkspaceReference {
  return flags['by-id'] === true ? { id: workspace } : { name: workspace }
}
