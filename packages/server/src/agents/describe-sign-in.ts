import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'

/** Facts of a sign-in that the command line shows. */
export interface SignInDescription {
  readonly organization_id: string
  readonly organization_name: string
  readonly person_id: string
  readonly person_email: string
  /** Absent: the sign-in reaches everything that the person reaches. */
  readonly workspace_id?: string
  readonly workspace_name?: string
  readonly read_only: boolean
  /** Time at which the person has to sign in again. */
  readonly sign_in_expires_at: string
}

/** Returns the description of a grant, which is added to the token response for the command line (RFC 6749 §5.1). */
export async function describeSignIn(
  database: Database,
  grant_id: string,
): Promise<SignInDescription | undefined> {
  return asIdentity(database, 'read only', async (tx, become) => {
    const grant = await tx
      .selectFrom('identity.agent_grants as g')
      .innerJoin('identity.people as p', 'p.id', 'g.person_id')
      .select([
        'g.organization_id',
        'g.person_id',
        'p.email',
        'g.workspace_id',
        'g.narrowing',
        'g.expires_at',
      ])
      .where('g.grant_id', '=', grant_id)
      .executeTakeFirst()
    if (grant === undefined) return undefined
    const { organization_id, person_id, email, workspace_id, narrowing, expires_at } = grant
    const rows = await become({ role: 'bulkhead_organization', organization: organization_id })
    const organization = await rows.selectFrom('organizations').select('name').executeTakeFirstOrThrow()
    const workspace =
      workspace_id === null
        ? undefined
        : await rows
            .selectFrom('workspaces')
            .select('name')
            .where('workspace_id', '=', workspace_id)
            .executeTakeFirst()
    return {
      ...{ organization_id, organization_name: organization.name, person_id, person_email: email },
      ...(workspace_id !== null && { workspace_id, workspace_name: workspace?.name ?? workspace_id }),
      read_only: narrowing.read_only === true,
      sign_in_expires_at: expires_at.toISOString(),
    }
  })
}
