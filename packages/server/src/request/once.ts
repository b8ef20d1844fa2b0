import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

/** Idempotency state of a request with an `Idempotency-Key`. The code that does the work reports to it. */
export interface IdempotencyContext {
  /**
   * Claims the key for work that no transaction of ours can take back. Where whether it writes is known only
   * when the request is planned, this is called then, once nothing but sending is left.
   *
   * @param workspace Where the work is done.
   * @throws IdempotentReplay when it was done before.
   * @throws BulkheadError `idempotency_mismatch`, `idempotency_in_flight`, `idempotency_outcome_unknown`
   */
  begin(workspace: string): Promise<void>
  /**
   * Notes that the work was done, in the transaction that does it.
   *
   * @throws BulkheadError `idempotency_in_flight` when another request has taken the key over meanwhile, so
   *   that this transaction is rolled back.
   */
  applied(tx: TenantTransaction, workspace: string | undefined): Promise<void>
}
