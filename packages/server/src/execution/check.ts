import type { CheckResult } from '@bulkhead/contract/checks'
import { BulkheadError, type ErrorCode } from '@bulkhead/contract/errors'
import {
  type Account,
  checkOperation,
  type IdentityRule,
  type JsonValue,
  readAccount,
} from '@bulkhead/engine'
import { v7 as uuidv7 } from 'uuid'
import { authorize } from '#access/request/authorize'
import { engineFailure, getUpstreamStatus } from '#connectors/connections/engine-failure'
import type { ToolCallRecorder } from '#records/tool-calls/record-tool-calls'
import type { Call, Source } from './call.ts'
import { type CallingServices, execute, type OperationResult, startCall } from './execute.ts'
import { loadCall, openLoaded } from './open-call.ts'
import { allowedDefinition } from './reach.ts'

/** Services that a check needs. */
export interface CheckingServices extends CallingServices {
  readonly toolCalls: ToolCallRecorder
}

/** Check result that a failure implies. Failures that may pass imply none. */
const VERDICTS: Partial<Record<ErrorCode, CheckResult['status']>> = {
  // The operation that the document prefers for a check needs parameters, and no other one fits.
  invalid_params: 'skipped',
  // There is no access token. Some refresh tokens can be used only once, so a check does not use one.
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

/** HTTP status of a service that refuses the credential. */
const UNAUTHENTICATED = 401

/** Failures that need new credentials. */
const OF_CREDENTIALS: ReadonlySet<ErrorCode> = new Set(['needs_reauthentication', 'invalid_credentials'])

/** HTTP status of a service that accepts the credential but does not allow it this operation. */
const FORBIDDEN = 403

/** Time limit for reading the account, in milliseconds. The check is valid without the account. */
const ACCOUNT_MS = 10_000

const RECORD = { checksFields: false, shortens: false, takesJson: false }

/**
 * Tries credentials with one call that only reads, by the same steps as an execute, and returns the result of the
 * check. If the call succeeds, reads the account that the credentials belong to. The calls are recorded like any other.
 *
 * @throws BulkheadError The error of a connector that cannot be loaded. Other failures are results.
 */
export async function check(services: CheckingServices, call: Call): Promise<CheckResult> {
  const { observed } = call
  // Only the token matters here, so this comes before any lookup.
  authorize(call.context, { use: call.ask })
  const loaded = await loadCall(services, call)
  let entity: string | undefined
  let opened: Awaited<ReturnType<typeof openLoaded>> | undefined
  try {
    opened = await openLoaded(services, call, loaded)
    const { definition, context, entities } = opened
    const chosen = checkOperation(allowedDefinition(definition, { entities }), context.settings)
    if (chosen === undefined) {
      return result(
        'skipped',
        `${definition.display_name} has no list operation that can be tried without parameters.`,
      )
    }
    entity = chosen.entity
    call.ask = chosen
    const checked = await executePermitted(services, call)
    services.toolCalls.record(call)
    if (definition.identity === undefined) return result('succeeded', null)
    const account = await getAccount(services, call, definition.identity, context.settings, checked)
    return { ...result('succeeded', null), account: account ?? null }
  } catch (thrown) {
    const error = engineFailure(thrown)
    services.toolCalls.record(call, error)
    const verdict = error instanceof BulkheadError ? VERDICTS[error.code] : undefined
    if (verdict === undefined) throw error
    const status = getUpstreamStatus(error)
    const { message } = error as BulkheadError
    const identity = opened?.definition.identity
    if (status === FORBIDDEN && opened !== undefined && identity !== undefined) {
      // A key with few rights is still valid if the service can say which account it belongs to.
      const account = await getAccount(services, call, identity, opened.context.settings)
      if (account !== undefined) return { ...result('inconclusive', message, status), account }
    }
    const isOfCredentials = status === UNAUTHENTICATED || OF_CREDENTIALS.has((error as BulkheadError).code)
    return {
      ...result(verdict, message, status),
      failure_reason: isOfCredentials
        ? { timestamp: Date.now(), failure_type: 'config_error', external_message: message }
        : null,
    }
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

/**
 * Reads the account that the credentials of a check belong to, unless the response of the check already names it. The
 * entities that the connector is restricted to do not matter: only the id and the name of the account are returned,
 * never the record.
 *
 * @param checked Response of the check; undefined if it was refused.
 */
async function getAccount(
  services: CheckingServices,
  { context, source, ask, deadline }: Call,
  identity: IdentityRule,
  settings: { readonly [name: string]: JsonValue },
  checked?: { readonly result: unknown },
): Promise<Account | undefined> {
  const { entity, action, params } = identity
  const isChecked = ask.entity === entity && ask.action === action && Object.keys(params).length === 0
  if (isChecked) return checked && readAccount(identity, checked.result as JsonValue, settings)
  const timeoutMs = Math.min(ACCOUNT_MS, deadline - performance.now())
  const call = startCall(context, unrestricted(source), { ask: identity, shape: RECORD, timeoutMs })
  try {
    const { result } = await executePermitted(services, call)
    services.toolCalls.record(call)
    return readAccount(identity, result as JsonValue, settings)
  } catch (thrown) {
    // The credentials may lack the right to read the account. That is no fault of the connector, so a record of this
    // error would mislead.
    const error = engineFailure(thrown)
    if (error instanceof BulkheadError) return undefined
    throw error
  }
}

async function executePermitted(services: CheckingServices, call: Call): Promise<OperationResult> {
  authorize(call.context, { use: call.ask })
  return execute(services, call)
}

function unrestricted(source: Source): Source {
  if (source.kind === 'request') return { ...source, entities: null }
  return { ...source, changed: { ...source.changed, entities: null, access: null } }
}
