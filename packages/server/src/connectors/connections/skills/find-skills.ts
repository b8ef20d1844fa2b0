import type { Principal } from '#access/request/principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

/** Columns of a connector that its skill shows. */
export interface SkillRow {
  readonly connector_id: string
  readonly definition_id: string
  readonly name: string
  readonly status: 'ready' | 'needs_reauthentication' | 'pending'
}

/** Filters by organization and workspace. */
export interface SkillPlace {
  readonly organization_id?: string | undefined
  readonly workspace_id?: string | undefined
}

/**
 * Finds the connectors whose skills the caller may read, sorted by id. Ids are UUIDv7, so new connectors come last
 * and leave earlier pages as they were.
 *
 * @param after Id of the last connector of the page before.
 */
export function findSkills(
  tx: TenantTransaction,
  { grant }: Principal,
  { workspace_id }: SkillPlace,
  after: string | undefined,
  limit: number,
): Promise<SkillRow[]> {
  return tx
    .selectFrom('connectors')
    .select(['connector_id', 'definition_id', 'name', 'status'])
    .$if(workspace_id !== undefined, (rows) => rows.where('workspace_id', '=', workspace_id as string))
    .$if(grant?.connector_ids !== undefined, (rows) =>
      rows.where('connector_id', 'in', grant?.connector_ids as string[]),
    )
    .$if(after !== undefined, (rows) => rows.where('connector_id', '>', after as string))
    .orderBy('connector_id')
    .limit(limit)
    .execute()
}

/** Returns false for another organization, whether or not it exists: the caller finds nothing there. */
export function isOwnOrganization({ organization }: Principal, { organization_id }: SkillPlace): boolean {
  return organization_id === undefined || organization_id.toLowerCase() === organization
}

/** Returns the cursor of the page that follows a connector. */
export function toCursor(connector_id: string): string {
  return Buffer.from(connector_id).toString('base64url')
}
