import type { ErrorCode } from '@bulkhead/contract/errors'
import { type RequestContext, recordedActor, recordedAgent } from '#access/request/principal'
import { createWindowCounter } from '#platform/cache/window-counter'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import { insertAuditRecord } from './insert-audit-record.ts'

interface Dependencies {
  readonly database: Database
  readonly log: Log
}

const WINDOW_MS = 60_000
/** Maximum number of rows per minute for one token and code: enough to show the refusals, too few to fill a disk. */
const PER_WINDOW = 5
const REMEMBERED = 10_000

/** Codes that mean that the caller lacks a right. Only these are recorded as refusals. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set([
  'not_permitted',
  'not_granted',
  'network_not_allowed',
  'organization_mismatch',
  'workspace_inactive',
  'workspace_protected',
  // A wrong code: somebody guesses, or was given a wrong code.
  'device_sign_in_not_found',
])

/** Recorder of refusals of authenticated callers. */
export interface RefusalRecorder {
  /** Writes a record in a separate transaction, unless the token has caused too many. Never throws. */
  record(context: RequestContext, operationId: string, code: ErrorCode): Promise<void>
}

export function createRefusalRecorder(
  { database, log }: Dependencies,
  now: () => number = Date.now,
): RefusalRecorder {
  const refusals = createWindowCounter(
    { name: 'refusals', key: 'token and code', max: REMEMBERED, windowMs: WINDOW_MS },
    now,
  )

  return {
    async record(context, operationId, code) {
      if (!REFUSALS.has(code) || refusals.count(`${context.token_id} ${code}`).count > PER_WINDOW) return
      try {
        await asPrincipal(database, context, 'read write', (tx) =>
          insertAuditRecord(tx, {
            organization_id: context.organization,
            event: operationId,
            outcome: 'refused',
            code,
            workspace_id: context.workspace ?? null,
            ...recordedActor(context),
            ...recordedAgent(context),
            token_id: context.token_id,
            request_id: context.request_id,
          }),
        )
      } catch (error) {
        log.warn({ err: error }, 'a refusal could not be recorded')
      }
    },
  }
}
