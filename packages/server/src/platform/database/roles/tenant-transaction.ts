import { type CompiledQuery, type Expression, sql, type Transaction } from 'kysely'
import type { Schema } from '../schema/tables.ts'
import type { TenantScope } from './confine.ts'

/** Tables whose rows belong to a tenant. */
export type TenantTable = {
  [Table in keyof Schema]: Schema[Table] extends { organization_id: string } ? Table : never
}[keyof Schema]

/**
 * Columns that limit a table's rows to a workspace. `workspace`: its `workspace_id`. `organization`: the organization
 * alone, if policies show a workspace none of the rows. A missing table with `organization_id` is a compile error.
 */
export const TENANT_TABLES: Readonly<Record<TenantTable, 'organization' | 'workspace'>> = {
  organizations: 'organization',
  organization_keys: 'organization',
  organization_definitions: 'organization',
  organization_branding: 'organization',
  workspaces: 'workspace',
  workspace_names: 'workspace',
  workspace_keys: 'workspace',
  workspace_removals: 'workspace',
  workspace_members: 'organization',
  open_workspaces: 'organization',
  connectors: 'workspace',
  connector_access: 'workspace',
  connector_credentials: 'workspace',
  connector_tokens: 'workspace',
  oauth_clients: 'organization',
  oauth_flows: 'workspace',
  oauth_secrets: 'workspace',
  connect_sessions: 'workspace',
  access_keys: 'workspace',
  applications: 'organization',
  application_secrets: 'organization',
  revocations: 'organization',
  audit_records: 'workspace',
  export_cursors: 'organization',
  // A row belongs to its `scope_id`, which is a workspace or the organization.
  idempotency_keys: 'organization',
  tool_calls: 'workspace',
  tool_call_intents: 'workspace',
  called_operations: 'organization',
  recorded_bodies: 'workspace',
  tool_call_hours: 'organization',
  tool_call_counting: 'organization',
  workspace_call_hours: 'organization',
  webhook_endpoints: 'organization',
  events: 'workspace',
  webhook_deliveries: 'organization',
  'identity.members': 'organization',
  'identity.sign_up_links': 'organization',
  'identity.agent_grants': 'organization',
  'identity.providers': 'organization',
  'identity.domains': 'organization',
  'identity.identities': 'organization',
  'identity.session_origins': 'organization',
  'identity.directory_tokens': 'organization',
  'identity.directory_groups': 'organization',
  'identity.directory_members': 'organization',
  'identity.sign_in_policies': 'organization',
  'identity.passkeys': 'organization',
  'identity.passkey_sessions': 'organization',
  'identity.second_factors': 'organization',
  'identity.recovery_codes': 'organization',
}

declare const tenant: unique symbol

/** Queries that begin with a tenant table. Each gets the tenant's condition. */
type ScopedQueries = Pick<Transaction<Schema>, 'selectFrom' | 'selectNoFrom' | 'updateTable' | 'deleteFrom'>

/** Transaction that only adds rows, and runs statements written as SQL. */
export type InsertTransaction = Pick<Transaction<Schema>, 'insertInto' | 'getExecutor' | 'executeQuery'>

/**
 * Transaction of one tenant. Each of its queries starts with the condition of its scope, so that no query can omit it:
 * `organization_id`, and `workspace_id` of one workspace or of those that a member reaches. Row-level security checks
 * the same rows again.
 *
 * Joined tables and subqueries are tied to the first table by `sameTenant` or `whereRef`. The test of query plans
 * rejects a statement that leaves one untied.
 */
export type TenantTransaction = ScopedQueries &
  InsertTransaction & { readonly scope: TenantScope; readonly [tenant]: true }

class TenantQueries {
  readonly scope: TenantScope
  readonly #tx: Transaction<Schema>

  constructor(tx: Transaction<Schema>, scope: TenantScope) {
    this.#tx = tx
    this.scope = scope
  }

  static below(queries: TenantQueries): Transaction<Schema> {
    return queries.#tx
  }

  selectFrom(from: TenantTable) {
    return inScope(this.#tx.selectFrom(from), from, this.scope)
  }

  selectNoFrom(selections: never) {
    return this.#tx.selectNoFrom(selections)
  }

  updateTable(table: TenantTable) {
    return inScope(this.#tx.updateTable(table), table, this.scope)
  }

  deleteFrom(table: TenantTable) {
    return inScope(this.#tx.deleteFrom(table), table, this.scope)
  }

  insertInto(table: TenantTable) {
    return this.#tx.insertInto(table)
  }

  getExecutor() {
    return this.#tx.getExecutor()
  }

  executeQuery<Row>(query: CompiledQuery<Row>) {
    return this.#tx.executeQuery(query)
  }
}

/** Creates the transaction of a tenant. Only this folder and `prepared.ts` call it. */
export function tenantTransaction(tx: Transaction<Schema>, scope: TenantScope): TenantTransaction {
  return new TenantQueries(tx, scope) as unknown as TenantTransaction
}

/** Returns the underlying transaction, whose queries have no condition. Only this folder and `prepared.ts` call it. */
export function unscoped(tx: TenantTransaction): Transaction<Schema> {
  return TenantQueries.below(tx as unknown as TenantQueries)
}

interface Conditional {
  where(column: never, operator: '=', value: unknown): Conditional
  where(condition: Expression<boolean>): Conditional
}

/**
 * Adds the condition of the scope to a query, for each table that it names. A selected subquery has its own condition.
 * A subquery made by a callback is rejected, because its queries would have none.
 */
function inScope(query: unknown, from: unknown, scope: TenantScope): unknown {
  if (typeof from === 'function')
    throw new TypeError('Select from a query of the transaction, not from a callback.')
  return [from]
    .flat()
    .reduce((scoped, one) => (typeof one === 'string' ? withScope(scoped, one, scope) : scoped), query)
}

function withScope(query: unknown, named: string, { organization, workspace, member }: TenantScope): unknown {
  const [table = '', alias = table] = named.split(' as ')
  const bounds = TENANT_TABLES[table as TenantTable]
  if (bounds === undefined) throw new TypeError(`The table ${table} has no rows of a tenant.`)
  const scoped = (query as Conditional).where(`${alias}.organization_id` as never, '=', organization)
  if (bounds === 'organization') return scoped
  const workspaceColumn = `${alias}.workspace_id` as never
  if (workspace !== undefined) return scoped.where(workspaceColumn, '=', workspace)
  if (member === undefined) return scoped
  return scoped.where(isAnyOf(workspaceColumn, member.workspaces))
}

/**
 * Condition on a member's workspaces, which no index serves: `is true` hides it from the planner's search for one.
 * The member's policies have the same condition as an array that an index serves. With two arrays on one column,
 * Postgres before 17 expects one descent of the index per pair of elements, and reads the whole organization instead.
 */
function isAnyOf(column: never, workspaces: string) {
  return sql<boolean>`(${sql.ref(column)} = any(${workspaces}::uuid[])) is true`
}
