import type { Generated } from 'kysely'

/** Time that the database sets, unless a statement does. */
export type Instant = Generated<Date>
