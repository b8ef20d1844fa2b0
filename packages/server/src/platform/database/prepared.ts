import type { Compilable, CompiledQuery } from 'kysely'
import { namePrepared } from './prepared-names.ts'
import type { TenantScope } from './roles/confine.ts'
import { type TenantTransaction, tenantTransaction, unscoped } from './roles/tenant-transaction.ts'

interface Compiled<Given, Row> {
  readonly query: CompiledQuery<Row>
  /** Reads each parameter, in order. */
  readonly readers: readonly ((scope: TenantScope, given: Given) => unknown)[]
}

/**
 * A query of a tenant that is written once and planned once per connection: to plan one of five tables under their policies
 * takes Postgres six times as long as to run it. For queries by key, whose plan does not depend on what they are given, and
 * which name their columns: Postgres refuses to run a kept plan when a later version has added one to `*`.
 *
 * A plan is kept for the role it was made for, and what its policies read is read again each time.
 *
 * @param build Writes the query, once for each kind of scope; is given marks in the place of values,
 *   and must do nothing with them but pass them on.
 * @returns Runs it in the scope of the transaction and gives its rows.
 */
export function prepared<Given extends Readonly<Record<string, unknown>>, Row>(
  build: (tx: TenantTransaction, given: Given) => Compilable<Row>,
): (tx: TenantTransaction, given: Given) => Promise<Row[]> {
  /** Each kind of scope has its statement. */
  const statements: Partial<Record<'organization' | 'workspace' | 'member', Compiled<Given, Row>>> = {}

  function compile(tx: TenantTransaction): Compiled<Given, Row> {
    const known = new Map<unknown, Compiled<Given, Row>['readers'][number]>()
    function mark(read: Compiled<Given, Row>['readers'][number]) {
      const made = Object.freeze({})
      known.set(made, read)
      return made
    }
    const marks = new Proxy({} as Given, {
      get: (_, field) => mark((_scope, given) => given[field as string]),
    })
    const scope = {
      organization: mark(({ organization }) => organization),
      ...(tx.scope.workspace !== undefined && { workspace: mark(({ workspace }) => workspace) }),
      ...(tx.scope.member !== undefined && {
        member: { workspaces: mark(({ member }) => member?.workspaces) },
      }),
    } as unknown as TenantScope
    const query = build(tenantTransaction(unscoped(tx), scope), marks).compile()
    const readers = query.parameters.map((parameter) => {
      const read = known.get(parameter)
      if (read === undefined) throw new TypeError('A prepared query has no parameters but what it is given.')
      return read
    })
    namePrepared(query.sql)
    return { query, readers }
  }

  return async (tx, given) => {
    const { scope } = tx
    const kind =
      scope.member !== undefined ? 'member' : scope.workspace === undefined ? 'organization' : 'workspace'
    statements[kind] ??= compile(tx)
    const { query, readers } = statements[kind]
    const parameters = readers.map((read) => read(scope, given))
    const { rows } = await tx.executeQuery<Row>({ ...query, parameters })
    return rows
  }
}
