import { asAuthenticator } from '#platform/database/roles/as-authenticator'
import type { ConfinedTransaction, Database } from '#platform/database/roles/confine'
import type { Epochs } from '../request/epochs.ts'
import type { Right } from './revocation/rights-behind.ts'

/** Scope of the epochs to read: an organization, with the application, workspace and person behind a token. */
export interface EpochScope {
  organization: string
  /** Absent for a person's token, which ends with its session. */
  application?: string
  workspace?: string
  /** Rights that must not have been revoked. */
  rights?: readonly Right[]
  /** Person who acts, with the epoch of the membership that must still be valid. */
  person?: { readonly id: string; readonly epoch: number }
}

/**
 * Reads the epochs that decide whether a token is still valid, in one query.
 *
 * @returns Undefined if the organization, the application or the workspace is gone, or if one of the rights was
 *   revoked.
 */
export function readEpochs(database: Database, scope: EpochScope): Promise<Epochs | undefined> {
  return asAuthenticator(database, scope.organization, (tx) => selectEpochs(tx, scope))
}

/** Reads the epochs within a transaction of the authenticator. */
export async function selectEpochs(
  tx: ConfinedTransaction,
  { organization, application, workspace, rights = [], person }: EpochScope,
): Promise<Epochs | undefined> {
  const row = await tx
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
    .$if(rights.length > 0 || person !== undefined, (rows) =>
      rows.where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('revocations')
              .select('revocation_id')
              .where('revocations.organization_id', '=', organization)
              .where(({ or, and, eb }) =>
                or([
                  ...rights.map(({ kind, subject_id }) => and({ kind, subject_id })),
                  ...(person === undefined
                    ? []
                    : [and({ kind: 'member', subject_id: person.id }).and(eb('epoch', '>', person.epoch))]),
                ]),
              ),
          ),
        ),
      ),
    )
    .executeTakeFirst()
  if (row === undefined) return undefined
  if (application !== undefined && row.application === null) return undefined
  if (workspace !== undefined && row.workspace === null) return undefined
  return {
    organization: row.organization,
    ...(row.application !== null && { application: row.application }),
    ...(row.workspace !== null && { workspace: row.workspace }),
  }
}

/** Returns whether a token's epochs are the current ones. */
export function areSameEpochs(current: Epochs, token: Epochs): boolean {
  return (
    current.organization === token.organization &&
    current.application === token.application &&
    current.workspace === token.workspace
  )
}
