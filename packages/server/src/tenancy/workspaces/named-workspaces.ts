import DataLoader from 'dataloader'
import { type Selectable, sql } from 'kysely'
import { prepared } from '#platform/database/prepared'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { Schema } from '#platform/database/schema/tables'

interface Dependencies {
  readonly database: Database
}

type Workspace = Selectable<Schema['workspaces']>

/** Name in an organization: a current one or an alias. */
interface Name {
  readonly organization: string
  readonly name: string
}

/** Finder of workspaces by name, for callers that reach the whole organization. */
export interface NamedWorkspaces {
  /** Returns the workspace that holds the name now. Undefined if none does. */
  find(wanted: Name): Promise<Workspace | undefined>
}

/** Maximum number of names in one query. */
const MOST = 100

/**
 * Query that looks up each name separately. A cached plan assumes an organization of average size, and would otherwise
 * read all of its names to find one.
 */
const heldBy = prepared((tx, { names }: { names: readonly string[] }) =>
  tx
    .selectFrom(sql<{ name: string }>`unnest(${names}::text[])`.as<'asked'>(sql`asked (name)`))
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('workspace_names')
          .select('workspace_id')
          .where('organization_id', '=', tx.scope.organization)
          .whereRef('workspace_names.name', '=', 'asked.name')
          // Keeps the lookup separate: without it the planner may join all names instead.
          .offset(sql.lit(0))
          .as('held'),
      (join) => join.onTrue(),
    )
    .innerJoin('workspaces as w', (join) =>
      join
        .on('w.organization_id', '=', tx.scope.organization)
        .onRef('w.workspace_id', '=', 'held.workspace_id'),
    )
    .select(['w.organization_id', 'w.workspace_id', 'w.name', 'w.name_folded', 'w.status', 'w.cache_enabled'])
    .select([
      'w.visibility',
      'w.color',
      'w.epoch',
      'w.created_at',
      'w.updated_at',
      'w.last_call_at',
      'asked.name as asked',
    ]),
)

/**
 * Creates a finder that batches the names of one organization. Lookups in one turn of the event loop share a
 * transaction, because opening one costs more than finding a workspace. Nothing is cached.
 */
export function createNamedWorkspaces({ database }: Dependencies): NamedWorkspaces {
  async function findAll(organization: string, names: readonly string[]): Promise<Map<string, Workspace>> {
    const rows = await asPrincipal(database, { organization }, 'read only', (tx) => heldBy(tx, { names }))
    return new Map(rows.map(({ asked, ...workspace }) => [asked, workspace]))
  }

  const loader = new DataLoader<Name, Workspace | undefined>(
    async (wanted) => {
      const found = new Map<string, Promise<Map<string, Workspace>>>()
      for (const [organization, own] of Map.groupBy(wanted, (one) => one.organization)) {
        found.set(organization, findAll(organization, [...new Set(own.map(({ name }) => name))]))
      }
      return Promise.all(
        wanted.map(({ organization, name }) =>
          // A failed transaction of one organization does not affect the others.
          found.get(organization)?.then(
            (workspaces) => workspaces.get(name),
            (error: Error) => error,
          ),
        ),
      )
    },
    { cache: false, maxBatchSize: MOST, batchScheduleFn: (go) => setImmediate(go) },
  )
  return { find: (wanted) => loader.load(wanted) }
}
