import type { BoundClient } from '../bound-client.ts'
import type { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Input, Output } from '../client/client.ts'
import type { InvitationItem } from '../generated/api.ts'
import type { List } from '../list.ts'

type Filters = Omit<NonNullable<Input<'listInvitations'>['query']>, 'cursor'>

/**
 * Invitations to the organization. Each is for one e-mail address and lasts 7 days. An owner or an admin manages them:
 * give the client `accessToken`. An application cannot.
 */
export class Invitations {
  readonly #client: BoundClient

  constructor(client: BoundClient) {
    this.#client = client
  }

  /**
   * Invites up to 100 addresses with one role and, for members, levels in workspaces. An address that was invited
   * before gets another link and the new rights. The request is not retried if the response is lost: look at the list
   * before you try again.
   *
   * @param fields Addresses, role and levels. If the server does not send a link by mail, it returns it in
   *   `sign_up_url`, only this time.
   */
  create(
    fields: Input<'createInvitations'>['body'],
    options?: RequestOptions,
  ): BulkheadPromise<Output<'createInvitations'>> {
    return this.#client.call('createInvitations', { body: fields }, options)
  }

  /** Lists unused invitations, expired ones included. */
  list(filters: Filters = {}, options?: RequestOptions): List<InvitationItem> {
    return this.#client.list('listInvitations', { query: filters }, options)
  }

  /**
   * Creates another link for 7 days, or sends one. The previous link ends. The request is not retried if the response
   * is lost.
   */
  renew(
    invitationId: string,
    fields: Input<'renewInvitation'>['body'] = {},
    options?: RequestOptions,
  ): BulkheadPromise<Output<'renewInvitation'>> {
    const path = { invitation_id: invitationId }
    return this.#client.call('renewInvitation', { path, body: fields }, options)
  }

  /** Ends the link at once. */
  revoke(invitationId: string, options?: WriteOptions): BulkheadPromise<Output<'revokeInvitation'>> {
    const path = { invitation_id: invitationId }
    return this.#client.call('revokeInvitation', { path }, options)
  }
}
