import { sql } from 'kysely'

/** Durations are counted in classes, each a tenth wider than the one before: counting needs no sorting. */
const WIDER = 1.1

/** Class of the duration in a column; null where it is null. */
export function toClass(column: string) {
  return sql<number | null>`floor(ln(${sql.ref(column)} + 1) / ${Math.log(WIDER)}::float8)::integer`
}

/** Milliseconds in the middle of a class. */
export function fromClass(number: number): number {
  return Math.round(WIDER ** (number + 0.5) - 1)
}
