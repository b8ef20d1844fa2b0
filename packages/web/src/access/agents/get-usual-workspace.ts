import type { WorkspaceItem } from '@bulkhead/contract/workspaces'

/** Page of a list of workspaces. */
interface Page {
  readonly data: readonly Pick<WorkspaceItem, 'id' | 'usage'>[]
  readonly next: string | null
}

/**
 * Returns the workspace that a person most likely means: the only one, or the only one with connectors. If several could
 * be meant, the person chooses.
 */
export function getUsualWorkspace({ data, next }: Page): string | undefined {
  if (next !== null) return undefined
  const candidates = data.length === 1 ? data : data.filter(({ usage }) => (usage?.connectors ?? 0) > 0)
  return candidates.length === 1 ? candidates[0]?.id : undefined
}
