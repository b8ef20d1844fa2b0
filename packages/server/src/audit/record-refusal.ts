import type { ErrorCode } from '@bulkhead/contract/errors'
import { createWindowCounter } from '#platform/cache/window-counter'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import { type RequestContext, recordedActor, recordedAgent } from '#request/principal'
import { insertAuditRecord } from './insert-audit-record.ts'

interface Dependencies {
  readonly database: Database
  readonly log: Log
}

const WINDOW_MS = 60_000
/** Rows a principal's token may cause per minute and code: enough to see it, too few to fill a disk. */
const PER_WINDOW = 5
const REMEMBERED = 10_000

/** Codes that say "you may not", which is what a record of refusals is about. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set([
  'not_permitted',
  'not_granted',
  'organization_mismatch',
  'workspace_inactive',
  'workspace_protected',
  // A wrong code: somebody guesses, or was told one.
  'device_sign_in_not_found',
])

/** Records refusals of known principals. */
export interface RefusalRecorder {
  /** Records one in a transaction of its own, unless the token has caused too many. Never throws. */
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
