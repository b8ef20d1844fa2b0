import type { Output } from '#api/api.ts'

type ToolCall = Output<'listToolCalls'>['data'][number]

/** How a connector does, by its last calls. */
export interface Health {
  readonly state: 'unused' | 'works' | 'failing' | 'needs_reauthentication'
  readonly last_call_at: string | null
  readonly last_error: LastError | null
}

export type LastError = Pick<ToolCall, 'at' | 'upstream_status' | 'entity' | 'action' | 'request_id'> & {
  readonly code: string
}

/** Failures that are the caller's: they say nothing of the connector. */
const OF_CALLERS: ReadonlySet<string> = new Set([
  'invalid_params',
  'unknown_operation',
  'not_granted',
  'not_supported',
  'invalid_request',
  'workspace_busy',
  'workspace_inactive',
])

/**
 * @param status What is stored of the connector.
 * @param calls Its last calls, newest first. What asks the service nothing says nothing of it.
 */
export function healthOf(status: 'ready' | 'needs_reauthentication', calls: readonly ToolCall[]): Health {
  const telling = calls.filter(({ action, code }) => action !== 'describe' && !OF_CALLERS.has(code ?? ''))
  const last = telling[0]
  const failed = telling.find((call) => call.code !== null)
  const last_error = failed === undefined ? null : { ...failed, code: failed.code ?? '' }
  const state =
    status === 'needs_reauthentication'
      ? status
      : last === undefined
        ? 'unused'
        : isFault(last)
          ? 'failing'
          : 'works'
  return { state, last_call_at: last?.at ?? null, last_error }
}

/** Whether a call says that the connector is at fault; the service answering that something is not there does not. */
function isFault({ status, code, upstream_status }: ToolCall): boolean {
  if (status === 'success') return false
  if (code !== 'upstream_rejected') return true
  return upstream_status === 401 || upstream_status === 403
}
