import { LEVELS, type Level } from '@bulkhead/contract/operation'
import type { Mapping } from '@bulkhead/contract/people/providers'
import { findClaim, toStrings, type VerifiedClaims } from './read-claims.ts'

/** Rights from claims. `owner` is never one of them. */
export interface MappedRights {
  readonly role: 'admin' | 'member'
  readonly levels: ReadonlyMap<string, Level>
}

/** Returns the rights that mappings give for claims. If several mappings match, the highest role and levels count. */
export function getMappedRights(
  mappings: readonly Mapping[],
  groups: string,
  claims: VerifiedClaims,
): MappedRights {
  const fitting = mappings.filter(({ claim = groups, value }) =>
    toStrings(findClaim(claims, claim)).includes(value),
  )
  const levels = new Map<string, Level>()
  for (const { workspace_id: given, level } of fitting.flatMap(({ workspaces = [] }) => workspaces)) {
    const workspace_id = given.toLowerCase()
    const before = levels.get(workspace_id)
    if (before === undefined || LEVELS.indexOf(before) < LEVELS.indexOf(level))
      levels.set(workspace_id, level)
  }
  return { role: fitting.some(({ role }) => role === 'admin') ? 'admin' : 'member', levels }
}
