import type { WithResponse } from '@bulkhead/sdk/client'
import { Client, type ClientSettings, type Input, type OperationId, type Output } from '@bulkhead/sdk/client'

export type { Input, OperationId, Output }

/** Milliseconds: longer than the slowest operation, which may take a minute. */
const TIMEOUT_MS = 75_000

export interface CallOptions {
  readonly signal?: AbortSignal
  /** Default: 2 where that is safe. */
  readonly maxRetries?: number
}

/**
 * The public API as the person who is signed in: the browser sends the cookie by itself, and what changes
 * something carries the CSRF token of the session.
 */
export class Api {
  /** CSRF token of the session, once known. Kept in memory only. */
  csrfToken: string | undefined
  readonly #client: Client<ClientSettings>
  #held: PromiseWithResolvers<void> | undefined

  constructor(origin: string) {
    this.#client = new Client({
      url: origin,
      organizationId: undefined,
      timeoutMs: TIMEOUT_MS,
      maxRetries: 2,
      log: undefined,
      fetch: (url, init) => fetch(url, this.#withCsrfToken(init)),
    })
  }

  /** Lets requests wait, for they would be refused, until {@link release}. */
  hold(): void {
    this.#held ??= Promise.withResolvers()
  }

  release(): void {
    this.#held?.resolve()
    this.#held = undefined
  }

  async call<Id extends OperationId>(
    id: Id,
    input: Input<Id>,
    options: CallOptions = {},
  ): Promise<Output<Id>> {
    return (await this.reply(id, input, options)).data
  }

  /** Like {@link call}, with the response: its status and headers. */
  async reply<Id extends OperationId>(
    id: Id,
    input: Input<Id>,
    options: CallOptions = {},
  ): Promise<WithResponse<Output<Id>>> {
    await this.#held?.promise
    return this.#client.send(id, input, undefined, options)
  }

  /** Like {@link call}, with the body of the reply left unread. */
  async open<Id extends OperationId>(id: Id, input: Input<Id>, options: CallOptions = {}): Promise<Response> {
    await this.#held?.promise
    return this.#client.open(id, input, undefined, options)
  }

  #withCsrfToken(init: RequestInit): RequestInit {
    if (this.csrfToken === undefined || init.method === 'GET') return init
    return {
      ...init,
      headers: { ...(init.headers as Record<string, string>), 'x-csrf-token': this.csrfToken },
    }
  }
}
