import type { RecordedBodies } from '@bulkhead/contract/tool-calls'
import type { Call as Ask, AuthOption, Definition, GivenTarget } from '@bulkhead/engine'
import type { RequestContext } from '#access/request/principal'
import type { RightsMark } from '#access/request/rights-mark'
import type { SealedConnector } from '#connectors/connections/load-connection'
import type { ConfigurationWithSecret } from '#connectors/oauth/oauth-secret'
import type { EntityPermission } from '#platform/database/schema/tables/connector-tables'
import type { TraceSpan } from '#platform/telemetry/telemetry'
import type { ObservedCall } from '#records/tool-calls/observed-call'
import type { WorkspaceReference } from '#tenancy/workspaces/find-workspace'
import type { WaitOptions } from './fair-queue.ts'
import type { FieldSelection } from './select-fields.ts'

/** Credentials that came with a request and are stored nowhere. */
export interface GivenCredentials extends GivenTarget {
  readonly option: AuthOption
  /** Decrypted values, in the form in which a connector stores them. */
  readonly stored: Readonly<Record<string, string>>
}

/** Place that a call's credentials come from. It is read at the beginning of each attempt. */
export type Source =
  | {
      readonly kind: 'connector'
      readonly connector_id: string
      /** Columns that a check tries instead of the stored ones. */
      readonly changed?: Partial<SealedConnector>
      readonly given?: GivenCredentials
    }
  | {
      readonly kind: 'request'
      readonly workspace: WorkspaceReference
      readonly definition: Definition
      readonly entities: readonly EntityPermission[] | null
      /** Credentials themselves, or the handle of tokens from an authorization. */
      readonly credentials: GivenCredentials | ConfigurationWithSecret
    }

/** Form of the result that a caller wants. */
export interface ResultShape {
  /** Fields to return. Absent for all fields. */
  readonly selection?: FieldSelection | undefined
  /** Whether the result warns of a selected field that no record has. */
  readonly checksFields: boolean
  readonly shortens: boolean
  /** Whether the caller accepts the result as JSON if it is available. Otherwise the result is always a value. */
  readonly takesJson: boolean
}

/** A call of the upstream and its progress. */
export interface Call extends WaitOptions {
  readonly context: RequestContext
  readonly source: Source
  /** Entity, action and params. A check chooses them once its connector is open. */
  ask: Ask
  readonly intent: string | null | undefined
  /** Form of the result. Absent for a check, whose result is discarded. */
  readonly shape: ResultShape | undefined
  /** Workspace and organization whose slot the call takes. The workspace is known once the connector is loaded. */
  readonly owner: { readonly organization: string; workspace: string }
  /** Facts for the record of calls. */
  readonly observed: ObservedCall
  readonly startedMs: number
  /** Deadline of the whole call: waiting, renewing tokens, and all attempts. */
  readonly deadline: number
  /**
   * Aborts when the caller disconnects. Then nothing more is sent, and reading ends. A write that was already sent
   * continues: aborting would not undo it, and its outcome would remain unknown.
   */
  readonly signal: AbortSignal
  /** Taken before the rights of this attempt were read. */
  rightsMark: RightsMark
  /** Attempts that have begun. */
  attempts: number
  /** Connector that the last attempt used, whose tokens can be renewed. */
  connection: SealedConnector | undefined
  /** Whether tokens were renewed since the upstream refused them. */
  hasRenewed: boolean
  /** Whether the idempotency key was claimed. */
  hasBegun: boolean
  /** Effect of the operation, once known. */
  effect: 'read' | 'write'
  /** Request and response of the last attempt, if the connector is being recorded. */
  bodies: RecordedBodies | undefined
  /** Present where the request is traced. */
  span?: TraceSpan
  /** Removes the secrets of the last attempt from a string. */
  redact: (text: string) => string
}

/** Options of a call. */
export interface CallOptions {
  readonly ask?: Ask
  readonly intent?: string | null | undefined
  readonly shape?: ResultShape
  /** Default: 28 s. */
  readonly timeoutMs?: number | null | undefined
}
