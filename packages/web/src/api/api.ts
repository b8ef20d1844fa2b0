import type { WithResponse } from '@bulkhead/sdk/client'
import { Client, type ClientSettings, type Input, type OperationId, type Output } from '@bulkhead/sdk/client'
import { getAttendance } from './attendance.ts'

export type { Input, OperationId, Output }

/** Timeout in milliseconds. The slowest operation may take a minute. */
const TIMEOUT_MS = 75_000

export interface CallOptions {
  readonly signal?: AbortSignal
  /** Default: 2 for requests that are safe to repeat. */
  readonly maxRetries?: number
}

/**
 * Client of the public API for the signed-in person. The browser adds the session cookie. Requests that change
 * something carry the CSRF token of the session.
 */
export class Api {
  /** CSRF token of the session. Undefined until it is known. Kept in memory only. */
  csrfToken: string | undefined
  /** Reads the session again, and with it {@link csrfToken}. */
  readSession: (() => Promise<unknown>) | undefined
  readonly #client: Client<ClientSettings>
  #held: PromiseWithResolvers<void> | undefined

  constructor(origin: string) {
    this.#client = new Client({
      url: origin,
      organizationId: undefined,
      timeoutMs: TIMEOUT_MS,
      maxRetries: 2,
      log: undefined,
      fetch: (url, init) => this.fetch(url, init),
    })
  }

  /** Holds back further requests until {@link release}. Without a session the server would refuse them. */
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

  /** Like {@link call}, but also returns the response with its status and headers. */
  async reply<Id extends OperationId>(
    id: Id,
    input: Input<Id>,
    options: CallOptions = {},
  ): Promise<WithResponse<Output<Id>>> {
    await this.#held?.promise
    return this.#client.send(id, input, undefined, options)
  }

  /** Like {@link call}, but returns the response without reading its body. */
  async open<Id extends OperationId>(id: Id, input: Input<Id>, options: CallOptions = {}): Promise<Response> {
    await this.#held?.promise
    return this.#client.open(id, input, undefined, options)
  }

  /**
   * Sends a request with the CSRF token. If the person has signed in again in another tab, the token is another one. The
   * server refused the request before it did anything, so the request is sent once more.
   */
  async fetch(url: string, init: RequestInit): Promise<Response> {
    const sent = this.csrfToken
    const response = await fetch(url, this.#withHeaders(init))
    if (sent === undefined || !(await isCsrfRefused(response))) return response
    await this.readSession?.().catch(() => {})
    const isRenewed = this.csrfToken !== undefined && this.csrfToken !== sent
    return isRenewed ? fetch(url, this.#withHeaders(init)) : response
  }

  #withHeaders(init: RequestInit): RequestInit {
    const proves = this.csrfToken !== undefined && init.method !== 'GET'
    return {
      ...init,
      headers: {
        ...(init.headers as Record<string, string>),
        ...getAttendance(),
        ...(proves && { 'x-csrf-token': this.csrfToken }),
      } as Record<string, string>,
    }
  }
}

async function isCsrfRefused(response: Response): Promise<boolean> {
  if (response.status !== 403) return false
  const body = await response
    .clone()
    .json()
    .catch(() => undefined)
  return body?.code === 'csrf_refused'
}
