import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { ConfinedTransaction } from '#platform/database/roles/confine'

/** Notes that a mail domain is an organization's. @returns Undefined where there is no such organization. */
export async function proveDomain(
  tx: ConfinedTransaction,
  given: string,
  organization_id: string | undefined,
): Promise<{ organization_id: string; domain: string; proven_by: 'operator' } | undefined> {
  const organization = await tx
    .selectFrom('organizations')
    .select('organization_id')
    .$if(organization_id !== undefined, (rows) => rows.where('organization_id', '=', organization_id ?? null))
    .orderBy('organization_id')
    .limit(1)
    .executeTakeFirst()
  if (organization === undefined) return undefined
  const domain = given.toLowerCase()
  const proof = { proven_at: sql<Date>`now()`, proven_by: 'operator' as const }
  await tx
    .insertInto('identity.domains')
    .values({ ...organization, domain, challenge: randomBytes(24).toString('base64url'), ...proof })
    .onConflict((conflict) => conflict.columns(['organization_id', 'domain']).doUpdateSet(proof))
    .execute()
  return { ...organization, domain, proven_by: proof.proven_by }
}
