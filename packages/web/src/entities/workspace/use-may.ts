import type { Level } from '@bulkhead/contract/operation'
import { LEVELS } from '#entities/session/role-names.ts'
import { useScope } from './workspace-scope.tsx'

/** Returns whether the person has at least this level in the open workspace. Owners and admins have every level. */
export function useMay(least: Level): boolean {
  const { level } = useScope()
  return level === undefined || LEVELS.indexOf(level) >= LEVELS.indexOf(least)
}
