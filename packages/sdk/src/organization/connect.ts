import { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Client, Input, Output } from '../client/client.ts'
import type { TokenProvider } from '../client/token-provider.ts'
import { fetchList } from '../fetch-list.ts'
import type { ConnectSession, NewConnectSession } from '../generated/api.ts'
import type { List } from '../list.ts'

type Filters = Omit<NonNullable<Input<'listConnectSessions'>['query']>, 'cursor'>

/** Connect sessions, in which customers enter a credential, and the end users who complete them. */
export class Connect {
  readonly sessions: ConnectSessions
  readonly endUsers: EndUsers

  constructor(client: Client, tokenProvider: TokenProvider) {
    this.sessions = new ConnectSessions(client, tokenProvider)
    this.endUsers = new EndUsers(client, tokenProvider)
  }
}

/** Connect sessions: single-use links to connect or reconnect a service in a workspace. */
export class ConnectSessions {
  readonly #client: Client
  readonly #tokenProvider: TokenProvider

  constructor(client: Client, tokenProvider: TokenProvider) {
    this.#client = client
    this.#tokenProvider = tokenProvider
  }

  /**
   * Creates a connect link: send the end user to `url`. With `connector_id` it reconnects that connector. The request
   * is not retried if the response is lost.
   *
   * @param fields Default: every service, in the workspace `default`, for 30 minutes, and to be confirmed.
   */
  create(
    fields: Input<'createConnectSession'>['body'],
    options?: RequestOptions,
  ): BulkheadPromise<NewConnectSession> {
    return new BulkheadPromise(
      this.#client.send('createConnectSession', { body: fields }, this.#tokenProvider, options),
    )
  }

  /** Lists sessions, newest first. A session stays in the list for 30 days after its end. */
  list(filters: Filters = {}, options?: RequestOptions): List<ConnectSession> {
    return fetchList((cursor) => {
      const query = { ...filters, ...(cursor !== undefined && { cursor }) }
      return this.#client.send('listConnectSessions', { query }, this.#tokenProvider, options)
    })
  }

  /** Returns a session. @throws {NotFoundError} `connect_session_not_found`. */
  get(sessionId: string, options?: RequestOptions): BulkheadPromise<ConnectSession> {
    const path = { session_id: sessionId }
    return new BulkheadPromise(this.#client.send('getConnectSession', { path }, this.#tokenProvider, options))
  }

  /** Ends the link. A session that has ended is not changed. */
  revoke(sessionId: string, options?: WriteOptions): BulkheadPromise<ConnectSession> {
    const path = { session_id: sessionId }
    return new BulkheadPromise(
      this.#client.send('revokeConnectSession', { path }, this.#tokenProvider, options),
    )
  }

  /**
   * Accepts the end user's credential if both fields belong to the end user who is signed in with you:
   * `confirmation_code` from the query or message that the browser of your signed-in user brought, `end_user_id` from
   * your own session of that user.
   *
   * @throws {ConflictError} `connect_session_state`: the session does not wait for a confirmation.
   * @throws {PermissionError} `confirmation_refused`: another end user completed the session.
   */
  confirm(
    sessionId: string,
    fields: Input<'confirmConnectSession'>['body'],
    options?: WriteOptions,
  ): BulkheadPromise<ConnectSession> {
    const path = { session_id: sessionId }
    return new BulkheadPromise(
      this.#client.send('confirmConnectSession', { path, body: fields }, this.#tokenProvider, options),
    )
  }

  /** Rejects the end user's credential, and revokes it at the service. */
  discard(sessionId: string, options?: WriteOptions): BulkheadPromise<ConnectSession> {
    const path = { session_id: sessionId }
    return new BulkheadPromise(
      this.#client.send('discardConnectSession', { path }, this.#tokenProvider, options),
    )
  }
}

/** End users, who complete connect links. Their ids are yours. */
export class EndUsers {
  readonly #client: Client
  readonly #tokenProvider: TokenProvider

  constructor(client: Client, tokenProvider: TokenProvider) {
    this.#client = client
    this.#tokenProvider = tokenProvider
  }

  /** Erases the data of an end user in all workspaces, and revokes open links. Connectors stay. */
  erase(endUserId: string, options?: WriteOptions): BulkheadPromise<Output<'eraseEndUser'>> {
    const path = { end_user_id: endUserId }
    return new BulkheadPromise(this.#client.send('eraseEndUser', { path }, this.#tokenProvider, options))
  }
}
