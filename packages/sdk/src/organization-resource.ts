import type { Authority } from './authority.ts'
import type { RequestOptions, WriteOptions } from './call-options.ts'
import type { Client, Input } from './client.ts'
import type { OrganizationItem } from './generated/api.ts'
import { Reply } from './reply.ts'

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
