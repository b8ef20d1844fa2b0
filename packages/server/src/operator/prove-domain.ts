import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { ConfinedTransaction } from '#platform/database/roles/confine'

/** Records that a mail domain belongs to an organization. */
export async function proveDomain(
  tx: ConfinedTransaction,
  given: string,
  organization_id: string,
): Promise<{ organization_id: string; domain: string; proven_by: 'operator' }> {
  const domain = given.toLowerCase()
  const proof = { proven_at: sql<Date>`now()`, proven_by: 'operator' as const }
  await tx
    .insertInto('identity.domains')
    .values({ organization_id, domain, challenge: randomBytes(24).toString('base64url'), ...proof })
    .onConflict((conflict) => conflict.columns(['organization_id', 'domain']).doUpdateSet(proof))
    .execute()
  return { organization_id, domain, proven_by: proof.proven_by }
}
