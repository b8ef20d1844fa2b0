import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

/** Idempotency state of a request with an `Idempotency-Key`. The code that does the work reports to it. */
export interface IdempotencyContext {
  /**
   * Claims the key for work that a transaction cannot roll back. If only planning shows whether the request writes,
   * this is called after planning, when sending is the only step left.
   *
   * @param workspace Workspace in which the work is done.
   * @throws IdempotentReplay if the work was done before.
   * @throws BulkheadError `idempotency_mismatch`, `idempotency_in_flight`, `idempotency_outcome_unknown`
   */
  begin(workspace: string): Promise<void>
  /** Says that the claimed work was not sent, so that the key is free again whatever error follows. */
  unsent(): void
  /**
   * Stores that the work was done, in the transaction that does it.
   *
   * @throws BulkheadError `idempotency_in_flight` if another request has taken over the key. The transaction is then
   *   rolled back.
   */
  applied(tx: TenantTransaction, workspace: string | undefined): Promise<void>
}
