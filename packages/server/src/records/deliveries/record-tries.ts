import type { DeliveryTry } from '@bulkhead/contract/webhooks'
import { type RawBuilder, sql } from 'kysely'
import { insertAuditRecord } from '#journal/audit/insert-audit-record'
import { CHUNK } from '#platform/database/chunk'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { type EndpointLease, lockEndpoint } from './endpoint-lease.ts'
import { type DueDelivery, putOffSubject } from './load-due.ts'

/** Period for delivery attempts, from the first wait to the last attempt. */
export const TRIED_FOR_MS = 86_400_000
/** Period of continuous failures after which an endpoint is disabled. */
const FAILING_FOR_MS = 5 * 86_400_000

const SECONDS_UNTIL_RETRY = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800] as const
const MOST_BACKOFF_SECONDS = 300

/** Attempt of one delivery, and when it ended. */
export interface Tried {
  readonly delivery: DueDelivery
  readonly result: DeliveryTry
}

/** State of an endpoint after some attempts. */
export interface EndpointState {
  /** False if another process has the lease or the endpoint was disabled. Then nothing more is sent. */
  readonly goesOn: boolean
  /** Pause before the next delivery. */
  readonly pauseMs: number
}

/** Maximum number of tries that a delivery keeps. Without replays there are ten. */
const MOST_TRIES = 50

const LOST: EndpointState = { goesOn: false, pauseMs: 0 }

/**
 * Records attempts in the order in which they ended: finished deliveries, the next attempts of failed ones, and the
 * state of the endpoint. An endpoint that has failed for 5 days is disabled.
 */
export function recordTries(
  database: Database,
  lease: EndpointLease,
  tries: readonly Tried[],
  nowMs: number = Date.now(),
): Promise<EndpointState> {
  const { organization_id, endpoint_id } = lease
  return asPrincipal(database, { organization: organization_id }, 'read write', async (tx) => {
    const endpoint = await lockEndpoint(tx, lease)
    if (endpoint === undefined) return LOST
    await finish(tx, endpoint_id, 'delivered', tries.filter(isDelivered))
    const exhausted = []
    for (const tried of tries.filter((one) => !isDelivered(one))) {
      const waiting = await readWaiting(tx, endpoint_id, tried)
      if (waiting === undefined) continue
      const nextMs = getNextTry(waiting.attempts + 1, waiting.pending_since.getTime(), nowMs)
      if (nextMs === undefined) exhausted.push(tried)
      else await putOff(tx, endpoint_id, tried, new Date(nextMs))
    }
    await finish(tx, endpoint_id, 'failed', exhausted)

    const lastSuccess = tries.findLastIndex(isDelivered)
    const failed = tries.slice(lastSuccess + 1)
    const failures = (lastSuccess < 0 ? endpoint.failures : 0) + failed.length
    const failing_since =
      failed.length === 0 && lastSuccess >= 0
        ? null
        : ((lastSuccess < 0 ? endpoint.failing_since : null) ?? new Date(nowMs))
    const last = failed.at(-1)?.result
    const failingMs = failing_since === null ? 0 : nowMs - failing_since.getTime()
    // Deliveries that have waited for a day at an endpoint that failed all the time are given up without an attempt of
    // their own.
    if (failingMs >= TRIED_FOR_MS) await failPending(tx, endpoint_id, new Date(nowMs - TRIED_FOR_MS))
    const isDisabled = failingMs >= FAILING_FOR_MS
    await tx
      .updateTable('webhook_endpoints')
      .set({
        failures,
        failing_since,
        failure: last?.code ?? null,
        failure_status: last?.status ?? null,
        ...(lastSuccess >= 0 && { delivered_at: new Date(nowMs) }),
        ...(isDisabled && {
          status: 'disabled' as const,
          disabled_reason: 'failing' as const,
          disabled_at: new Date(nowMs),
        }),
      })
      .where('endpoint_id', '=', endpoint_id)
      .execute()
    if (isDisabled) {
      await insertAuditRecord(tx, {
        organization_id,
        event: 'webhook_endpoint.disabled',
        outcome: 'done',
        subject_id: endpoint_id,
      })
    }
    return { goesOn: !isDisabled && failures === 0, pauseMs: getBackoffMs(failures) }
  })
}

/** Path of the tries that are kept when another one is added. */
const KEPT_TRIES = `$[last - ${MOST_TRIES - 2} to last]`

/** Appends a try. Replays can add any number, so only the last ones are kept. */
function addTry(result: RawBuilder<unknown>) {
  return sql<string>`jsonb_path_query_array(tries, ${KEPT_TRIES}::jsonpath) || ${result}`
}

function isDelivered({ result }: Tried): boolean {
  return result.code === null
}

/** Reads how long a delivery has waited. A replay during the attempt has set both values back. */
function readWaiting(tx: TenantTransaction, endpoint_id: string, { delivery }: Tried) {
  return tx
    .selectFrom('webhook_deliveries')
    .select(['attempts', 'pending_since'])
    .where('endpoint_id', '=', endpoint_id)
    .where('delivery_id', '=', delivery.delivery_id)
    .executeTakeFirst()
}

async function finish(
  tx: TenantTransaction,
  endpoint_id: string,
  state: 'delivered' | 'failed',
  tries: readonly Tried[],
): Promise<void> {
  if (tries.length === 0) return
  await sql`
    update webhook_deliveries d
    set state = ${state}, attempts = d.attempts + 1, finished_at = now(),
      tries = ${addTry(sql`t.result`)}
    from unnest(${tries.map(({ delivery }) => delivery.delivery_id)}::uuid[],
      ${tries.map(({ result }) => JSON.stringify(result))}::jsonb[]) as t (delivery_id, result)
    where d.organization_id = ${tx.scope.organization}::uuid and d.endpoint_id = ${endpoint_id}::uuid
      and d.delivery_id = t.delivery_id`.execute(tx)
}

/** Postpones a delivery until its next attempt, and with it the later deliveries of the same subject. */
async function putOff(
  tx: TenantTransaction,
  endpoint_id: string,
  { delivery, result }: Tried,
  due_at: Date,
): Promise<void> {
  await tx
    .updateTable('webhook_deliveries')
    .set({
      attempts: sql<number>`attempts + 1`,
      tries: addTry(sql`${JSON.stringify(result)}::jsonb`),
      due_at,
    })
    .where('endpoint_id', '=', endpoint_id)
    // Selected by its key alone: with the state, the planner would use an index of all waiting deliveries.
    .where('delivery_id', '=', delivery.delivery_id)
    .execute()
  await putOffSubject(tx, endpoint_id, delivery.subject_id, due_at)
}

/** Marks a chunk of the waiting deliveries of an endpoint as failed. @returns Their number. */
export async function failPending(
  tx: TenantTransaction,
  endpoint_id: string,
  before?: Date,
): Promise<number> {
  const due = tx
    .selectFrom('webhook_deliveries')
    .select('delivery_id')
    .where('endpoint_id', '=', endpoint_id)
    .where('state', '=', 'pending')
    .$if(before !== undefined, (found) => found.where('pending_since', '<', before as Date))
    .orderBy('due_at')
    .limit(CHUNK)
  const ids = (await due.execute()).map(({ delivery_id }) => delivery_id)
  if (ids.length === 0) return 0
  await tx
    .updateTable('webhook_deliveries')
    .set({ state: 'failed', finished_at: sql<Date>`now()` })
    .where('endpoint_id', '=', endpoint_id)
    .where('delivery_id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  return ids.length
}

/**
 * Returns the time of the next attempt of a failed delivery; undefined after the last attempt, a day after the delivery
 * began to wait.
 *
 * @param attempts Attempts so far.
 */
export function getNextTry(attempts: number, pendingSinceMs: number, nowMs: number): number | undefined {
  const lastMs = pendingSinceMs + TRIED_FOR_MS
  if (nowMs >= lastMs) return undefined
  const seconds = SECONDS_UNTIL_RETRY[attempts - 1]
  return seconds === undefined ? lastMs : Math.min(lastMs, nowMs + seconds * 1000)
}

/** Returns the pause of an endpoint in milliseconds after a number of consecutive failures. */
export function getBackoffMs(failures: number): number {
  return failures === 0 ? 0 : 1000 * Math.min(MOST_BACKOFF_SECONDS, 2 ** Math.min(failures - 1, 20))
}
