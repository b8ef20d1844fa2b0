import type { listAccountOrganizations as operation } from '@bulkhead/contract/organizations'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Handler } from '../handler.ts'

/** Lists the one organization of the caller, in the form of existing clients. */
export const listAccountOrganizations: Handler<typeof operation> = async ({ database }, principal) => {
  const { organization, first } = await asPrincipal(database, principal, 'read only', async (tx) => ({
    organization: await tx
      .selectFrom('organizations')
      .select(['organization_id', 'name'])
      .executeTakeFirstOrThrow(),
    first: await tx
      .selectFrom('workspaces')
      .select('workspace_id')
      .orderBy('workspace_id')
      .limit(1)
      .executeTakeFirst(),
  }))
  const { role } = principal
  return {
    organizations: [
      {
        id: organization.organization_id,
        organization_name: organization.name,
        first_workspace_id: first?.workspace_id ?? null,
        ...(role !== undefined && { role }),
      },
    ],
    is_instance_admin: false,
  }
}
