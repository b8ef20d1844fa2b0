import type { BoundClient } from '../bound-client.ts'
import type { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Input, Output } from '../client/client.ts'
import type { ConnectSession, NewConnectSession } from '../generated/api.ts'
import type { List } from '../list.ts'

type Filters = Omit<NonNullable<Input<'listConnectSessions'>['query']>, 'cursor'>

/** Connect sessions, in which customers enter a credential, and the end users who complete them. */
export class Connect {
  readonly sessions: ConnectSessions
  readonly endUsers: EndUsers

  constructor(client: BoundClient) {
    this.sessions = new ConnectSessions(client)
    this.endUsers = new EndUsers(client)
  }
}

/** Connect sessions: single-use links to connect or reconnect a service in a workspace. */
export class ConnectSessions {
  readonly #client: BoundClient

  constructor(client: BoundClient) {
    this.#client = client
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
    return this.#client.call('createConnectSession', { body: fields }, options)
  }

  /** Lists sessions, newest first. A session stays in the list for 30 days after its end. */
  list(filters: Filters = {}, options?: RequestOptions): List<ConnectSession> {
    return this.#client.list('listConnectSessions', { query: filters }, options)
  }

  /** Returns a session. @throws {NotFoundError} `connect_session_not_found`. */
  get(sessionId: string, options?: RequestOptions): BulkheadPromise<ConnectSession> {
    const path = { session_id: sessionId }
    return this.#client.call('getConnectSession', { path }, options)
  }

  /** Ends the link. A session that has ended is not changed. */
  revoke(sessionId: string, options?: WriteOptions): BulkheadPromise<ConnectSession> {
    const path = { session_id: sessionId }
    return this.#client.call('revokeConnectSession', { path }, options)
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
    return this.#client.call('confirmConnectSession', { path, body: fields }, options)
  }

  /** Rejects the end user's credential, and revokes it at the service. */
  discard(sessionId: string, options?: WriteOptions): BulkheadPromise<ConnectSession> {
    const path = { session_id: sessionId }
    return this.#client.call('discardConnectSession', { path }, options)
  }
}

/** End users, who complete connect links. Their ids are yours. */
export class EndUsers {
  readonly #client: BoundClient

  constructor(client: BoundClient) {
    this.#client = client
  }

  /** Erases the data of an end user in all workspaces, and revokes open links. Connectors stay. */
  erase(endUserId: string, options?: WriteOptions): BulkheadPromise<Output<'eraseEndUser'>> {
    const path = { end_user_id: endUserId }
    return this.#client.call('eraseEndUser', { path }, options)
  }
}
