import { BulkheadError, type ErrorCode, type ErrorDetail } from '@bulkhead/contract/errors'

/** Outcome of a request. */
export type Reply = { readonly output: unknown } | { readonly error: StoredError }

/** Stored error. */
export interface StoredError {
  readonly code: ErrorCode
  readonly message: string
  readonly details: readonly ErrorDetail[]
  /** Id of the request in which the error occurred. */
  readonly request_id: string
}

/** Thrown to leave a request whose key was used before. It holds the reply. */
export class IdempotentReplay extends Error {
  override readonly name = 'IdempotentReplay'
  readonly reply: Reply
  constructor(reply: Reply) {
    super('The reply is that of an earlier request.')
    this.reply = reply
  }
}

/** Error of an earlier request with the same key, returned again. */
export class ReplayedError extends BulkheadError {
  /** Id of the request in which the error occurred. */
  readonly request_id: string
  constructor({ code, message, details, request_id }: StoredError) {
    super(code, message, { details })
    this.request_id = request_id
  }
}

/** Id and running claims of a process. If a claim of this process is not in the set, its attempt has ended. */
export interface IdempotencyProcess {
  readonly process_id: string
  /** Ids of claims in progress. */
  readonly running: Set<string>
}
