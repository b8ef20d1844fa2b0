import type { Level, Role } from '@bulkhead/contract/operation'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

export const ROLE_NAMES: Readonly<Record<Role, MessageDescriptor>> = {
  owner: msg({ context: 'role', message: 'Owner' }),
  admin: msg({ context: 'role', message: 'Admin' }),
  member: msg({ context: 'role', message: 'Member' }),
}

/** Help for the choice of a role: its rights. */
export const ROLE_HELP: Readonly<Record<Role, MessageDescriptor>> = {
  owner: msg`Everything, including other owners.`,
  admin: msg`Everything except managing owners and deleting the organization.`,
  member: msg`The workspaces chosen here, and those that are open to everyone.`,
}

export const LEVEL_NAMES: Readonly<Record<Level, MessageDescriptor>> = {
  viewer: msg`Viewer: reads`,
  user: msg`User: runs and connects`,
  manager: msg`Manager: changes and deletes too`,
}

/** Roles from the lowest to the highest. */
export const LEVELS = ['viewer', 'user', 'manager'] as const satisfies readonly Level[]
export const ROLES = ['owner', 'admin', 'member'] as const satisfies readonly Role[]
