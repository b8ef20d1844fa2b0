import type { AccessReviewItem } from '@bulkhead/contract/people/access-review'
import { sql } from 'kysely'
import { sameTenant } from '#platform/database/roles/same-tenant'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

/** Number of levels in workspaces that are read at once. */
const LEVELS_AT_ONCE = 1_000

/** Part of the review: a person; then levels of the person in workspaces, in some chunks; then everything else. */
export type ReviewPart =
  | { readonly person: Omit<AccessReviewItem, 'workspaces' | 'keys' | 'agents'> }
  | { readonly workspaces: AccessReviewItem['workspaces']; readonly isFirst: boolean }
  | Pick<AccessReviewItem, 'keys' | 'agents'>

/** Function that runs work in a transaction of its own. */
export type Read = <T>(work: (tx: TenantTransaction) => Promise<T>) => Promise<T>

export type Person = Awaited<ReturnType<typeof readPeople>>[number]

/** Level of a person in a workspace. */
type Level = Omit<AccessReviewItem['workspaces'][number], 'created_at'> & {
  readonly person_id: string
  readonly created_at: Date
}

export function readPeople(tx: TenantTransaction, after: string | undefined, limit: number) {
  return tx
    .selectFrom('identity.members as m')
    .innerJoin('identity.people as p', 'p.id', 'm.person_id')
    .select([
      'm.person_id',
      'p.name',
      'p.email',
      'm.role',
      'm.role_origin',
      'm.created_at',
      'm.last_signed_in_at',
    ])
    .$if(after !== undefined, (found) => found.where('m.person_id', '>', after as string))
    .orderBy('m.person_id')
    .limit(limit)
    .execute()
}

/**
 * Yields the parts of each person, in the order of their ids.
 *
 * @param atOnce Number of levels that are read at once.
 */
export async function* readParts(
  read: Read,
  people: readonly Person[],
  atOnce = LEVELS_AT_ONCE,
): AsyncGenerator<ReviewPart> {
  if (people.length === 0) return
  const ids = people.map(({ person_id }) => person_id)
  const { keys, agents, providers } = await read((tx) => readOthers(tx, ids))
  let levels: Level[] = []
  let hasMore = true
  async function readNext(after: Level | undefined) {
    levels = await read((tx) => readLevels(tx, ids, after, atOnce))
    hasMore = levels.length === atOnce
  }
  await readNext(undefined)
  for (const { created_at, last_signed_in_at, ...person } of people) {
    const { person_id } = person
    yield {
      person: {
        ...person,
        created_at: created_at.toISOString(),
        last_signed_in_at: last_signed_in_at?.toISOString() ?? null,
        providers: (providers.get(person_id) ?? []).map(({ name }) => name),
      },
    }
    let isFirst = true
    for (;;) {
      const end = levels.findIndex((level) => level.person_id !== person_id)
      const own = end < 0 ? levels : levels.slice(0, end)
      if (own.length > 0) yield { workspaces: own.map(toWorkspace), isFirst }
      if (own.length > 0) isFirst = false
      if (end >= 0 || !hasMore) {
        levels = end < 0 ? [] : levels.slice(end)
        break
      }
      await readNext(own.at(-1))
    }
    yield {
      keys: (keys.get(person_id) ?? []).map(withTimes),
      agents: (agents.get(person_id) ?? []).map(withTimes),
    }
  }
}

/** Reads levels of people in workspaces, those of each person by workspace. */
function readLevels(
  tx: TenantTransaction,
  ids: readonly string[],
  after: Level | undefined,
  atOnce: number,
): Promise<Level[]> {
  return tx
    .selectFrom('workspace_members as m')
    .innerJoin('workspaces as w', sameTenant('w', 'm', 'workspace_id'))
    .select([
      'm.person_id',
      'm.workspace_id',
      'w.name as workspace_name',
      'm.level',
      'm.origin',
      'm.created_at',
    ])
    .where('m.person_id', '=', ({ fn, val }) =>
      fn.any(val(after === undefined ? ids : ids.slice(ids.indexOf(after.person_id)))),
    )
    .$if(after !== undefined, (found) =>
      found.where(
        sql<boolean>`(m.person_id, m.workspace_id) > (${after?.person_id}::uuid, ${after?.workspace_id}::uuid)`,
      ),
    )
    .orderBy('m.person_id')
    .orderBy('m.workspace_id')
    .limit(atOnce)
    .execute()
}

/** Reads everything but the levels, with one query for each kind of right. */
async function readOthers(tx: TenantTransaction, ids: readonly string[]) {
  const keys = await tx
    .selectFrom('access_keys as k')
    .innerJoin('workspaces as w', sameTenant('w', 'k', 'workspace_id'))
    .select(['k.person_id', 'k.key_id as id', 'k.name', 'k.workspace_id', 'w.name as workspace_name'])
    .select(['k.created_at', 'k.expires_at', 'k.last_used_at'])
    .where('k.person_id', '=', ({ fn, val }) => fn.any(val(ids)))
    .orderBy('k.key_id')
    .execute()
  const agents = await tx
    .selectFrom('identity.agent_grants as g')
    .leftJoin('workspaces as w', sameTenant('w', 'g', 'workspace_id'))
    .select(['g.person_id', 'g.grant_id as id', 'g.client_name as name', 'g.workspace_id'])
    .select(['w.name as workspace_name', 'g.created_at', 'g.expires_at', 'g.last_used_at'])
    .where('g.person_id', '=', ({ fn, val }) => fn.any(val(ids)))
    .orderBy('g.grant_id')
    .execute()
  const identities = await tx
    .selectFrom('identity.identities')
    .select(['person_id', 'provider_id'])
    .where('person_id', '=', ({ fn, val }) => fn.any(val(ids)))
    .orderBy('identity_id')
    .execute()
  const named = await tx.selectFrom('identity.providers').select(['provider_id', 'name']).execute()
  const names = new Map(named.map(({ provider_id, name }) => [provider_id, name]))
  const linked = identities.flatMap(({ person_id, provider_id }) => {
    const name = names.get(provider_id)
    return name === undefined ? [] : { person_id, name }
  })
  return { keys: byPerson(keys), agents: byPerson(agents), providers: byPerson(linked) }
}

function byPerson<Right extends { readonly person_id: string | null }>(rights: readonly Right[]) {
  return Map.groupBy(rights, ({ person_id }) => person_id)
}

function toWorkspace({ person_id: _, created_at, ...row }: Level) {
  return { ...row, created_at: created_at.toISOString() }
}

interface Timed {
  readonly person_id: string | null
  readonly created_at: Date
  readonly expires_at: Date
  readonly last_used_at: Date | null
}

function withTimes<Right extends Timed>({
  person_id: _,
  created_at,
  expires_at,
  last_used_at,
  ...right
}: Right) {
  return {
    ...right,
    created_at: created_at.toISOString(),
    expires_at: expires_at.toISOString(),
    last_used_at: last_used_at?.toISOString() ?? null,
  }
}
