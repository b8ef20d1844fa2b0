/** Facts about a call that are collected while it runs. Null if the call did not get that far. */
export interface ObservedCall {
  workspace_id: string | null
  connector_id: string | null
  definition_id: string | null
  entity: string | null
  action: string | null
  upstream_status: number | null
  upstream_ms: number | null
  method: string | null
  host: string | null
  path: string | null
  /** Number of requests that were sent. */
  attempts: number | null
  /** Milliseconds before the first request. */
  wait_ms: number | null
  request_bytes: number | null
  response_bytes: number | null
}
