import type { Authority } from '../client/authority.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Client, Input } from '../client/client.ts'
import { Reply } from '../client/reply.ts'
import type { OrganizationItem } from '../generated/api.ts'

/** The organization of the application, with its settings. */
export class OrganizationResource {
  readonly #client: Client
  readonly #authority: Authority

  constructor(client: Client, authority: Authority) {
    this.#client = client
    this.#authority = authority
  }

  get(options?: RequestOptions): Reply<OrganizationItem> {
    return new Reply(this.#client.send('getOrganization', {}, this.#authority, options))
  }

  /** Changes name and settings. A field that is left out stays. */
  update(changes: Input<'updateOrganization'>['body'], options?: WriteOptions): Reply<OrganizationItem> {
    return new Reply(this.#client.send('updateOrganization', { body: changes }, this.#authority, options))
  }
}
