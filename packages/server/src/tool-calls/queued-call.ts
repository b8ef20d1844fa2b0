import type { KeyObject } from 'node:crypto'
import type { Caller } from '@bulkhead/contract/operation'
import type { RecordedBodies } from '@bulkhead/contract/tool-calls'
import type { Schema } from '#platform/database/schema/tables'
import type { TimeOrderedId } from '#platform/identifiers'
import { type ActingFields, type RequestContext, recordedAgent, type Source } from '#request/principal'
import type { Use } from './note-uses.ts'
import type { ObservedCall } from './observed-call.ts'
import type { WrittenCall } from './write-calls.ts'

type Row = Omit<Schema['tool_calls'], 'at' | 'transaction_id'> & { at: string }

/** Facts about an ended call that its record needs. */
export interface EndedCall {
  readonly context: RequestContext
  readonly observed: ObservedCall
  readonly intent?: string | null | undefined
  /** Start time, by `performance.now()`. */
  readonly startedMs: number
  /** Redacted bodies that are kept for a day. */
  readonly bodies?: RecordedBodies | undefined
  /** Connector and data key for which the bodies are sealed. */
  readonly connection?: RecordedConnector | undefined
}

export interface RecordedConnector {
  readonly workspace_id: string
  readonly connector_id: string
  readonly data_key: KeyObject
}

/**
 * Call that waits to be written. It holds only the content of the row, so that nothing else of the request stays in
 * memory.
 */
export interface QueuedCall {
  /** Time of the call, in milliseconds since the epoch. */
  readonly at: number
  readonly organization: string
  readonly observed: ObservedCall
  readonly code: Row['code']
  readonly duration_ms: number
  readonly request_id: string
  readonly application_id: string | null
  readonly person_id: string | null
  readonly token_kind: Caller
  readonly source: Source
  readonly token_id: string
  readonly agent: ActingFields
  readonly has_idempotency_key: boolean
  readonly intent: string | undefined
  readonly upstream_message: string | undefined
  /** Created when it is first written, for many calls at a time: by then it no longer delays a call. */
  written?: WrittenCall | undefined
}

/** Returns the content of a call's rows. */
export function toRows({ id, milliseconds }: TimeOrderedId, entry: QueuedCall): WrittenCall {
  const { organization, observed, code, intent, upstream_message } = entry
  const row: Row = {
    organization_id: organization,
    call_id: id,
    at: new Date(milliseconds).toISOString(),
    ...observed,
    status: code === null ? 'success' : 'error',
    code,
    duration_ms: entry.duration_ms,
    request_id: entry.request_id,
    application_id: entry.application_id,
    person_id: entry.person_id,
    token_kind: entry.token_kind,
    source: entry.source,
    token_id: entry.token_id,
    has_idempotency_key: entry.has_idempotency_key,
    ...recordedAgent({ ...entry.agent, kind: entry.token_kind, token_id: entry.token_id }),
  }
  const { workspace_id } = observed
  return {
    row: JSON.stringify(row),
    at: row.at,
    intent:
      (intent ?? upstream_message) !== undefined && workspace_id !== null
        ? { call_id: id, workspace_id, intent, upstream_message }
        : undefined,
    bodies: undefined,
  }
}

/** Returns the use of a call's connector. Empty if the call did not reach one. */
export function toUse({ observed, code }: QueuedCall, record: WrittenCall | undefined): Use[] {
  const { workspace_id, connector_id, upstream_status, upstream_ms } = observed
  if (workspace_id === null || connector_id === null || record === undefined) return []
  return [{ workspace_id, connector_id, at: record.at, code, upstream_status, upstream_ms }]
}
