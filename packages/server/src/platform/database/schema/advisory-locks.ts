import { type QueryExecutorProvider, sql } from 'kysely'

/**
 * Advisory locks of Postgres, which all processes on one database share. The numbers are arbitrary. Their meaning must
 * not change while an older version may run next to a newer one.
 */
export const LOCKS = {
  /** Migrating and starting, in one process at a time. */
  schema: 4_747_001,
  /** Creating the first organization and application. */
  firstApplication: 4_747_002,
  /** Counting an organization's resources before one is added; hashed together with the organization's id. */
  quota: 4_747_003,
  /** Creating the next signing key. */
  signingKeys: 4_747_004,
  /** Choosing a name for a connector that was given none; hashed together with the id of the connector's workspace. */
  connectorNames: 4_747_005,
  /** Adding and dropping partitions; taken by the functions of `migrations/0105-calls.sql`. */
  partitions: 4_747_006,
  /** Claiming an idempotency key; hashed together with the hash of the key. */
  idempotencyKey: 4_747_007,
  /** Adding or replacing the connector of a connect session; hashed together with the id of the session's workspace. */
  connectTarget: 4_747_008,
  /** Counting the keys of a workspace before one is created; hashed together with the workspace's id. */
  workspaceKeys: 4_747_009,
  /**
   * Creating a key or a connect session (shared lock), and ending a right behind it (`migrations/0103-tokens.sql`,
   * `insertRevocations`); hashed together with the id of the person, grant, session, token or secret. Whoever
   * takes several locks the person first.
   */
  rights: 4_747_010,
  /** Setting up declared providers; hashed together with the id of the providers' organization. */
  declaredProviders: 4_747_011,
} as const

/** Takes the lock of a text until the transaction ends. A transaction that wants the same one waits. */
export async function lockText(
  tx: QueryExecutorProvider,
  lock: (typeof LOCKS)[keyof typeof LOCKS],
  text: string,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${text}, ${lock}))`.execute(tx)
}

/**
 * Shares the locks of texts, one after the other, until the transaction ends. A transaction that takes one of them by
 * {@link lockText} waits.
 */
export async function shareTexts(
  tx: QueryExecutorProvider,
  lock: (typeof LOCKS)[keyof typeof LOCKS],
  texts: readonly string[],
): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(one, ${lock})) from unnest(${texts}::text[]) as one`.execute(
    tx,
  )
}
