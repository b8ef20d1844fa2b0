import { useParams } from '@tanstack/react-router'
import { useSyncExternalStore } from 'react'
import { lastWorkspace, watchLastWorkspace } from './workspace-path.ts'

/** Returns the workspace in the URL, otherwise the last one opened: an id, or `default`. */
export function useCurrentWorkspace(): string {
  const last = useSyncExternalStore(watchLastWorkspace, lastWorkspace)
  const { workspace } = useParams({ strict: false })
  return workspace ?? last
}
