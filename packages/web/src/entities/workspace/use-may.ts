import type { Level } from '@bulkhead/contract/operation'
import { LEVELS } from '#entities/session/role-names.ts'
import { useScope } from './workspace-scope.tsx'

/** Whether the person's level in the open workspace is this one or a higher one. Owners and admins have all. */
export function useMay(least: Level): boolean {
  const { level } = useScope()
  return level === undefined || LEVELS.indexOf(level) >= LEVELS.indexOf(least)
}
