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
