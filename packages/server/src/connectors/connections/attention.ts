import { sql } from 'kysely'

/**
 * Condition that a connector `c` needs attention: its last conclusive call failed, or it needs new credentials. An
 * index covers it.
 */
export const ATTENTION = sql<boolean>`(c.failing or c.status = 'needs_reauthentication')`
