import type { Input } from '@bulkhead/contract/operation'
import type { listPeople as operation } from '@bulkhead/contract/people'
import { sql } from 'kysely'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { lastLookedAt, MOST_LOOKED_AT, nextPage, readCursor, toPage } from '#platform/keyset'
import type { Handler } from '../handler.ts'

type Query = Input<typeof operation>['query']

/** Lists the people of the organization by id, which is by age. Without a limit, lists all of them. */
export const listPeople: Handler<typeof operation> = async ({ database }, principal, { query }) => {
  const limit = query.limit ?? Number.POSITIVE_INFINITY
  const behind = (person: string) => nextPage('/api/v1/people', query, person)
  return asPrincipal(database, principal, 'read only', async (tx) => {
    const found = findPeople(tx, query)
    const rows = await selectPage(tx, found, query)
    const isFiltered = query.name_contains !== undefined && query.limit !== undefined
    const last =
      isFiltered && rows.length <= limit
        ? (await lastLookedAt(found.select('m.person_id')))?.person_id
        : undefined
    return toPage(
      rows,
      limit,
      ({ created_at, removal_refused_at, ...row }) => ({
        ...row,
        removal_refused_at: removal_refused_at?.toISOString() ?? null,
        created_at: created_at.toISOString(),
      }),
      ({ id }) => behind(id),
      last && behind(last),
    )
  })
}

/** Selects the people that an index finds. */
function findPeople(tx: TenantTransaction, { role, person_id, cursor }: Query) {
  return tx
    .selectFrom('identity.members as m')
    .$if(role !== undefined, (rows) => rows.where('m.role', '=', role as NonNullable<typeof role>))
    .$if(person_id !== undefined, (rows) => rows.where('m.person_id', '=', person_id as string))
    .$if(cursor !== undefined, (rows) => rows.where('m.person_id', '>', readCursor(cursor as string)))
    .orderBy('m.person_id')
}

function selectPage(
  tx: TenantTransaction,
  found: ReturnType<typeof findPeople>,
  { name_contains: text, limit }: Query,
) {
  const looked = found
    .innerJoin('identity.people as p', 'p.id', 'm.person_id')
    .select(['m.organization_id', 'p.id', 'p.name', 'p.email', 'm.role', 'm.created_at'])
    .$if(limit !== undefined && text !== undefined, (rows) => rows.limit(MOST_LOOKED_AT))
  const page = tx
    .selectFrom(looked.as('p'))
    .selectAll()
    .$if(text !== undefined, (rows) =>
      rows.where(sql<boolean>`position(lower(${text}::text) in lower(p.name || ' ' || p.email)) > 0`),
    )
    .orderBy('p.id')
    .$if(limit !== undefined, (rows) => rows.limit((limit as number) + 1))
  return tx
    .selectFrom(page.as('p'))
    .select(['p.id', 'p.name', 'p.email', 'p.role', 'p.created_at'])
    .select(
      sql<boolean>`exists (
        select from identity.second_factors f
        where f.organization_id = p.organization_id and f.person_id = p.id and f.confirmed_at is not null
      ) or exists (
        select from identity.passkeys k
        where k.organization_id = p.organization_id and k.person_id = p.id
      )`.as('second_factor'),
    )
    .select(
      sql<Date | null>`case when p.role = 'owner' then (
        select max(i.removal_refused_at) from identity.identities i
        where i.organization_id = p.organization_id and i.person_id = p.id
      ) end`.as('removal_refused_at'),
    )
    .orderBy('p.id')
    .execute()
}
