import type { Epochs } from '#tokens/claims'

/** Who acts. Made by `authenticate/` from a verified token, and by nothing else. */
export interface Principal {
  /** The organization; every row this principal can reach carries its id. */
  readonly organization: string
  /** Present for a scoped token: the one workspace it reaches. */
  readonly workspace?: string
  /** The application whose credentials stand behind the token. */
  readonly application: string
  readonly client_id: string
  /** The epochs that its token carries, which were in force when it was verified. */
  readonly epochs: Epochs
}

/** The kind of caller a principal is, as operations name it. */
export function callerOf(principal: Principal): 'application' | 'scoped' {
  return principal.workspace === undefined ? 'application' : 'scoped'
}
