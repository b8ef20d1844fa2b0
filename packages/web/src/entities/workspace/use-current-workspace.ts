import { useParams } from '@tanstack/react-router'
import { useSyncExternalStore } from 'react'
import { lastWorkspace, watchLastWorkspace } from './workspace-path.ts'

/** The workspace of the address, else the one looked at before: an id, or `default`. */
export function useCurrentWorkspace(): string {
  const last = useSyncExternalStore(watchLastWorkspace, lastWorkspace)
  const { workspace } = useParams({ strict: false })
  return workspace ?? last
}
