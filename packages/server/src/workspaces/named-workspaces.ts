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

/** A name, current or an alias, in an organization. */
interface Name {
  readonly organization: string
  readonly name: string
}

/** Finds workspaces by name for callers of their organization. */
export interface NamedWorkspaces {
  /** The workspace that holds the name now; undefined if none does. */
  find(wanted: Name): Promise<Workspace | undefined>
}

/** Names in one query at most. */
const MOST = 100

/**
 * Looks each name up by itself. A plan that is kept takes an organization for one of average size, and would read all of
 * its names to find one.
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
          // Keeps the lookup apart: without it the planner is free to join all names instead.
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
 * Makes a finder that asks for the names of one organization together: those that come in one turn of the event loop
 * share a transaction, since to open one costs more than to find a workspace. Nothing is remembered.
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
          // The failure of one organization's transaction is no other's.
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
