import type { ErrorCode } from '@bulkhead/contract/errors'
import type { OperationId } from '@bulkhead/contract/operations'

/** Bad request: the error, the component that refuses it, the code, and the name its message must contain. */
export interface Case {
  readonly what: string
  /** Undefined where no operation is chosen. */
  readonly operation?: OperationId
  readonly code: ErrorCode
  readonly names?: readonly string[]
  /** Subject of the first entry of `errors`. */
  readonly field?: string
  /** Strings that no part of the response may hold. */
  readonly hides?: readonly string[]
  /** Value of the operation's path parameter. */
  readonly id?: string | ((made: Made) => string)
  readonly query?: string
  /** A string is sent as it is. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly token?: 'application' | 'scoped' | 'none'
}

export interface Made {
  readonly workspace: string
  readonly connector: string
  readonly moved: string
}

export const MINT = 'createScopedToken'
export const CREATE = 'createConnector'
export const UPDATE = 'updateConnector'
export const EXECUTE = 'executeOperation'
export const credentials = { token: 'bad-input-secret' }
export const echo = { connector_type: 'echo', credentials, environment: { base_url: 'http://127.0.0.1:9' } }
export const SECRET = ['bad-input-secret']
