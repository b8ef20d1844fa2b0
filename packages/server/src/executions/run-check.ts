import type { CheckResult } from '@bulkhead/contract/checks'
import { BulkheadError, type ErrorCode } from '@bulkhead/contract/errors'
import type { PlanContext } from '@bulkhead/engine/plan-request'
import { v7 as uuidv7 } from 'uuid'
import type { EntityPermission } from '#database/schema'
import { engineFailure } from '#engine-failure'
import type { Services } from '#services'
import { newObservedCall } from '#tool-calls/observe-call'
import { chooseCheck } from './choose-check.ts'
import { runOperation } from './run-operation.ts'

/** What a failure says of a connector: that it does not work, or nothing, since it may pass. */
const VERDICTS: Partial<Record<ErrorCode, 'failed' | 'inconclusive'>> = {
  upstream_rejected: 'failed',
  egress_refused: 'failed',
  needs_reauthentication: 'failed',
  invalid_credentials: 'failed',
  invalid_configuration: 'failed',
  upstream_rate_limited: 'inconclusive',
  upstream_error: 'inconclusive',
  upstream_timeout: 'inconclusive',
  upstream_unreachable: 'inconclusive',
  response_too_large: 'inconclusive',
}

/**
 * Tries credentials by one call that changes nothing, the way an execution runs it, and says what came of it.
 *
 * @param open Gives the context, as for an execution.
 */
export async function runCheck(
  services: Pick<Services, 'sender'>,
  open: () => PlanContext,
  entities: readonly EntityPermission[] | null,
): Promise<CheckResult> {
  let entity: string | undefined
  const observed = newObservedCall(undefined)
  try {
    const context = opened(open)
    const call = chooseCheck(context, entities)
    if (call === undefined) {
      const { display_name } = context.definition
      return result('skipped', `${display_name} has no list that can be tried without parameters.`)
    }
    entity = call.entity
    await runOperation(services, () => context, entities, call, undefined, observed)
    return result('succeeded', null)
  } catch (error) {
    const verdict = error instanceof BulkheadError ? VERDICTS[error.code] : undefined
    if (verdict === undefined) throw error
    return result(verdict, (error as BulkheadError).message, upstreamStatusOf(error as BulkheadError))
  }

  function result(status: CheckResult['status'], error_message: string | null, upstream_status?: number) {
    const status_code = upstream_status ?? observed.upstream_status
    return {
      id: uuidv7(),
      status,
      error_message,
      failure_reason: null,
      entity_check_results: entity === undefined ? [] : [{ entity, status, status_code, error_message }],
    }
  }
}

function opened(open: () => PlanContext): PlanContext {
  try {
    return open()
  } catch (error) {
    throw engineFailure(error)
  }
}

function upstreamStatusOf({ details }: BulkheadError): number | undefined {
  const status = details[0]?.details?.upstream_status
  return typeof status === 'number' ? status : undefined
}
