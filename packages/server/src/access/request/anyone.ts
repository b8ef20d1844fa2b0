/** A caller who needs no token. */
export interface Anyone {
  /** IP address the request came from. */
  readonly address: string
  readonly user_agent: string | undefined
  /** `Cookie` header of the request. */
  readonly cookies?: string | undefined
  readonly request_id: string
}
