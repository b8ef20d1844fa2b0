import { sql } from 'kysely'

/**
 * Factor between the limits of duration classes. Each class is a tenth wider than the one before. Counting in classes
 * needs no sorting.
 */
const WIDER = 1.1

/** Returns SQL for the class of the duration in a column. Null if the duration is null. */
export function toClass(column: string) {
  return sql<number | null>`floor(ln(${sql.ref(column)} + 1) / ${Math.log(WIDER)}::float8)::integer`
}

/** Returns the middle of a class in milliseconds. */
export function fromClass(number: number): number {
  return Math.round(WIDER ** (number + 0.5) - 1)
}
