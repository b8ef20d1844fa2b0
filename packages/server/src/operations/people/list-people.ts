import type { Output } from '@bulkhead/contract/operation'
import type { listPeople as operation } from '@bulkhead/contract/people'
import { sql } from 'kysely'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Principal } from '#request/principal'

/** Lists the people of the organization. */
export async function listPeople(
  { database }: Services,
  principal: Principal,
): Promise<Output<typeof operation>> {
  const rows = await asPrincipal(database, principal, 'read only', (tx) =>
    tx
      .selectFrom('identity.members as m')
      .innerJoin('identity.people as p', 'p.id', 'm.person_id')
      .leftJoin('identity.second_factors as f', (join) =>
        join
          .onRef('f.organization_id', '=', 'm.organization_id')
          .onRef('f.person_id', '=', 'm.person_id')
          .on('f.confirmed_at', 'is not', null),
      )
      .select(['p.id', 'p.name', 'p.email', 'm.role', 'm.created_at'])
      .select(
        sql<boolean>`f.person_id is not null or exists (
          select from identity.passkeys as k
          where k.organization_id = m.organization_id and k.person_id = m.person_id
        )`.as('second_factor'),
      )
      .select(
        sql<Date | null>`case when m.role = 'owner' then (
          select max(i.removal_refused_at) from identity.identities as i
          where i.organization_id = m.organization_id and i.person_id = m.person_id
        ) end`.as('removal_refused_at'),
      )
      .orderBy('m.created_at')
      .orderBy('p.id')
      .execute(),
  )
  return {
    data: rows.map((row) => ({
      ...row,
      removal_refused_at: row.removal_refused_at?.toISOString() ?? null,
      created_at: row.created_at.toISOString(),
    })),
  }
}
