import type { Definition } from '@bulkhead/engine/model/definition'
import type { UpstreamAnswer } from '@bulkhead/engine/model/wire'
import type { SendableRequest } from '@bulkhead/engine/send/send-request'

/** What is learned of a call while it runs; null is not known, or not come to. */
export interface ObservedCall {
  workspace_id: string | null
  connector_id: string | null
  definition_id: string | null
  entity: string | null
  action: string | null
  upstream_status: number | null
  upstream_ms: number | null
  request_bytes: number | null
  response_bytes: number | null
}

export function newObservedCall(workspace: string | undefined): ObservedCall {
  return {
    workspace_id: workspace ?? null,
    connector_id: null,
    definition_id: null,
    entity: null,
    action: null,
    upstream_status: null,
    upstream_ms: null,
    request_bytes: null,
    response_bytes: null,
  }
}

/** Notes which connector is used. Entity and action are a caller's text until a definition knows them. */
export function observeConnector(
  observed: ObservedCall,
  connection: { workspace_id: string; connector_id: string; definition_id: string },
  definition: Definition,
  { entity, action }: { entity: string; action: string },
): void {
  observed.workspace_id = connection.workspace_id
  observed.connector_id = connection.connector_id
  observed.definition_id = connection.definition_id
  const operations = definition.entities.get(entity)
  if (action === 'describe') {
    observed.action = action
    observed.entity = operations === undefined ? null : entity
  }
  for (const operation of operations?.values() ?? []) {
    if (operation.action !== action) continue
    observed.entity = operation.entity
    observed.action = operation.action
  }
}

/** Sends, noting how much goes out and comes back and how long that takes, failing or not. */
export async function observeSending(
  observed: ObservedCall,
  { body, bytes }: Pick<SendableRequest, 'body' | 'bytes'>,
  send: () => Promise<UpstreamAnswer>,
): Promise<UpstreamAnswer> {
  observed.request_bytes = bytes?.length ?? Buffer.byteLength(body ?? '')
  const began = performance.now()
  try {
    const answer = await send()
    observed.upstream_status = answer.status
    observed.response_bytes = answer.body.length
    return answer
  } finally {
    observed.upstream_ms = Math.round(performance.now() - began)
  }
}
