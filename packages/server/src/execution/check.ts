import type { CheckResult } from '@bulkhead/contract/checks'
import { BulkheadError, type ErrorCode } from '@bulkhead/contract/errors'
import { checkOperation } from '@bulkhead/engine'
import { v7 as uuidv7 } from 'uuid'
import { engineFailure, getUpstreamStatus } from '#connections/engine-failure'
import type { ToolCallRecorder } from '#tool-calls/record-tool-calls'
import type { Call } from './call.ts'
import { type CallingServices, execute, recordCall } from './execute.ts'
import { loadCall, openLoaded } from './open-call.ts'
import { allowedDefinition } from './reach.ts'

interface Dependencies extends CallingServices {
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
 * Tries credentials by one call that changes nothing, by the steps of an execute, and says what came of it. The call is
 * recorded like any other.
 *
 * @throws BulkheadError The error of a connector that cannot be loaded. Other failures are results.
 */
export async function check(services: Dependencies, call: Call): Promise<CheckResult> {
  const { observed } = call
  const loaded = await loadCall(services, call)
  let entity: string | undefined
  try {
    const { definition, context, entities } = await openLoaded(services, call, loaded)
    const chosen = checkOperation(allowedDefinition(definition, { entities }), context.settings)
    if (chosen === undefined) {
      return result('skipped', `${definition.display_name} has no list that can be tried without parameters.`)
    }
    entity = chosen.entity
    call.ask = chosen
    await execute(services, call)
    recordCall(services, call)
    return result('succeeded', null)
  } catch (thrown) {
    const error = engineFailure(thrown)
    recordCall(services, call, error)
    const verdict = error instanceof BulkheadError ? VERDICTS[error.code] : undefined
    if (verdict === undefined) throw error
    return result(verdict, (error as BulkheadError).message, getUpstreamStatus(error))
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
