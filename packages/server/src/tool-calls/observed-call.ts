/** Facts learned of a call while it runs; null where it did not come so far. */
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
  /** Requests that were sent. */
  attempts: number | null
  /** Milliseconds before the first of them. */
  wait_ms: number | null
  request_bytes: number | null
  response_bytes: number | null
}
