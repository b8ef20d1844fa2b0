import type { Readable } from 'node:stream'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { SendableRequest, Sender, SendRights } from '@bulkhead/engine'
import { isEngineError } from '@bulkhead/engine/errors'
import { IdempotentReplay } from '#access/idempotency/once'
import type { TraceSpan } from '#platform/telemetry/telemetry'
import type { Call } from './call.ts'

/**
 * Runs a call as a child span of its request's span. The names and attributes come from the connector's document. The
 * span holds no params, and nothing from the upstream's response.
 *
 * @param getBody Returns the stream of a result that continues after the call returns. The span ends with the stream.
 */
export async function traceCall<Result>(
  call: Call,
  parent: TraceSpan,
  run: () => Promise<Result>,
  getBody?: (result: Result) => Readable,
): Promise<Result> {
  const { context } = call
  const span = parent.startChild('execute', 'internal')
  call.span = span
  const end = (thrown?: unknown) => {
    const { entity, action, workspace_id, connector_id } = call.observed
    const service = context.notes?.service
    const outcome = getOutcome(thrown)
    span.end({
      name: ['execute', service, entity, action].filter(Boolean).join(' '),
      attributes: {
        'bulkhead.service': service,
        'bulkhead.entity': entity ?? undefined,
        'bulkhead.action': action ?? undefined,
        'bulkhead.outcome': outcome,
        'bulkhead.organization.id': context.organization,
        'bulkhead.workspace.id': workspace_id ?? undefined,
        'bulkhead.connector.id': connector_id ?? undefined,
      },
      error: outcome === 'ok' || outcome === 'replayed' ? undefined : outcome,
    })
  }
  try {
    const result = await run()
    const body = getBody?.(result)
    if (body === undefined) end()
    // If the caller disconnects, that is no error.
    else body.once('close', () => end(body.errored instanceof BulkheadError ? body.errored : undefined))
    return result
  } catch (thrown) {
    end(thrown)
    throw thrown
  }
}

function getOutcome(thrown: unknown): string {
  if (thrown === undefined) return 'ok'
  if (thrown instanceof IdempotentReplay) return 'replayed'
  return thrown instanceof BulkheadError ? thrown.code : 'internal'
}

/**
 * Traces each request that a call sends, retries included, by the semantic conventions of HTTP clients. The URL is
 * left out: it holds params, and may hold a secret. Its template and the host are those of the document.
 */
export function traceSends<One extends Pick<Sender, 'send'>>(
  sender: One,
  { observed }: Call,
  span: TraceSpan,
): One {
  let sent = 0

  async function traced<Response extends { readonly status: number }>(
    request: SendableRequest,
    send: (withTrace: (request: SendableRequest) => SendableRequest) => Promise<Response>,
  ): Promise<Response> {
    const { host, path } = observed
    const [address, port] = host?.split(':') ?? []
    const child = span.startChild(`${request.method} ${path}`, 'client', {
      'http.request.method': request.method,
      'url.template': path ?? undefined,
      'server.address': address,
      'server.port': Number(port) || undefined,
      'http.request.resend_count': sent || undefined,
    })
    sent += 1
    try {
      const response = await send((one) => ({ ...one, headers: { ...one.headers, ...child.forUpstream } }))
      const { status } = response
      child.end({
        attributes: { 'http.response.status_code': status },
        error: status >= 400 ? String(status) : undefined,
      })
      return response
    } catch (thrown) {
      child.end({ error: isEngineError(thrown) ? thrown.code : 'internal' })
      throw thrown
    }
  }

  return {
    ...sender,
    send: (request, options = {}) =>
      traced(request, (withTrace) =>
        sender.send(withTrace(request), { ...options, rights: tracedRights(options.rights, withTrace) }),
      ),
    ...('openFile' in sender &&
      ({
        openFile: (request, options = {}) =>
          traced(request, (withTrace) =>
            (sender as unknown as Sender).openFile(withTrace(request), {
              ...options,
              rights: tracedRights(options.rights, withTrace),
            }),
          ),
      } satisfies Partial<Sender>)),
  }
}

/** Returns rights whose confirmed request has the headers of the trace too. */
function tracedRights(
  rights: SendRights | undefined,
  withTrace: (request: SendableRequest) => SendableRequest,
): SendRights | undefined {
  return (
    rights && { ...rights, confirm: async (isRedirected) => withTrace(await rights.confirm(isRedirected)) }
  )
}
