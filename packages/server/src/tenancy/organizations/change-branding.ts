import type { Branding } from '@bulkhead/contract/organizations'
import { sql, type Updateable } from 'kysely'
import type { RequestContext } from '#access/request/principal'
import { recordAudit } from '#journal/audit/record-audit'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { Schema } from '#platform/database/schema/tables'
import { BRANDING, toBranding } from './branding-view.ts'

interface Dependencies {
  readonly database: Database
  readonly issuer: string
}

/** Stores changes of the organization's branding of the connect page. */
export function changeBranding(
  { database, issuer }: Dependencies,
  context: RequestContext,
  given: Omit<Updateable<Schema['organization_branding']>, 'organization_id'>,
): Promise<Branding> {
  const changes = { ...given, updated_at: sql<Date>`now()` }
  return asPrincipal(database, context, 'read write', async (tx) => {
    const row = await tx
      .insertInto('organization_branding')
      .values({ organization_id: context.organization, ...changes })
      .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(changes))
      .returning(BRANDING)
      .executeTakeFirstOrThrow()
    await recordAudit(tx, context, { subject: context.organization })
    return toBranding(row, issuer)
  })
}
