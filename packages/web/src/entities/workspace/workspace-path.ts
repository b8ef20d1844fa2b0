import { DEFAULT_WORKSPACE } from '@bulkhead/sdk/client'

const LAST = 'bulkhead.workspace'
const watchers = new Set<() => void>()

/** The workspace that was last looked at in this window, so that pages of the organization lead back to it. */
export function lastWorkspace(): string {
  return sessionStorage.getItem(LAST) ?? DEFAULT_WORKSPACE
}

/** Calls back whenever {@link lastWorkspace} changes. */
export function watchLastWorkspace(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** Notes the workspace that is looked at: `default` by its name, which lasts, others by their id. */
export function rememberWorkspace({ id, name }: { readonly id: string; readonly name: string }): void {
  const reference = name === DEFAULT_WORKSPACE ? DEFAULT_WORKSPACE : id
  if (lastWorkspace() === reference) return
  sessionStorage.setItem(LAST, reference)
  for (const watcher of watchers) watcher()
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Whether a text is an id of this server. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}

/** Returns the parameter that names the workspace from a URL. */
export function referenceTo(workspace: string): { workspace_id: string } | { workspace_name: string } {
  return isUuid(workspace) ? { workspace_id: workspace } : { workspace_name: workspace }
}
