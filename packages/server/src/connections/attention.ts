import { sql } from 'kysely'

/** Condition of connectors, as `c`, that fail by their last call that tells, or need their credentials again. An index has them. */
export const ATTENTION = sql<boolean>`(c.failing or c.status = 'needs_reauthentication')`
