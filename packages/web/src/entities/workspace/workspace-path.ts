import { DEFAULT_WORKSPACE } from '@bulkhead/sdk/client'

const LAST = 'bulkhead.workspace'
const watchers = new Set<() => void>()

/** Returns the last opened workspace of this window. Pages of the organization link back to it. */
export function lastWorkspace(): string {
  return sessionStorage.getItem(LAST) ?? DEFAULT_WORKSPACE
}

/** Calls the watcher whenever {@link lastWorkspace} changes. @returns Function that stops watching. */
export function watchLastWorkspace(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** Stores the opened workspace: `default` by its name, which never changes, others by their id. */
export function rememberWorkspace({ id, name }: { readonly id: string; readonly name: string }): void {
  const reference = name === DEFAULT_WORKSPACE ? DEFAULT_WORKSPACE : id
  if (lastWorkspace() === reference) return
  sessionStorage.setItem(LAST, reference)
  for (const watcher of watchers) watcher()
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Returns whether a string is an id of this server. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}

/** Returns the API parameter for a workspace in a URL, which is an id or a name. */
export function referenceTo(workspace: string): { workspace_id: string } | { workspace_name: string } {
  return isUuid(workspace) ? { workspace_id: workspace } : { workspace_name: workspace }
}
