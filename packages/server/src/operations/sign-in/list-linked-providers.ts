import type { listLinkedProviders as operation } from '@bulkhead/contract/people/sign-in'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Handler } from '../handler.ts'

/** Lists the providers that are linked to the calling person's account. */
export const listLinkedProviders: Handler<typeof operation> = async (
  { database },
  { organization, person },
) => {
  // The database policies of members show no providers.
  const rows = await asIdentity(database, 'read only', async (_tx, become) => {
    const tx = await become({ role: 'bulkhead_organization', organization })
    return tx
      .selectFrom('identity.identities as i')
      .innerJoin('identity.providers as p', (join) =>
        join
          .onRef('p.organization_id', '=', 'i.organization_id')
          .onRef('p.provider_id', '=', 'i.provider_id'),
      )
      .select(['i.provider_id', 'p.name', 'i.refreshed_at', 'i.user_name'])
      .where('i.person_id', '=', person ?? null)
      .where('i.subject', 'is not', null)
      .orderBy('i.identity_id')
      .execute()
  })
  return {
    data: rows.map(({ provider_id, name, refreshed_at, user_name }) => ({
      ...{ provider_id, name, last_used_at: refreshed_at.toISOString(), announced: user_name !== null },
    })),
  }
}
