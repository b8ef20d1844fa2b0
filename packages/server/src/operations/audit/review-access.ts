import type { Input, Output } from '@bulkhead/contract/operation'
import type { AccessReviewItem, reviewAccess as operation } from '@bulkhead/contract/people/access-review'
import { csvRow } from '@bulkhead/contract/values/csv-row'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { sameTenant } from '#platform/database/roles/same-tenant'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { nextPage, readPage, toPage } from '#platform/keyset'
import type { Principal } from '#request/principal'
import { RawReply } from '#request/raw-reply'

const PATH = '/api/v1/access-review'
/** Number of people looked up at once for a file. */
const CHUNK = 500

/** Lists people with everything that gives them rights, as pages of JSON or as one CSV file. */
export function reviewAccess(
  { database }: Services,
  principal: Principal,
  { query }: Input<typeof operation>,
): Promise<Output<typeof operation> | RawReply> {
  const { limit, after } = readPage(query)
  return asPrincipal(database, principal, 'read only', async (tx) => {
    if (query.format === 'csv') return toFile(tx)
    const rows = await readPeople(tx, after, limit + 1)
    const items = new Map((await addRights(tx, rows.slice(0, limit))).map((item) => [item.person_id, item]))
    return toPage(
      rows,
      limit,
      ({ person_id }) => items.get(person_id) as AccessReviewItem,
      ({ person_id }) => nextPage(PATH, query, person_id),
    )
  })
}

type Row = Awaited<ReturnType<typeof readPeople>>[number]

function readPeople(tx: TenantTransaction, after: string | undefined, limit: number) {
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

/** Adds the rights of each person, with one query for each kind of right. */
async function addRights(tx: TenantTransaction, people: readonly Row[]): Promise<AccessReviewItem[]> {
  if (people.length === 0) return []
  const ids = people.map(({ person_id }) => person_id)
  const workspaces = await tx
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
    .where('m.person_id', '=', ({ fn, val }) => fn.any(val(ids)))
    .orderBy('m.workspace_id')
    .execute()
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
  const providers = await tx.selectFrom('identity.providers').select(['provider_id', 'name']).execute()
  const names = new Map(providers.map(({ provider_id, name }) => [provider_id, name]))
  return people.map(({ created_at, last_signed_in_at, ...person }) => {
    const isOwn = (right: { readonly person_id: string | null }) => right.person_id === person.person_id
    return {
      ...person,
      created_at: created_at.toISOString(),
      last_signed_in_at: last_signed_in_at?.toISOString() ?? null,
      providers: identities.filter(isOwn).flatMap(({ provider_id }) => names.get(provider_id) ?? []),
      workspaces: workspaces.filter(isOwn).map(({ person_id: _, created_at, ...row }) => ({
        ...row,
        created_at: created_at.toISOString(),
      })),
      keys: keys.filter(isOwn).map(withTimes),
      agents: agents.filter(isOwn).map(withTimes),
    }
  })
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

const COLUMNS = [
  ...(['person_id', 'name', 'email', 'role', 'role_origin', 'providers', 'last_signed_in_at'] as const),
  ...(['right', 'right_id', 'right_name', 'workspace_id', 'workspace_name', 'level', 'origin'] as const),
  ...(['created_at', 'expires_at', 'last_used_at'] as const),
]

/** Returns a CSV file with a line for each right. Each person has at least one line, for the role. */
async function toFile(tx: TenantTransaction): Promise<RawReply> {
  const lines = [csvRow(COLUMNS)]
  let after: string | undefined
  do {
    const rows = await readPeople(tx, after, CHUNK)
    for (const item of await addRights(tx, rows)) lines.push(...toLines(item))
    after = rows.length < CHUNK ? undefined : rows.at(-1)?.person_id
  } while (after !== undefined)
  return new RawReply(
    {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="access-review.csv"',
    },
    lines.join(''),
  )
}

function toLines({ workspaces, keys, agents, ...person }: AccessReviewItem): string[] {
  const { created_at, providers } = person
  const rights: Readonly<Record<string, unknown>>[] = [
    { right: 'role', right_name: person.role, origin: person.role_origin, created_at },
    ...workspaces.map((one) => ({ right: 'workspace', ...one })),
    ...keys.map(({ id, name, ...one }) => ({ right: 'key', right_id: id, right_name: name, ...one })),
    ...agents.map(({ id, name, ...one }) => ({ right: 'agent', right_id: id, right_name: name, ...one })),
  ]
  return rights.map((right) => {
    const line: Readonly<Record<string, unknown>> = { ...person, providers: providers.join(', '), ...right }
    return csvRow(COLUMNS.map((name) => line[name]))
  })
}
