import type { ConfinedTransaction } from '#platform/database/roles/confine'
import { OperatorError } from './operator-error.ts'

/** Finds an organization. If none is named, finds the oldest one. Runs as the operator. @throws OperatorError */
export async function findOrganization(
  tx: ConfinedTransaction,
  organization_id: string | undefined,
): Promise<string> {
  const organization = await tx
    .selectFrom('organizations')
    .select('organization_id')
    .$if(organization_id !== undefined, (rows) => rows.where('organization_id', '=', organization_id ?? null))
    .orderBy('organization_id')
    .limit(1)
    .executeTakeFirst()
  if (organization === undefined) throw noSuchOrganization()
  return organization.organization_id
}

export function noSuchOrganization(): OperatorError {
  return new OperatorError('There is no such organization. See: bulkhead operator organizations list')
}
