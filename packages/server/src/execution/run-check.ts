import type { CheckResult } from '@bulkhead/contract/checks'
import { BulkheadError, type ErrorCode } from '@bulkhead/contract/errors'
import { checkOperation } from '@bulkhead/engine/check/check-operation'
import { v7 as uuidv7 } from 'uuid'
import { engineFailure, upstreamStatusOf } from '#connections/engine-failure'
import type { OpenContext } from '#connections/open-connection'
import type { Act } from '#request/principal'
import type { ObservedCall } from '#tool-calls/observe-call'
import type { ToolCallRecorder } from '#tool-calls/record-tool-calls'
import { allowedDefinition } from './allowed-definition.ts'
import { runOperation, type Sending } from './run-operation.ts'
import type { Opening } from './with-other-tokens.ts'

interface Dependencies {
  readonly toolCalls: ToolCallRecorder
}

/** What a failure says of a connector: that it does not work, or nothing, since it may pass. */
const VERDICTS: Partial<Record<ErrorCode, CheckResult['status']>> = {
  // What the document prefers needs parameters, and there is nothing else.
  invalid_params: 'skipped',
  // Without an access token: a refresh token may be good once, and is not spent on a check.
  not_supported: 'skipped',
  upstream_rejected: 'failed',
  egress_refused: 'failed',
  needs_reauthentication: 'failed',
  invalid_credentials: 'failed',
  invalid_configuration: 'failed',
  oauth_not_configured: 'failed',
  workspace_busy: 'inconclusive',
  upstream_rate_limited: 'inconclusive',
  upstream_error: 'inconclusive',
  upstream_timeout: 'inconclusive',
  upstream_unreachable: 'inconclusive',
  response_too_large: 'inconclusive',
}

/**
 * Tries credentials by one call that changes nothing, the way an execution runs it, and says what came of it. A
 * record of the call is left as of any other.
 *
 * @param opening Gives the context, as for an execution.
 * @param observed Knows whose connector it is.
 */
export async function runCheck(
  services: Sending & Dependencies,
  act: Act,
  opening: Opening | Promise<Opening>,
  observed: ObservedCall,
  deadline: number,
): Promise<CheckResult> {
  const started = performance.now()
  const record = (thrown?: unknown) => {
    const duration_ms = Math.round(performance.now() - started)
    services.toolCalls.record(act, observed, { duration_ms, thrown })
  }
  let entity: string | undefined
  try {
    const found = await opening
    const { definition, settings } = opened(found.open)
    const call = checkOperation(allowedDefinition(definition, { entities: found.entities }), settings)
    if (call === undefined) {
      return result('skipped', `${definition.display_name} has no list that can be tried without parameters.`)
    }
    entity = call.entity
    observed.entity = call.entity
    observed.action = call.action
    await runOperation(services, call, {
      ...found,
      organization: act.organization,
      observed,
      deadline,
      signal: act.whileConnected(),
    })
    record()
    return result('succeeded', null)
  } catch (error) {
    record(error)
    const verdict = error instanceof BulkheadError ? VERDICTS[error.code] : undefined
    if (verdict === undefined) throw error
    return result(verdict, (error as BulkheadError).message, upstreamStatusOf(error))
  }

  function result(status: CheckResult['status'], error_message: string | null, upstream_status?: number) {
    const status_code = upstream_status ?? observed.upstream_status
    return {
      id: uuidv7(),
      status,
      error_message,
      failure_reason: null,
      entity_check_results:
        entity === undefined
          ? []
          : [
              {
                entity,
                status,
                ...(status_code !== null && { status_code }),
                ...(error_message !== null && { error_message }),
              },
            ],
    }
  }
}

function opened(open: () => OpenContext): OpenContext {
  try {
    return open()
  } catch (error) {
    throw engineFailure(error)
  }
}
