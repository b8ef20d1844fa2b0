import type { Variable } from './variable.ts'

/** Postgres, its standby, and Valkey. */
export const DATABASE = {
  BULKHEAD_DATABASE_URL: {
    default: 'none: embedded database',
    help: 'Postgres 15 or newer, as the login that runs the server.',
    isSecret: true,
  },
  BULKHEAD_DATABASE_DIRECT_URL: {
    default: 'none: BULKHEAD_DATABASE_URL leads straight to Postgres',
    help: 'The same login straight to Postgres, where BULKHEAD_DATABASE_URL leads to a pooler in transaction mode, such as PgBouncer 1.21 or newer: notifications need a session.',
    isSecret: true,
  },
  BULKHEAD_DATABASE_OWNER_URL: {
    default: 'none: the runtime login migrates if it may',
    help: 'Postgres as the login that migrates and owns the tables; not needed where bulkhead operator migrate ran.',
    isSecret: true,
  },
  BULKHEAD_DATABASE_POOL: {
    default: '10',
    help: 'Connections to Postgres that the requests and jobs of this process share, from 2 to 200; it has one more for revocations and readiness.',
    needs: 'BULKHEAD_DATABASE_URL',
  },
  BULKHEAD_DATABASE_REPLICA_URL: {
    default: 'none: reports are read from BULKHEAD_DATABASE_URL',
    help: 'A standby of that Postgres, with the same login, which lists of tool calls and of audit records, statistics and charts are read from while it is current.',
    isSecret: true,
  },
  BULKHEAD_DATABASE_REPLICA_WAIT: {
    default: '300',
    help: 'Milliseconds that a report waits for the standby to have all that the primary had when it was asked for, up to 3000; then it is read from the primary.',
    needs: 'BULKHEAD_DATABASE_REPLICA_URL',
  },
  BULKHEAD_VALKEY_URL: {
    default: 'none: in Postgres',
    help: 'Valkey 8 or newer, such as valkey://bulkhead:<password>@valkey:6379/0 or valkeys:// for TLS, in which all processes on one Postgres count what has a limit. Each of them needs it; no other installation may have its database number.',
    isSecret: true,
  },
} as const satisfies Record<string, Variable>
