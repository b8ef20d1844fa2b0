import type { listWorkspaceMembers as operation } from '@bulkhead/contract/people/roles'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { isUuid } from '#platform/identifiers'
import { nextPage, readPage, toPage } from '#platform/keyset'
import { workspaceNotFound } from '#tenancy/workspaces/find-workspace'
import type { Handler } from '../handler.ts'

/** Lists the members of a workspace by id, with the level that all members of the organization have. */
export const listWorkspaceMembers: Handler<typeof operation> = async (
  { database },
  principal,
  { params, query },
) => {
  if (!isUuid(params.workspace_id)) throw workspaceNotFound()
  const { limit, after } = readPage(query)
  return asPrincipal(database, principal, 'read only', async (tx) => {
    const workspace = await tx
      .selectFrom('workspaces')
      .select('workspace_id')
      .where('workspace_id', '=', params.workspace_id)
      .executeTakeFirst()
    if (workspace === undefined) throw workspaceNotFound()
    const { workspace_id } = workspace
    const open = await tx
      .selectFrom('open_workspaces')
      .select('level')
      .where('workspace_id', '=', workspace_id)
      .executeTakeFirst()
    const rows = await tx
      .selectFrom('workspace_members as m')
      .innerJoin('identity.people as p', 'p.id', 'm.person_id')
      .select(['m.person_id', 'p.name', 'p.email', 'm.level', 'm.created_at'])
      .where('m.workspace_id', '=', workspace_id)
      .$if(after !== undefined, (found) => found.where('m.person_id', '>', after as string))
      .orderBy('m.person_id')
      .limit(limit + 1)
      .execute()
    const path = `/api/v1/workspaces/${workspace_id}/members`
    const page = toPage(
      rows,
      limit,
      ({ created_at, ...row }) => ({ ...row, created_at: created_at.toISOString() }),
      ({ person_id }) => nextPage(path, query, person_id),
    )
    return { ...page, everyone: open?.level ?? null }
  })
}
