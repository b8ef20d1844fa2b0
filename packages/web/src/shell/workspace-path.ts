import { DEFAULT_WORKSPACE } from '@bulkhead/sdk/source/generated/api'

const LAST = 'bulkhead.workspace'

/** The workspace that was last looked at in this window, so that pages of the organization lead back to it. */
export function lastWorkspace(): string {
  return sessionStorage.getItem(LAST) ?? DEFAULT_WORKSPACE
}

export function rememberWorkspace(id: string): void {
  sessionStorage.setItem(LAST, id)
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** How an operation is told of the workspace that an address names. */
export function referenceTo(workspace: string): { workspace_id: string } | { workspace_name: string } {
  return UUID.test(workspace) ? { workspace_id: workspace } : { workspace_name: workspace }
}
