import type { Role } from '@bulkhead/contract/operation'
import { ROLE_NAMES } from '#entities/session/role-names.ts'
import { i18n } from '#texts/i18n.ts'
import { Badge } from '#ui/show/badge.tsx'

/** Badge for a role. The usual role has no color. */
export function RoleBadge({ role }: { readonly role: Role }) {
  return <Badge tone={role === 'member' ? 'neutral' : 'accent'}>{i18n._(ROLE_NAMES[role])}</Badge>
}
