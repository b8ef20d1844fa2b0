import type { ErrorCode, ErrorDetail } from '@bulkhead/contract/errors'
import type { ConfinedTransaction } from '#platform/database/roles/confine'

/** What a request with an `Idempotency-Key` brings along; whoever does its work reports to it. */
export interface Once {
  /**
   * Claims the key for work that no transaction of ours can take back. Where whether it writes is known only
   * when the request is planned, this is called then, once nothing but sending is left.
   *
   * @param workspace Where the work is done.
   * @throws Replay when it was done before.
   * @throws BulkheadError `idempotency_mismatch`, `idempotency_in_flight`, `idempotency_outcome_unknown`
   */
  begin(workspace: string): Promise<void>
  /**
   * Notes that the work was done, in the transaction that does it.
   *
   * @throws BulkheadError `idempotency_in_flight` when another request has taken the key over meanwhile, so
   *   that this transaction is rolled back.
   */
  applied(tx: ConfinedTransaction, workspace: string | undefined): Promise<void>
}

/** What a request came to. */
export type Reply = { readonly output: unknown } | { readonly error: StoredError }

/** An error as it is stored. */
export interface StoredError {
  readonly code: ErrorCode
  readonly message: string
  readonly details: readonly ErrorDetail[]
  /** Of the request that met it. */
  readonly request_id: string
}

/** Thrown to leave a request whose key was used before: this is its reply. */
export class Replay extends Error {
  override readonly name = 'Replay'
  readonly reply: Reply
  constructor(reply: Reply) {
    super('The reply of an earlier request is given again.')
    this.reply = reply
  }
}

/** What a process knows of its own requests with a key: a claim of its own that it does not know has ended. */
export interface IdempotencyProcess {
  readonly process_id: string
  /** Ids of claims that are being worked on. */
  readonly running: Set<string>
}
