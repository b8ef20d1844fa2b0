import type { Compilable, CompiledQuery } from 'kysely'
import { namePrepared } from './prepared-names.ts'
import type { ConfinedTransaction } from './roles/confine.ts'

/**
 * A query that is written once and planned once per connection: to plan one of five tables under their policies takes
 * Postgres six times as long as to run it. For queries by key, whose plan does not depend on what they are given, and
 * which name their columns: Postgres refuses to run a kept plan when a later version has added one to `*`.
 *
 * A plan is kept for the role it was made for, and what its policies read is read anew each time.
 *
 * @param build Writes the query; is given marks in the place of values, and must do nothing with them but pass them on.
 * @returns Runs it and gives its rows.
 */
export function prepared<Given extends Readonly<Record<string, unknown>>, Row>(
  build: (tx: ConfinedTransaction, given: Given) => Compilable<Row>,
): (tx: ConfinedTransaction, given: Given) => Promise<Row[]> {
  let known: { readonly query: CompiledQuery<Row>; readonly order: readonly string[] } | undefined

  function compile(tx: ConfinedTransaction) {
    const fields = new Map<unknown, string>()
    const marks = new Proxy({} as Given, {
      get(_, field) {
        const mark = Object.freeze({})
        fields.set(mark, String(field))
        return mark
      },
    })
    const query = build(tx, marks).compile()
    const order = query.parameters.map((mark) => {
      const field = fields.get(mark)
      if (field === undefined) throw new TypeError('A prepared query has no parameters but what it is given.')
      return field
    })
    namePrepared(query.sql)
    return { query, order }
  }

  return async (tx, given) => {
    known ??= compile(tx)
    const { query, order } = known
    const { rows } = await tx.executeQuery<Row>({ ...query, parameters: order.map((field) => given[field]) })
    return rows
  }
}
