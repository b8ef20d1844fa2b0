/** How a connector does, by its last calls. */
export interface Health {
  readonly state: 'unused' | 'works' | 'failing' | 'needs_reauthentication'
  readonly last_call_at: string | null
  readonly last_error: LastError | null
}

export interface LastError {
  readonly at: string
  readonly code: string
  readonly upstream_status: number | null
  readonly entity: string | null
  readonly action: string | null
  readonly request_id: string
}
