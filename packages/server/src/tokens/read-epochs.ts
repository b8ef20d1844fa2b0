import { asAuthenticator } from '#platform/database/roles/as-authenticator'
import type { Database } from '#platform/database/roles/confine'
import type { Epochs } from '#request/epochs'

/** Whose epochs: an application of an organization, and a workspace of it. */
export interface EpochScope {
  organization: string
  /** Absent for a person's token, which ends with its session. */
  application?: string
  workspace?: string
  /** A token that may itself have been revoked, and the session it was minted in. */
  token_ids?: readonly string[]
}

/**
 * Reads the epochs that decide whether a token still counts, in one query.
 *
 * @returns Undefined when the organization, the application or the workspace is gone, or the token revoked.
 */
export async function readEpochs(
  database: Database,
  { organization, application, workspace, token_ids }: EpochScope,
): Promise<Epochs | undefined> {
  const row = await asAuthenticator(database, organization, (tx) =>
    tx
      .selectFrom('organizations')
      .leftJoin('applications', (join) =>
        join
          .onRef('applications.organization_id', '=', 'organizations.organization_id')
          .on('applications.application_id', '=', application ?? null),
      )
      .leftJoin('workspaces', (join) =>
        join
          .onRef('workspaces.organization_id', '=', 'organizations.organization_id')
          .on('workspaces.workspace_id', '=', workspace ?? null),
      )
      .select([
        'organizations.epoch as organization',
        'applications.epoch as application',
        'workspaces.epoch as workspace',
      ])
      .where('organizations.organization_id', '=', organization)
      .$if(token_ids !== undefined, (rows) =>
        rows.where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('revocations')
                .select('revocation_id')
                .where('revocations.organization_id', '=', organization)
                .where('kind', '=', 'token')
                .where('subject_id', 'in', token_ids ?? []),
            ),
          ),
        ),
      )
      .executeTakeFirst(),
  )
  if (row === undefined) return undefined
  if (application !== undefined && row.application === null) return undefined
  if (workspace !== undefined && row.workspace === null) return undefined
  return {
    organization: row.organization,
    ...(row.application !== null && { application: row.application }),
    ...(row.workspace !== null && { workspace: row.workspace }),
  }
}

/** Whether a token with these epochs is as young as what it is compared with. */
export function areSameEpochs(current: Epochs, token: Epochs): boolean {
  return (
    current.organization === token.organization &&
    current.application === token.application &&
    current.workspace === token.workspace
  )
}
