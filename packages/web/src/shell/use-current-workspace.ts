import { useParams } from '@tanstack/react-router'
import { lastWorkspace } from './workspace-path.ts'

/** The workspace of the address, else the one looked at before: an id, or `default`. */
export function useCurrentWorkspace(): string {
  const { workspace } = useParams({ strict: false })
  return workspace ?? lastWorkspace()
}
